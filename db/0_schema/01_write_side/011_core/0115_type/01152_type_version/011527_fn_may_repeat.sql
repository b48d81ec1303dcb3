-- 011527  specql_type.may_repeat()
-- Whether the items of a list can be equal.

create or replace function specql_type.may_repeat(narrow jsonb)
  returns boolean
  language sql
  immutable
as $$
  select not exists (
    select from jsonb_array_elements(narrow) as n
    where jsonb_typeof(n #> '{s,$literal}') = 'array'
      and jsonb_array_length(n #> '{s,$literal}') = (select count(distinct e) from jsonb_array_elements(n #> '{s,$literal}') as e)
  );
$$;

comment on function specql_type.may_repeat(jsonb) is 'False where the nodes mean one list whose items differ.';
