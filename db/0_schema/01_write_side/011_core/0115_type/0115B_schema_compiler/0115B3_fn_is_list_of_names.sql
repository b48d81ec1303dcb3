-- 0115B3  specql_type.is_list_of_names()
-- Whether a value can be that of "required".

create or replace function specql_type.is_list_of_names(value jsonb)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return jsonb_typeof(value) = 'array'
    and not value @? 'strict $[*] ? (@.type() != "string")'
    and jsonb_array_length(value) = (select count(distinct e) from jsonb_array_elements(value) as e);
end;
$$;

comment on function specql_type.is_list_of_names(jsonb) is 'True for a list of strings, each of which stands in it once.';
