-- 011A51  specql_cutover.type_section_of()
-- In which section of the legacy file a type stands.

create or replace function specql_cutover.type_section_of(type specql_type.tb_universal_type)
  returns text
  language plpgsql
  stable
as $$
begin
  if type.legacy ->> 'section' is not null then
    return type.legacy ->> 'section';
  end if;
  -- What SpecQL brings along is no part of a file that does not name it.
  if type.type_name in ('text', 'integer', 'boolean', 'timestamp', 'uuid', 'money', 'date', 'time', 'jsonb', 'address',
    'contact_info', 'dimensions', 'list') or type.legacy is not null
  then
    return null;
  end if;
  return case (select c.category_name from specql_type.tb_type_category as c where c.pk_type_category = type.fk_type_category)
    when 'composite' then coalesce((
      select t.legacy ->> 'section' from specql_type.tb_universal_type as t
      where specql_cutover.type_section(t.legacy ->> 'section') = 'composites' limit 1), 'composite_types')
    else coalesce((
      select t.legacy ->> 'section' from specql_type.tb_universal_type as t
      where specql_cutover.type_section(t.legacy ->> 'section') = 'scalars' limit 1), 'scalar_types')
  end;
end;
$$;

comment on function specql_cutover.type_section_of(specql_type.tb_universal_type) is
  'The section that it came from; of a type registered here, the section that its like stand in; null for one that only rich types name, '
  'and for what SpecQL brings along.';
