-- 0115CA  specql_type.refuse_pattern()
-- Says why a pattern cannot be used.

create or replace function specql_type.refuse_pattern(pattern text, reason text)
  returns void
  language plpgsql
  immutable
as $$
begin
  raise exception using
    errcode = 'SG142',
    message = 'the pattern cannot be used',
    detail = format('%s: %s.', quote_literal(left(pattern, 200)), reason),
    hint = 'docs/json-schema.md lists what patterns may have. It is ECMA 262 without back references and with few Unicode properties.',
    column = 'json_schema';
end;
$$;

comment on function specql_type.refuse_pattern(text, text) is 'Always SG142, with the pattern and the reason.';
