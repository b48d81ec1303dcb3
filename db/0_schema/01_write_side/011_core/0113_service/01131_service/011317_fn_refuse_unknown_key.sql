-- 011317  specql_service.refuse_unknown_key()
-- A key that nobody reads is a mistake, not a wish to be ignored.

create or replace function specql_service.refuse_unknown_key(entry jsonb, path text, known text[])
  returns void
  language plpgsql
  immutable
as $$
declare
  v_key text;
begin
  select k.key
  into v_key
  from jsonb_object_keys(entry) as k (key)
  where k.key <> all (known)
  order by k.key
  limit 1;
  if found then
    raise exception using
      errcode = 'SG112',
      message = format('%s has an unknown key %s', path, quote_literal(left(v_key, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_key, known) || '?', 'Known keys: ' || array_to_string(known, ', ') || '.'),
      column = left(v_key, 63);
  end if;
end;
$$;

comment on function specql_service.refuse_unknown_key(jsonb, text, text[]) is 'SG112 for the first key that is not known, with the nearest that is.';
