-- 011754  specql_cutover.note_aliases()
-- Notes a domain's aliases, each a source row of its own.

create or replace function specql_cutover.note_aliases(run bigint, aliases text[], path text, line integer, outcome text)
  returns void
  language sql
  volatile
as $$
  select specql_cutover.note_row(run, 'aliases', path || '.aliases.' || (a.position - 1), line, outcome)
  from unnest(aliases) with ordinality as a (name, position);
$$;

comment on function specql_cutover.note_aliases(bigint, text[], text, integer, text) is
  'Notes each alias of a domain with the given outcome.';
