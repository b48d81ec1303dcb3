-- 011A85  marks on rows that are kept as they came
-- In one place, so that their triggers have the same numbers everywhere.

select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'services', 'document', 'r.row_key', null, $$r.kind = 'services'$$);
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'types', 'document', 'r.row_key', null, $$r.kind = 'types'$$);
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'patterns', '*', 'r.row_key', 'r.source_table', $$r.kind = 'patterns'$$);
