-- 0115FB  specql_type.string_expression()
-- The part of value_expression() for strings.

create or replace function specql_type.string_expression(part jsonb, operand text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return concat_ws(' and ', 'true',
    case when part ? 'min' then format('length(%s) >= %s', operand, part ->> 'min') end,
    case when part ? 'max' then format('length(%s) <= %s', operand, part ->> 'max') end,
    case when part ? 're' then format('length(%1$s) <= %2$s and %1$s ~ %3$L collate "und-x-icu"', operand,
      specql_type.json_schema_limit(case when part ? 'look' then 'lookaround_text' else 'pattern_text' end), part ->> 're') end
  );
end;
$$;

comment on function specql_type.string_expression(jsonb, text) is
  'A SQL expression over a text. A text that is too long for a pattern does not match.';
