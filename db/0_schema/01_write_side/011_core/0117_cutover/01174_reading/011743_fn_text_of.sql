-- 011743  specql_cutover.text_of()
-- A scalar of an entry as text; a mapping or list there is an error.

create or replace function specql_cutover.text_of(entry jsonb, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(entry -> field) in ('object', 'array') then
    raise exception using
      errcode = 'SG116',
      message = format('%s must be a single value', field),
      detail = format('It is %s.', left((entry -> field)::text, 60)),
      column = field;
  end if;
  return entry ->> field;
end;
$$;

comment on function specql_cutover.text_of(jsonb, text) is 'The value as text, null where absent. SG116: it is no scalar.';
