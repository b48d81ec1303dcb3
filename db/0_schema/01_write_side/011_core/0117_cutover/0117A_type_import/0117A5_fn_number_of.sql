-- 0117A5  specql_cutover.number_of()
-- Reads a number, with all its digits.

create or replace function specql_cutover.number_of(entry jsonb, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text constant text := specql_cutover.text_of(entry, field);
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if jsonb_typeof(entry -> field) = 'number' then
    return entry -> field;
  end if;
  if v_text ~ '^-?\d+(\.\d+)?$' and length(v_text) <= 1000 then
    return to_jsonb(v_text::numeric);
  end if;
  raise exception using
    errcode = 'SG116', message = format('%s must be a number', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))), column = field;
end;
$$;

comment on function specql_cutover.number_of(jsonb, text) is 'The number, or null where absent or empty. SG116: it is none.';
