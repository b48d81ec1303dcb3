-- 011471  specql_governance.request_field()
-- One field of a request, in either spelling, with the JSON type that it must have.

create or replace function specql_governance.request_field(source jsonb, name text, kind text, path text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_snake text := name;
  v_value jsonb := source -> name;
begin
  if name <> lower(name) then
    v_snake := lower(regexp_replace(name, '([a-z0-9])([A-Z])', '\1_\2', 'g'));
    v_value := coalesce(v_value, source -> v_snake);
  end if;
  -- Both spellings at once would let a reviewer read one and the database take the other.
  if v_snake <> name and source ? name and source ? v_snake then
    raise exception using
      errcode = 'SG191',
      message = format('%s is given twice', path),
      detail = format('Both %s and %s are there.', name, v_snake),
      hint = 'Keep one of them.',
      column = path;
  end if;
  if v_value is null or jsonb_typeof(v_value) = 'null' then
    return null;
  end if;
  if jsonb_typeof(v_value) <> all (string_to_array(kind, '|')) then
    raise exception using
      errcode = 'SG191',
      message = format('%s must be %s', path, replace(kind, '|', ' or ')),
      detail = format('It is %s.', jsonb_typeof(v_value)),
      hint = 'docs/operations.md shows the form of a schema request.',
      column = path;
  end if;
  return v_value;
end;
$$;

comment on function specql_governance.request_field(jsonb, text, text, text) is
  'The value of a field in camel or snake case, null where it is absent or null. SG191: it has another JSON '
  'type than kind (types separated by |), or stands there in both spellings.';
