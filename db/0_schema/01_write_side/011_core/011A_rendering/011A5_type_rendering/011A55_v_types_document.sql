-- 011A55  specql_cutover.lr_types_document
-- The other keys at the top of a type registry's file.

create or replace view specql_cutover.lr_types_document as
select l.row_key, l.pk_legacy_row as position, l.row -> 'value' as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'types' and l.source_table = 'sections';

comment on view specql_cutover.lr_types_document is 'What a type registry''s file says beside its types.';
comment on column specql_cutover.lr_types_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_types_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_types_document.content is 'The value.';
comment on column specql_cutover.lr_types_document.also is 'Other values that an attribute may have.';
