-- 011A38  specql_cutover.lr_registry_document
-- The other keys at the top of a registry's file.

create or replace view specql_cutover.lr_registry_document as
select s.section_name as row_key, s.position::bigint as position, specql_cutover.failsafe(s.content) as content, null::jsonb as also
from specql_registry.tb_registry_section as s
where s.section_name not like 'subdomain\_inference.%'
union all
select 'schema_layers', 1001, jsonb_object_agg(coalesce(l.legacy ->> 'key', l.layer), l.layer_name), null
from specql_registry.tb_schema_layer as l
having count(*) > 0
union all
select 'reserved_codes', 1002,
  jsonb_agg(coalesce(specql_cutover.failsafe(c.legacy -> 'entry'), to_jsonb(c.code)) order by c.position, c.code), null
from specql_registry.tb_reserved_code as c
having count(*) > 0
union all
select 'subdomain_inference', 1003, (
    select jsonb_object_agg(d.value ->> '$key', (
      select jsonb_object_agg(r.value ->> '$key', specql_cutover.failsafe(r.value - '$key'))
      from jsonb_array_elements(d.value -> '$value') as r))
    from jsonb_array_elements(i.document -> 'subdomain_inference') as d
  ), null
from (select specql_registry.inference_document() as document offset 0) as i
where i.document is not null;

comment on view specql_cutover.lr_registry_document is 'Layers, reserved codes, inference rules and other sections as rows of the legacy file.';
comment on column specql_cutover.lr_registry_document.row_key is 'The key at the top of the file.';
comment on column specql_cutover.lr_registry_document.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_registry_document.content is 'The value, every scalar a text.';
comment on column specql_cutover.lr_registry_document.also is 'Other values that an attribute may have.';
