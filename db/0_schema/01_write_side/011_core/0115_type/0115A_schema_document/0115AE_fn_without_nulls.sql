-- 0115AE  specql_type.without_nulls()
-- An object without its null members; what is within its other members stays.

create or replace function specql_type.without_nulls(object jsonb)
  returns jsonb
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return object - array(select e.key from jsonb_each(object) as e where e.value = 'null');
end;
$$;

comment on function specql_type.without_nulls(jsonb) is 'The object without members that are null, at the top level only.';
