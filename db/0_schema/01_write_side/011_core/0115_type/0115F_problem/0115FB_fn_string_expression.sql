-- 0115FB  specql_type.string_expression()
-- The part of value_expression() for strings.

create or replace function specql_type.string_expression(part jsonb, operand text)
  returns text
  language plpgsql
  immutable
as $$
declare
  -- The length from which on check_value() would not have enough steps.
  v_steps constant numeric := specql_type.json_schema_limit('steps') * 2000.0 / (part -> 'size')::integer;
  v_most  constant bigint := case when part ? 'look' then sqrt(v_steps * 10) else v_steps end;
begin
  return concat_ws(' and ', 'true',
    case when part ? 'min' then format('length(%s) >= %s', operand, part ->> 'min') end,
    case when part ? 'max' then format('length(%s) <= %s', operand, part ->> 'max') end,
    case when part ? 're' then format('length(%1$s) <= %2$s and %1$s ~ %3$L collate "und-x-icu"', operand, v_most, part ->> 're') end
  );
end;
$$;

comment on function specql_type.string_expression(jsonb, text) is
  'A SQL expression over a text. A text that is too long for a pattern does not match.';
