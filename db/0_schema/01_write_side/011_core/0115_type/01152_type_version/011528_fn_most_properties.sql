-- 011528  specql_type.most_properties()
-- How many properties an object can have.

create or replace function specql_type.most_properties(narrow jsonb)
  returns bigint
  language sql
  immutable
as $$
  select min((select count(*) from jsonb_object_keys(coalesce(n #> '{s,properties}', '{}'))))
  from jsonb_array_elements(narrow) as n
  where n #> '{s,additionalProperties}' = 'false' and coalesce(n #> '{s,patternProperties}', '{}') = '{}';
$$;

comment on function specql_type.most_properties(jsonb) is 'How many properties an object can have that no schema lets have others; else null.';
