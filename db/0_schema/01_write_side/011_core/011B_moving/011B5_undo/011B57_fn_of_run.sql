-- 011B57  specql_cutover.of_run()
-- How the rows that an import added to a table are told from the others.

create or replace function specql_cutover.of_run(target regclass)
  returns text
  language sql
  stable
as $$
  select case
    when exists (
      select from pg_catalog.pg_attribute as a where a.attrelid = target and a.attname = 'import_run' and not a.attisdropped
    ) then 't.import_run = $1'
    else '(t.legacy ->> ''run'')::bigint = $1'
  end;
$$;

comment on function specql_cutover.of_run(regclass) is
  'A condition on the table as t, with the run as $1: by its column import_run, else by the run that its column legacy names.';
