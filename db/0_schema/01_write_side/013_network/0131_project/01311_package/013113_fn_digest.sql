-- 013113  network.digest()
-- SHA-256 of a text, for keys of any length.
-- In plpgsql on purpose: the server calls the conversion stable, but all databases of ours are UTF-8.

create or replace function network.digest(value text)
  returns bytea
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return sha256(convert_to(value, 'UTF8'));
end;
$$;

comment on function network.digest(text) is 'SHA-256 of a text in UTF-8.';
