-- 0115B2  specql_type.is_type_keyword()
-- Whether a value can be that of "type".

create or replace function specql_type.is_type_keyword(value jsonb)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_types constant jsonb := '["array", "boolean", "integer", "null", "number", "object", "string"]';
begin
  return case jsonb_typeof(value)
    when 'string' then v_types @> value
    when 'array' then value <> '[]' and v_types @> value and not value @? 'strict $[*] ? (@.type() != "string")'
      and jsonb_array_length(value) = (select count(distinct e) from jsonb_array_elements(value) as e)
    else false
  end;
end;
$$;

comment on function specql_type.is_type_keyword(jsonb) is
  'True for one of the seven type names, or a list of some of them without repetition.';
