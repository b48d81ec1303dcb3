-- 013439  network.refuse()
-- Notes the rows of a load that are refused, or says what is wrong with the one that is put.

create or replace function network.refuse(run bigint, source_table text, first_ordinal bigint, judged jsonb, put boolean)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_problem jsonb;
  v_rejects jsonb;
begin
  if put then
    select j -> 'problem' into v_problem
    from jsonb_array_elements(judged) as j
    where j ->> 'verdict' = 'rejected'
    order by (j ->> 'n')::bigint
    limit 1;
    if v_problem is not null then
      raise exception using
        errcode = v_problem ->> 'code',
        message = v_problem ->> 'reason',
        detail = format('It is a row of %s.', source_table),
        hint = coalesce(v_problem ->> 'hint', 'Correct the row.'),
        column = coalesce(v_problem ->> 'field', '');
    end if;
    return;
  end if;

  select jsonb_agg(jsonb_build_object(
    'source_table', source_table,
    'row_key', coalesce(j ->> 'key', ''),
    'key', coalesce(j ->> 'key', ''),
    'path', source_table || '.' || coalesce(j ->> 'key', ''),
    'ordinal', first_ordinal + (j ->> 'n')::bigint - 1,
    'line', j -> 'line',
    'field', j -> 'problem' -> 'field',
    'code', j -> 'problem' -> 'code',
    'reason', j -> 'problem' -> 'reason',
    'hint', j -> 'problem' -> 'hint',
    'row', j -> 'content',
    'content', j -> 'content'
  ) order by (j ->> 'n')::bigint)
  into v_rejects
  from jsonb_array_elements(judged) as j
  where j ->> 'verdict' = 'rejected';
  if v_rejects is not null then
    perform specql_cutover.note_rejects(run, v_rejects);
  end if;
end;
$$;

comment on function network.refuse(bigint, text, bigint, jsonb, boolean) is
  'Rejected rows go to the rejects of the run; a row that is put raises its problem.';
