-- 011A45  specql_cutover.lr_services_document
-- The other keys at the top of a services file.

create or replace view specql_cutover.lr_services_document as
select l.row_key, l.pk_legacy_row as position, specql_cutover.failsafe(l.row -> 'value') as content, null::jsonb as also
from specql_cutover.tb_legacy_row as l
where l.kind = 'services' and l.source_table = 'document';

comment on view specql_cutover.lr_services_document is 'What a services file says beside its services.';
comment on column specql_cutover.lr_services_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_services_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_services_document.content is 'The value, every scalar a text.';
comment on column specql_cutover.lr_services_document.also is 'Other values that an attribute may have.';
