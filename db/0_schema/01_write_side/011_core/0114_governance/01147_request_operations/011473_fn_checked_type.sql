-- 011473  specql_governance.checked_type()
-- Returns the text of a column type, or says that it is none.

create or replace function specql_governance.checked_type(value text, field text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_type text;
begin
  -- Most are one of these; a session keeps only 32 compiled patterns, so it pays to need few.
  if lower(value) = any (array['text', 'uuid', 'integer', 'bigint', 'smallint', 'boolean', 'timestamptz', 'date', 'jsonb', 'serial',
    'bigserial', 'real', 'numeric'])
  then
    return value;
  end if;
  v_type := btrim(regexp_replace(value, '\s+', ' ', 'g'));
  if v_type is null or v_type = '' then
    raise exception using
      errcode = 'SG102', message = format('%s is missing', field),
      hint = 'Give a type, for example uuid, text or numeric(15,2).', column = field;
  end if;
  -- Words, then modifiers in parentheses, then the words that may follow those, then brackets. Nothing else.
  if length(v_type) > 150
    or v_type !~ '^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?( [A-Za-z]+)*( ?\( ?-?[0-9]{1,5}( ?, ?-?[0-9]{1,5})? ?\)( [A-Za-z]+)*)?( ?\[[0-9]{0,5}\])*$'
  then
    raise exception using
      errcode = 'SG193', message = format('%s is no type', field),
      detail = format('It reads %s.', quote_literal(regexp_replace(left(v_type, 100), '[^[:graph:] ]', '?', 'g'))),
      hint = 'Write a type name and its modifiers, for example varchar(50), numeric(15,2) or text[].',
      column = field;
  end if;
  return v_type;
end;
$$;

comment on function specql_governance.checked_type(text, text) is
  'The type''s text with single spaces. SG102: missing. SG193: it is not built like a type. Whether there is '
  'such a type is for the rules to say (TYP18).';
