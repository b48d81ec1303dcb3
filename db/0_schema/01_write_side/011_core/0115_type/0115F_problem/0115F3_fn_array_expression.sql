-- 0115F3  specql_type.array_expression()
-- The part of value_expression() for arrays.

create or replace function specql_type.array_expression(part jsonb, operand text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_item text;
begin
  -- Items can be asked for their type, by a path; for more there is no short form.
  if part ? 'it' and part -> 'it' <> 'true' then
    v_item := substring(part ->> 'it' from '^\{"t": \["(string|boolean|number|object|array|null)"\]\}$');
    if v_item is null then
      return null;
    end if;
  end if;
  if part ?| '{u,pi,co}' then
    return null;
  end if;
  return concat_ws(' and ', 'true',
    case when part ? 'min' then format('jsonb_array_length(%s) >= %s', operand, part ->> 'min') end,
    case when part ? 'max' then format('jsonb_array_length(%s) <= %s', operand, part ->> 'max') end,
    case when v_item is not null then format('not %s @? %L', operand, format('strict $[*] ? (@.type() != "%s")', v_item)) end
  );
end;
$$;

comment on function specql_type.array_expression(jsonb, text) is
  'A SQL expression over an array, or null where there is none.';
