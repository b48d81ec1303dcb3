-- 011A5F  the types' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('types', 'document', 1, 'specql_cutover.lr_types_document');
select specql_cutover.define_legacy_table('types', '*', 2, 'specql_cutover.lr_types_rest');
