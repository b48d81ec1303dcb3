-- 011B42  specql_cutover.start_run()
-- Begins the import of a store's file, or finds the one that was broken off.

create or replace function specql_cutover.start_run(kind text, options jsonb)
  returns specql_cutover.tb_import_run
  language plpgsql
  volatile
as $$
declare
  v_options jsonb;
  v_run     specql_cutover.tb_import_run;
begin
  if kind is null or kind not in ('memory', 'network', 'tasks') then
    raise exception using
      errcode = 'SG147',
      message = format('%s is not imported in batches', coalesce(quote_literal(left(kind, 40)), 'null')),
      hint = 'Kinds are memory, network and tasks.', column = 'kind';
  end if;
  -- The files of these stores were written in UTC.
  v_options := specql_cutover.checked_options('{"timezone": "UTC"}'::jsonb || jsonb_strip_nulls(coalesce(options, '{}')));
  -- One import of a store at a time: two would compare themselves with each other's halves.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.start_run ' || kind, 0));
  select r.* into v_run
  from specql_cutover.tb_import_run as r
  where r.kind = start_run.kind and r.status = 'running'
  for update;
  if found then
    if v_run.source_hash is null or v_run.options - 'source' is distinct from v_options - 'source' then
      raise exception using
        errcode = 'SG328',
        message = format('another import of %s was begun and not finished', kind),
        detail = format('It is %s, of %s.', v_run.id, coalesce(v_run.source, 'a file without a name')),
        hint = format('Import that file again with the same options to go on, or take back what it brought: specql import undo %s', v_run.id),
        column = 'kind';
    end if;
    return v_run;
  end if;
  insert into specql_cutover.tb_import_run (kind, source, source_hash, options, status)
  values (start_run.kind, v_options ->> 'source', v_options ->> 'file_hash', v_options, 'running')
  returning * into v_run;
  return v_run;
end;
$$;

comment on function specql_cutover.start_run(text, jsonb) is
  'A new run, or the unfinished one of the same file and the same options. SG147: another kind. SG113, SG114: the options are wrong. SG328: an '
  'import of another file, or with other options, is not finished.';
