-- 011744  specql_cutover.boolean_of()
-- Reads true and false as YAML writes them.

create or replace function specql_cutover.boolean_of(entry jsonb, field text)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_text constant text := lower(specql_cutover.text_of(entry, field));
begin
  if coalesce(v_text, '') in ('', 'null', '~') then
    return null;
  end if;
  if v_text in ('true', 'yes', 'on') then
    return true;
  end if;
  if v_text in ('false', 'no', 'off') then
    return false;
  end if;
  raise exception using
    errcode = 'SG116',
    message = format('%s must be true or false', field),
    detail = format('It is %s.', quote_literal(left(v_text, 40))),
    column = field;
end;
$$;

comment on function specql_cutover.boolean_of(jsonb, text) is
  'True, false, or null where absent or empty. YAML 1.1 spellings are read. SG116: something else.';
