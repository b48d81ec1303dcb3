-- 0117A2  specql_cutover.type_section()
-- Which kind of rows a section of a type registry holds.

create or replace function specql_cutover.type_section(name text)
  returns text
  language sql
  immutable
as $$
  select case
    when name in ('scalars', 'scalar_types') then 'scalars'
    when name in ('composites', 'composite_types') then 'composites'
    when name in ('aliases', 'scalar_type_aliases', 'type_aliases', 'scalar_aliases') then 'type_aliases'
    when name in ('rich', 'rich_types', 'rich_type_registry') then 'rich_types'
    else 'sections'
  end;
$$;

comment on function specql_cutover.type_section(text) is
  'scalars, composites, type_aliases or rich_types by the section''s name; sections for any other.';
