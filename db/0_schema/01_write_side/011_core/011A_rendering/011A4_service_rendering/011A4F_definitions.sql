-- 011A4F  the services' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('services', 'document', 1, 'specql_cutover.lr_services_document');
select specql_cutover.define_legacy_table('services', 'services', 2, 'specql_cutover.lr_services_services');
