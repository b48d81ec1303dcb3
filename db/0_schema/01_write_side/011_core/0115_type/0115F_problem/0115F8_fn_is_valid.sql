-- 0115F8  specql_type.is_valid()
-- Whether a value is valid.

create or replace function specql_type.is_valid(compiled jsonb, value jsonb)
  returns boolean
  language plpgsql
  immutable
  strict
as $$
begin
  if pg_column_size(value) > specql_type.json_schema_limit('value_bytes') then
    return specql_type.refuse_work('bytes') > 0;
  end if;
  if jsonb_typeof(compiled -> 0 -> 'dynamic') = 'null' then
    return specql_type.check_value(
      compiled #> '{}', compiled -> 1, value, specql_type.json_schema_limit('steps'), specql_type.json_schema_limit('depth')
    ) >= 0;
  end if;
  return specql_type.check_unevaluated(
    compiled #> '{}', compiled -> 1, value, specql_type.json_schema_limit('steps'), specql_type.json_schema_limit('depth')
  ) >= 0;
end;
$$;

comment on function specql_type.is_valid(jsonb, jsonb) is
  'Whether the value is valid by a schema of compile_schema(); null where there is no value. SG144: the value is too large.';
