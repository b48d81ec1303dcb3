-- 01192B  specql_governance.measured_locks()
-- Which locks a migration takes, from pg_locks where the tables are small, else from what its statements are known to take.

create or replace function specql_governance.measured_locks(written jsonb, models jsonb, try_it boolean)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_strong  constant text[] := array['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
    'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];
  v_tables  oid[];
  v_held    jsonb;
  v_now     jsonb;
  v_files   jsonb;
  v_locks   jsonb;
  v_rewrites jsonb;
  v_step    jsonb;
  v_bytes   bigint;
begin
  select array_agg(c.oid), sum(pg_relation_size(c.oid)) into v_tables, v_bytes
  from jsonb_each(models) as m join pg_catalog.pg_class as c on c.oid = to_regclass(m.key)
  where m.value <> 'null';
  if try_it and coalesce(v_bytes, 0) < 2 * 1024 * 1024 then
    begin
      v_held := specql_governance.held_locks();
      v_files := specql_governance.storage_of(coalesce(v_tables, '{}'));
      perform set_config('lock_timeout', '50ms', true);
      for v_step in select s from jsonb_array_elements(written -> 'steps') as s order by (s ->> 'n')::integer loop
        execute v_step ->> 'plain';
      end loop;
      v_now := specql_governance.held_locks();
      select coalesce(jsonb_object_agg(n.key, n.value), '{}') into v_locks
      from jsonb_each_text(v_now) as n
      where array_position(v_strong, n.value) > coalesce(array_position(v_strong, v_held ->> n.key), 0)
        and models -> n.key is not null and models -> n.key <> 'null';
      select coalesce(jsonb_agg(b.value -> 1 order by b.value ->> 1), '[]') into v_rewrites
      from jsonb_each(v_files) as b
        join jsonb_each(specql_governance.storage_of(v_tables)) as a on a.key = b.key and a.value -> 0 <> b.value -> 0;
      raise exception using errcode = 'ZZ001', message = 'measured';
    exception
      when sqlstate 'ZZ001' then
        return jsonb_build_object('locks', v_locks, 'rewrites', v_rewrites, 'locks_from', 'pg_locks');
      when lock_not_available or deadlock_detected or sqlstate 'SG526' then
        null; -- somebody works with the table, or it is watched; the statements say it too
      when unique_violation or check_violation or not_null_violation or foreign_key_violation or invalid_text_representation
        or numeric_value_out_of_range or string_data_right_truncation or datetime_field_overflow or invalid_datetime_format
        or cannot_coerce or dependent_objects_still_exist
      then
        return jsonb_build_object('locks', specql_governance.stated_locks(written -> 'steps', models), 'locks_from', 'statements',
          'proven', false, 'problems', jsonb_build_array(jsonb_build_object(
            'code', sqlstate, 'during', 'rows', 'path', v_step -> 'path', 'message', sqlerrm,
            'hint', 'The rows that are there stand against it: correct them first.')));
    end;
  end if;
  return jsonb_build_object('locks', specql_governance.stated_locks(written -> 'steps', models), 'locks_from', 'statements');
end;
$$;

comment on function specql_governance.measured_locks(jsonb, jsonb, boolean) is
  'locks {table: mode} and where they are from. Tables below 2 MB are measured themselves, in a subtransaction that is rolled '
  'back and waits 50 ms for a lock at most; rows that stand against the change are found there too. A copy cannot be measured: '
  'whoever creates a table holds every lock on it.';
