-- 012468  memory.checked_uuid()
-- A public key that stands in JSON.

create or replace function memory.checked_uuid(value jsonb, field text)
  returns uuid
  language plpgsql
  immutable
as $$
begin
  if coalesce(value, 'null') = 'null' then
    return null;
  end if;
  if jsonb_typeof(value) <> 'string'
    or (value #>> '{}') !~ '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
  then
    raise exception using
      errcode = 'SG120',
      message = format('%s must be an id', field),
      detail = format('It is %s.', left(value::text, 60)),
      hint = 'Give the id that the view shows.',
      column = field;
  end if;
  return (value #>> '{}')::uuid;
end;
$$;

comment on function memory.checked_uuid(jsonb, text) is 'The key, null for none, or SG120.';
