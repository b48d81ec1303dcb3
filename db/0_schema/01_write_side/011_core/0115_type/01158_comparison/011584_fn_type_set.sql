-- 011584  specql_type.type_set()
-- JSON types as a set.

create or replace function specql_type.type_set(type jsonb)
  returns text[]
  language sql
  immutable
as $$
  select coalesce(array_agg(distinct u.type), '{}')
  from jsonb_array_elements_text(case jsonb_typeof(type_set.type) when 'array' then type_set.type
    else jsonb_build_array(type_set.type) end) as t (type)
    cross join lateral unnest(case t.type when 'number' then '{integer,fraction}' else array[t.type] end) as u (type);
$$;

comment on function specql_type.type_set(jsonb) is 'The value of the keyword type as a set: number is integer and fraction.';
