-- 0115FC  specql_type.number_expression()
-- The part of value_expression() for numbers.

create or replace function specql_type.number_expression(part jsonb, operand text)
  returns text
  language plpgsql
  immutable
as $$
begin
  -- Long divisors make for much work, which is bounded elsewhere.
  if length(part ->> 'of') > 30 then
    return null;
  end if;
  return concat_ws(' and ', 'true',
    case when part ? 'min' then format('%s >= %L::numeric', operand, part ->> 'min') end,
    case when part ? 'max' then format('%s <= %L::numeric', operand, part ->> 'max') end,
    case when part ? 'above' then format('%s > %L::numeric', operand, part ->> 'above') end,
    case when part ? 'below' then format('%s < %L::numeric', operand, part ->> 'below') end,
    case when part ? 'of' then format('mod(%s, %L::numeric) = 0', operand, part ->> 'of') end
  );
end;
$$;

comment on function specql_type.number_expression(jsonb, text) is
  'A SQL expression over a number, or null where it would have no bounds.';
