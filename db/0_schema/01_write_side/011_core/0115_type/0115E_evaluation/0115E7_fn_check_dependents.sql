-- 0115E7  specql_type.check_dependents()
-- The part of check_object() for dependentRequired and dependentSchemas.

create or replace function specql_type.check_dependents(
  compiled jsonb,
  part     jsonb,
  value    jsonb,
  steps    integer,
  depth    integer
)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_left integer := greatest(steps - pg_column_size(part) / 500, 0);
  v_link jsonb;
begin
  if exists (
    select
    from jsonb_each(coalesce(part -> 'dr', '{}')) as d (name, needs)
      cross join lateral jsonb_array_elements_text(d.needs) as n (name)
    where value ? d.name and not value ? n.name
  ) then
    return ~v_left;
  end if;
  for v_link in select d.link from jsonb_each(coalesce(part -> 'ds', '{}')) as d (name, link) where value ? d.name loop
    v_left := specql_type.check_value(compiled, v_link, value, v_left, depth);
    if v_left < 0 then
      return v_left;
    end if;
  end loop;
  return v_left;
end;
$$;

comment on function specql_type.check_dependents(jsonb, jsonb, jsonb, integer, integer) is
  'As check_value(), for what the presence of one property asks of the others.';
