-- 0114B1  specql_governance.look_alike()
-- What two names have in common that a reader would confuse.

create or replace function specql_governance.look_alike(name text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return rtrim(translate(lower(name), '01l_- ', 'oii'), 's');
end;
$$;

comment on function specql_governance.look_alike(text) is
  'The name without case, separators and a final s, and with 0, 1 and l read as o, i and i: equal for names that look alike.';
