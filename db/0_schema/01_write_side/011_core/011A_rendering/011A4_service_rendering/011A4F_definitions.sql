-- 011A4F  the services' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('services', 'document', 1, 'specql_cutover.lr_services_document',
  'specql_cutover.load_services', 'specql_cutover.remove_service_row');
select specql_cutover.define_legacy_table('services', 'services', 2, 'specql_cutover.lr_services_services',
  'specql_cutover.load_services', 'specql_cutover.remove_service_row', 'specql_service.tb_service');

select specql_cutover.mirror_table('specql_service.tb_service', 'services', 'services',
  'specql_cutover.service_key(r.service_name, r.legacy)');
select specql_cutover.mirror_table('specql_service.tb_operation', 'services', 'services',
  '(select specql_cutover.service_key(s.service_name, s.legacy) from specql_service.tb_service as s where s.pk_service = r.fk_service)');
select specql_cutover.mirror_table('specql_service.tb_dependency', 'services', 'services',
  '(select specql_cutover.service_key(s.service_name, s.legacy) from specql_service.tb_service as s where s.pk_service = r.fk_service)');
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'services', 'document', 'r.row_key', null, $$r.kind = 'services'$$);
