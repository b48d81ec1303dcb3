-- 011A75  specql_cutover.typed()
-- Texts of a YAML file as the values that YAML reads them as.

create or replace function specql_cutover.typed(value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text text;
begin
  case jsonb_typeof(value)
  when 'string' then
    v_text := value #>> '{}';
    return case
      when v_text in ('true', 'false') then v_text::jsonb
      when v_text ~ '^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$' then v_text::jsonb
      else value end;
  when 'array' then
    return (select coalesce(jsonb_agg(specql_cutover.typed(e.value) order by e.position), '[]')
      from jsonb_array_elements(value) with ordinality as e (value, position));
  when 'object' then
    return (select coalesce(jsonb_object_agg(e.key, specql_cutover.typed(e.value)), '{}') from jsonb_each(value) as e);
  else
    return value;
  end case;
end;
$$;

comment on function specql_cutover.typed(jsonb) is
  'The value with texts that look like numbers or truth values as these, at any depth: the other way round of specql_cutover.failsafe().';
