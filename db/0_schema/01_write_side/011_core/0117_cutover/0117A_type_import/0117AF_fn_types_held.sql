-- 0117AF  specql_cutover.types_held()
-- What the tables hold of the rows of a type registry.

create or replace function specql_cutover.types_held()
  returns table (source_table text, path text, content jsonb)
  language sql
  stable
as $$
  select case when specql_cutover.type_section(t.legacy ->> 'section') = 'sections' then 'scalars'
      else specql_cutover.type_section(t.legacy ->> 'section') end,
    t.legacy ->> 'section' || '.' || (t.legacy ->> 'key'), t.legacy -> 'entry'
  from specql_type.tb_universal_type as t
  union all
  select 'rich_types', s.section || '.' || r.key, r.value
  from specql_type.tb_universal_type as t
    cross join lateral jsonb_each(coalesce(t.legacy -> 'rich', '{}')) as r
    cross join unnest('{rich,rich_types,rich_type_registry}'::text[]) as s (section)
  where t.legacy ->> 'section' is null or t.legacy ->> 'section' <> s.section
  union all
  select 'type_aliases', a.legacy ->> 'section' || '.' || (a.legacy ->> 'key'), a.legacy -> 'entry'
  from specql_type.tb_type_alias as a
  where a.legacy is not null
  union all
  select 'composite_fields',
    t.legacy ->> 'section' || '.' || (t.legacy ->> 'key') || '.fields.' || (f.legacy ->> 'key'), f.legacy -> 'entry'
  from specql_type.tb_type_field as f
    join specql_type.tb_universal_type as t on t.pk_universal_type = f.fk_universal_type;
$$;

comment on function specql_cutover.types_held() is
  'One row for each row of a file that the registry of types keeps: its kind, where it stood, and what it said.';
