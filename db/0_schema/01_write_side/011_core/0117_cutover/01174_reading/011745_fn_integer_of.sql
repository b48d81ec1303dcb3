-- 011745  specql_cutover.integer_of()
-- Reads a whole number.

create or replace function specql_cutover.integer_of(entry jsonb, field text)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_text constant text := specql_cutover.text_of(entry, field);
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text ~ '^-?[0-9]{1,9}$' then
    return v_text::integer;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be a whole number', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    column = field;
end;
$$;

comment on function specql_cutover.integer_of(jsonb, text) is
  'The number, or null where absent or empty. SG116: it is none, or has more than nine digits.';
