-- 0114AF  specql_governance.has_rows()
-- Whether a table holds more than some rows. One that nobody knows is taken to be large.

create or replace function specql_governance.has_rows(facts jsonb, object text, more_than bigint default 0)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return coalesce((facts #>> array['tables', object, 'rows'])::bigint > more_than, true);
end;
$$;

comment on function specql_governance.has_rows(jsonb, text, bigint) is
  'Whether the facts give the relation more rows than that; true where they do not know it.';
