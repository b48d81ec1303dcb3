-- 01144F  specql_governance.uuid_in()
-- Reads a public key out of a JSON object.

create or replace function specql_governance.uuid_in(document jsonb, field text)
  returns uuid
  language plpgsql
  immutable
as $$
declare
  v_text constant text := document ->> field;
begin
  if coalesce(v_text, '') !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    raise exception using
      errcode = 'SG101',
      message = format('%s must be a UUID', field),
      detail = format('It is %s.', coalesce(quote_literal(left(v_text, 63)), 'missing')),
      column = uuid_in.field;
  end if;
  return v_text::uuid;
end;
$$;

comment on function specql_governance.uuid_in(jsonb, text) is 'The UUID under a key. SG101: there is none.';
