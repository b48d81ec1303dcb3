-- 011749  specql_cutover.merge_field()
-- Who is right about a field: the file, the database, or neither without a word.

create or replace function specql_cutover.merge_field(
  field      text,
  in_file    jsonb,
  last_time  jsonb,
  in_base    jsonb,
  out action text,
  out change jsonb
)
  language sql
  immutable
as $$
  select m.action, case when m.action in ('update', 'conflict') then jsonb_build_object(
    'field', field,
    'old', case m.action when 'update' then in_base else in_file end,
    'new', case m.action when 'update' then in_file else in_base end,
    'why', case m.action
      when 'update' then 'the file has changed since the last import'
      else 'the database is newer than the file; its value stays'
    end
  ) end
  from (
    select case
      when in_file is not distinct from in_base then 'same'
      when in_file is not distinct from last_time then 'same'
      when last_time is not distinct from in_base then 'update'
      else 'conflict'
    end as action
  ) as m;
$$;

comment on function specql_cutover.merge_field(text, jsonb, jsonb, jsonb) is
  'Merges three ways: in_file against last_time (the value of the last import) against in_base (the value in the '
  'database). same: nothing to do. update: only the file has changed. conflict: the database is newer; it stays, and '
  'the report says so.';
