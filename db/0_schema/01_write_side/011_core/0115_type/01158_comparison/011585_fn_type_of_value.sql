-- 011585  specql_type.type_of_value()
-- The JSON type of a value.

create or replace function specql_type.type_of_value(value jsonb)
  returns text
  language sql
  immutable
as $$
  select case jsonb_typeof(value)
    when 'number' then case when mod((value #>> '{}')::numeric, 1) = 0 then 'integer' else 'fraction' end
    else jsonb_typeof(value)
  end;
$$;

comment on function specql_type.type_of_value(jsonb) is 'The type of a JSON value: 1.0 is an integer, 1.5 a fraction.';
