-- 011A54  specql_cutover.lr_types_rest
-- Types, rich types and aliases as rows of the legacy file; each section of it is a table.

create or replace view specql_cutover.lr_types_rest as
select s.section as source_table, coalesce(t.legacy ->> 'key', t.type_name) as row_key,
  t.pk_universal_type as position, e.content, e.also
from specql_type.tb_universal_type as t
  cross join lateral (select specql_cutover.type_section_of(t) as section) as s
  cross join lateral specql_cutover.type_entry(t) as e
where s.section is not null and not coalesce(t.legacy ? 'removed', false)
union all
select coalesce(t.legacy ->> 'rich_section', 'rich_type_registry'), r.key, t.pk_universal_type, r.value, null
from specql_type.tb_universal_type as t
  cross join lateral jsonb_each(t.legacy -> 'rich') as r
where t.legacy ->> 'section' is null or specql_cutover.type_section(t.legacy ->> 'section') <> 'rich_types'
union all
select coalesce(a.legacy ->> 'section', 'scalar_type_aliases'), coalesce(a.legacy ->> 'key', a.alias), a.pk_type_alias,
  case when specql_type.universal_type_pk(case jsonb_typeof(a.legacy -> 'entry')
      when 'object' then a.legacy #>> '{entry,type}' else a.legacy ->> 'entry' end) = a.fk_universal_type
    then a.legacy -> 'entry'
    when jsonb_typeof(a.legacy -> 'entry') = 'object' then (a.legacy -> 'entry') || jsonb_build_object('type', t.type_name)
    else to_jsonb(t.type_name) end, null
from specql_type.tb_type_alias as a
  join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
where a.is_alias and not coalesce(a.legacy ? 'removed', false);

comment on view specql_cutover.lr_types_rest is 'Types as rows of the legacy file.';
comment on column specql_cutover.lr_types_rest.source_table is 'Section of the file.';
comment on column specql_cutover.lr_types_rest.row_key is 'The name.';
comment on column specql_cutover.lr_types_rest.position is 'A place; keys of a mapping have no order.';
comment on column specql_cutover.lr_types_rest.content is 'The entry.';
comment on column specql_cutover.lr_types_rest.also is 'Other values that an attribute may have.';
