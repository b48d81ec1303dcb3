-- 011437  specql_governance.checked_json()
-- Holds a part of a request to its JSON type.

create or replace function specql_governance.checked_json(value jsonb, kind text, field text)
  returns void
  language plpgsql
  immutable
as $$
begin
  if value is not null and jsonb_typeof(value) <> kind then
    raise exception using
      errcode = 'SG112',
      message = format('%s must be a JSON %s', field, kind),
      detail = format('It is of type %s.', jsonb_typeof(value)),
      column = checked_json.field;
  end if;
end;
$$;

comment on function specql_governance.checked_json(jsonb, text, text) is 'SG112 where a value is of another JSON type.';
