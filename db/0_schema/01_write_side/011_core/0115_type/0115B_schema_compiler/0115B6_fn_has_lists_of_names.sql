-- 0115B6  specql_type.has_lists_of_names()
-- Whether an object's values can be that of "dependentRequired".

create or replace function specql_type.has_lists_of_names(value jsonb)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return not exists (select from jsonb_each(value) as e where not specql_type.is_list_of_names(e.value));
end;
$$;

comment on function specql_type.has_lists_of_names(jsonb) is
  'True for an object each of whose values is a list of strings without repetition.';
