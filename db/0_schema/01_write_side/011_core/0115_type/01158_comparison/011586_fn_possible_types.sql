-- 011586  specql_type.possible_types()
-- Which types are left.

create or replace function specql_type.possible_types(
  types text[], multiples numeric[], lowest numeric, highest numeric, no_string boolean, no_array boolean
)
  returns text[]
  language sql
  immutable
as $$
  select array(
    select t.type
    from unnest(types) as t (type)
    where not (t.type in ('integer', 'fraction') and coalesce(lowest > highest, false))
      and not (t.type = 'fraction' and exists (select from unnest(multiples) as m where mod(m, 1) = 0))
      and not (t.type = 'string' and coalesce(no_string, false))
      and not (t.type = 'array' and coalesce(no_array, false))
    order by t.type
  );
$$;

comment on function specql_type.possible_types(text[], numeric[], numeric, numeric, boolean, boolean) is
  'The types of which a value can be, given what else holds of it.';
