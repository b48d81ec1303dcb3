-- 0317F1  app.note_discrepancies()
-- Adds to what a comparison found.

create or replace function app.note_discrepancies(run_id uuid, discrepancies jsonb)
  returns integer
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_run constant specql_cutover.tb_consistency_run := specql_cutover.lock_run(run_id);
  v_count integer;
begin
  if jsonb_typeof(discrepancies) is distinct from 'array' or exists (
    select from jsonb_array_elements(case when jsonb_typeof(discrepancies) = 'array' then discrepancies end) as d
    where jsonb_typeof(d) is distinct from 'object' or num_nulls(d ->> 'type', d ->> 'table', d ->> 'key', d ->> 'path') > 0
  ) then
    raise exception using
      errcode = 'SG159',
      message = 'the discrepancies are not what they should be',
      hint = 'They are [{"type", "table", "key", "path", "attribute", "postgresql_value", "legacy_value"}].',
      column = 'discrepancies';
  end if;
  insert into specql_cutover.tb_discrepancy
    (fk_consistency_run, type, source_table, row_key, path, attribute, postgresql_value, legacy_value)
  select
    v_run.pk_consistency_run, d.each ->> 'type', d.each ->> 'table', d.each ->> 'key', d.each ->> 'path', d.each ->> 'attribute',
    d.each -> 'postgresql_value', d.each -> 'legacy_value'
  from jsonb_array_elements(discrepancies) with ordinality as d (each, place)
  order by d.place;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;

comment on function app.note_discrepancies(uuid, jsonb) is
  'Adds differences to a comparison that is not finished, and says how many. SG159: what is given is no list of them. SG244: no '
  'such comparison. SG346: it is finished.';

grant execute on function app.note_discrepancies(uuid, jsonb) to specql_admin;
