-- 011A67  specql_cutover.lr_patterns_rest
-- The tables of a pattern library that have no counterpart here.

create or replace view specql_cutover.lr_patterns_rest as
select
  l.source_table, l.row_key,
  case when l.row_key ~ '^[0-9]{1,18}$' then l.row_key::bigint else l.pk_legacy_row end as position,
  l.row as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'patterns';

comment on view specql_cutover.lr_patterns_rest is 'Rows of legacy tables that are kept as they came.';
comment on column specql_cutover.lr_patterns_rest.source_table is 'Table of the file.';
comment on column specql_cutover.lr_patterns_rest.row_key is 'Key of the row there.';
comment on column specql_cutover.lr_patterns_rest.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_patterns_rest.content is 'All cells by column.';
comment on column specql_cutover.lr_patterns_rest.also is 'Other values that an attribute may have.';
