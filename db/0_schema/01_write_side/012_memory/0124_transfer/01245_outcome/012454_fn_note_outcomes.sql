-- 012454  memory.note_outcomes()
-- Counts what became of a batch, and notes what somebody should know.

create or replace function memory.note_outcomes(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  outcomes      jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_noted  jsonb;
  v_counts jsonb;
begin
  select jsonb_build_object(
    'imported', jsonb_array_length(rows) - count(*) filter (where o ->> 'outcome' <> 'imported'),
    'updated', count(*) filter (where o ->> 'outcome' = 'updated'),
    'unchanged', count(*) filter (where o ->> 'outcome' = 'unchanged'),
    'changed', count(*) filter (where o ->> 'outcome' = 'changed'),
    'rejected', count(*) filter (where o ->> 'outcome' = 'rejected'))
  into v_counts
  from jsonb_array_elements(outcomes) as o;

  if run is not null and (v_counts ->> 'updated')::bigint + (v_counts ->> 'changed')::bigint + (v_counts ->> 'rejected')::bigint > 0 then
    select jsonb_agg(
      (o - array['row', 'detail']) || jsonb_build_object(
        'source_table', source_table, 'key', o #> '{row,key}', 'line', o #> '{row,line}', 'row', o #> '{row,content}',
        'detail', o -> 'detail', 'hint', case when o ->> 'outcome' = 'rejected' then
          case o ->> 'code'
            when 'SG325' then 'Correct one side, or take the row over by hand.'
            when 'SG220' then 'Add the row that it belongs to, or correct the reference.'
            else 'Correct the row in the file, or mend it here.'
          end end,
        'ordinal', first_ordinal + p.place - 1))
    into v_noted
    from jsonb_array_elements(outcomes) as o
      left join (
        select e.r, max(e.place) as place from jsonb_array_elements(rows) with ordinality as e (r, place) group by e.r
      ) as p on p.r = o -> 'row'
    where o ->> 'outcome' in ('updated', 'changed', 'rejected');
    perform specql_cutover.note_rejects(run, coalesce(
      (select jsonb_agg(n) from jsonb_array_elements(v_noted) as n where n ->> 'outcome' = 'rejected'), '[]'));
    perform specql_cutover.note_changes(run, coalesce(
      (select jsonb_agg(n) from jsonb_array_elements(v_noted) as n where n ->> 'outcome' <> 'rejected'), '[]'));
  end if;
  return v_counts;
end;
$$;

comment on function memory.note_outcomes(bigint, text, bigint, jsonb, jsonb) is
  'The counts, which add up to the rows. Rejected, changed and updated rows are noted where there is a run.';
