-- 011A71  specql_cutover.put_by_import()
-- Takes a row in as its importer does, so that the same rules hold; no trace of a run stays.

create or replace function specql_cutover.put_by_import(kind text, document jsonb, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_report constant jsonb := specql_cutover.run_import(
    kind => put_by_import.kind, document => put_by_import.document, options => '{"source": "put", "timezone": "UTC"}'::jsonb || put_by_import.options);
  v_reject constant jsonb := v_report #> '{rejects,0}';
  v_run    bigint;
begin
  if not (v_report ->> 'written')::boolean then
    raise exception using
      errcode = coalesce(v_reject ->> 'code', 'SG116'),
      message = coalesce(v_reject ->> 'reason', 'the row cannot be taken in'),
      detail = format('%s was refused.', coalesce(v_reject ->> 'path', 'The row')),
      hint = coalesce(v_reject ->> 'hint', 'Correct the content.'),
      column = coalesce(v_reject ->> 'field', 'content');
  end if;
  select r.pk_import_run into strict v_run from specql_cutover.tb_import_run as r where r.id = (v_report ->> 'run_id')::uuid;
  delete from specql_cutover.tb_import_row as r where r.fk_import_run = v_run;
  delete from specql_cutover.tb_import_run as r where r.pk_import_run = v_run;
  return v_report;
end;
$$;

comment on function specql_cutover.put_by_import(text, jsonb, jsonb) is
  'Imports a document of one row and what it stands on. What would reject a row is raised, with its code.';
