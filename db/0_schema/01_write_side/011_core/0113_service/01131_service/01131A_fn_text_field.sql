-- 01131A  specql_service.text_field()
-- A text of a definition.

create or replace function specql_service.text_field(entry jsonb, field text, longest integer)
  returns text
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(entry -> field) not in ('string', 'null') then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a text', field),
      detail = format('It is %s.', left((entry -> field)::text, 60)),
      column = field;
  end if;
  return nullif(common.checked_text(entry ->> field, field, longest), '');
end;
$$;

comment on function specql_service.text_field(jsonb, text, integer) is
  'The text, or null where it is absent, null or empty. SG112: it is no text. SG103: it is too long.';
