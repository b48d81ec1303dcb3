-- 0115FF  specql_type.check_expression()
-- What to write between the parentheses of CHECK.

create or replace function specql_type.check_expression(compiled jsonb, operand text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_expression text;
begin
  if jsonb_typeof(compiled -> 0 -> 'dynamic') = 'null' then
    v_expression := specql_type.value_expression(compiled, compiled -> 1, operand, 8);
  end if;
  if v_expression is null or length(v_expression) > 30000 then
    return format('app.is_valid_json(%L::jsonb, %s)', compiled, operand);
  end if;
  -- A null is for NOT NULL to refuse.
  return format('%s is null or %s', operand, v_expression);
end;
$$;

comment on function specql_type.check_expression(jsonb, text) is
  'A boolean SQL expression over a jsonb operand, which is SQL itself: the quoted name of a column, for example. Simple schemas become '
  'plain SQL, which takes about a microsecond; all others a call of app.is_valid_json() with the compiled schema.';
