-- 01146E  specql_governance.prove_operations()
-- Up, down and up again on an empty copy, in a subtransaction that is always rolled back.

create or replace function specql_governance.prove_operations(operations jsonb, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_began    constant timestamptz := clock_timestamp();
  v_written  constant jsonb := specql_governance.write_operations(operations, options);
  v_mark     constant text := 'specql_proof_' || left(md5(random()::text || clock_timestamp()::text), 12);
  v_models   jsonb;
  v_places   jsonb;
  v_names    jsonb;
  v_there    jsonb;
  v_moved    jsonb;
  v_step     jsonb;
  v_step_began timestamptz;
  v_tables   oid[];
  v_files    jsonb;
  v_after_files jsonb;
  v_prints   jsonb := '[]';
  v_first    jsonb;
  v_again    jsonb;
  v_times    jsonb := '[]';
  v_rewrites jsonb := '[]';
  v_problems jsonb := '[]';
  v_doing    text := 'copy';
  v_path     text;
  v_state    text;
  v_message  text;
  v_detail   text;
  v_hint     text;
  v_same_text boolean;
  v_pending  boolean;
  v_before   jsonb;
  v_restored jsonb;
  v_third    jsonb;
begin
  v_problems := specql_governance.standing_problems(v_written);
  if v_problems @> '[{"during": "rights"}]' then
    return jsonb_build_object('proven', false, 'algorithm', 1, 'file_name', v_written -> 'file_name', 'content_hash', null,
      'tables', v_written -> 'tables', 'live', '{}'::jsonb, 'prints', '{}'::jsonb, 'rewrites', '[]'::jsonb, 'steps', '[]'::jsonb,
      'locks', '{}'::jsonb, 'problems', v_problems, 'server_version', current_setting('server_version'),
      'ms', round(extract(epoch from clock_timestamp() - v_began)::numeric * 1000, 1));
  end if;
  v_models := specql_governance.neighbour_models(v_written -> 'before', operations);
  select jsonb_object_agg(s.schema_name, v_mark || '_' || s.place) into v_places
  from (
    select d.schema_name, row_number() over (order by d.schema_name) as place
    from (
      select distinct (m.value ->> 'schema') as schema_name from jsonb_each(v_models) as m where m.value <> 'null'
      union select s ->> 'schema' from jsonb_array_elements(v_written -> 'steps') as s
    ) as d
  ) as s;
  v_names := (select coalesce(jsonb_agg(t), '[]') from jsonb_array_elements(v_written -> 'tables') as t);

  begin
    perform specql_governance.copied_structure(v_models, v_places);
    execute format('create schema %I', v_mark || '_x');
    select coalesce(array_agg(c.oid), '{}') into v_tables
    from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in (select p.value #>> '{}' from jsonb_each(v_places) as p);

    v_doing := 'write';
    v_there := specql_governance.write_operations(
      specql_governance.moved_operations(operations, v_places),
      options || jsonb_build_object('own', true, 'has_rows', (
        select coalesce(jsonb_object_agg(format('%I.%I', v_places ->> (m.value ->> 'schema'), m.value ->> 'table'), m.value -> 'has_rows'), '{}')
        from jsonb_each(v_models) as m where m.value <> 'null')));
    v_moved := specql_governance.moved_back((
      select jsonb_agg(s.item -> 'sql' order by s.position)
      from jsonb_array_elements(v_there -> 'steps' || (v_there -> 'down_steps')) with ordinality as s (item, position)), v_places);
    v_same_text := v_moved = (
      select jsonb_agg(s.item -> 'sql' order by s.position)
      from jsonb_array_elements(v_written -> 'steps' || (v_written -> 'down_steps')) with ordinality as s (item, position));

    v_doing := 'expressions';
    perform specql_governance.check_expressions(v_there -> 'checks', v_mark || '_x');
    v_before := specql_governance.structures_of(v_names, v_places);
    v_files := specql_governance.storage_of(v_tables);

    v_doing := 'up';
    for v_step in select s from jsonb_array_elements(v_there -> 'steps') as s order by (s ->> 'n')::integer loop
      v_path := v_step ->> 'path';
      v_step_began := clock_timestamp();
      execute case when (v_step ->> 'tx')::boolean then v_step ->> 'sql' else v_step ->> 'plain' end;
      v_times := v_times || jsonb_build_array(jsonb_build_object('n', v_step -> 'n',
        'ms', round(extract(epoch from clock_timestamp() - v_step_began)::numeric * 1000, 2),
        'plain', not (v_step ->> 'tx')::boolean));
    end loop;
    v_first := specql_governance.structures_of(v_names, v_places);
    v_after_files := specql_governance.storage_of(v_tables);
    select coalesce(jsonb_agg(specql_governance.moved_back(to_jsonb(b.value ->> 1), v_places) order by b.value ->> 1), '[]') into v_rewrites
    from jsonb_each(v_files) as b
      join jsonb_each(v_after_files) as a on a.key = b.key and a.value -> 0 <> b.value -> 0;

    v_doing := 'second run';
    for v_step in select s from jsonb_array_elements(v_there -> 'steps') as s order by (s ->> 'n')::integer loop
      v_path := v_step ->> 'path';
      if (v_step ->> 'tx')::boolean then
        execute v_step ->> 'sql';
      elsif v_step ->> 'when' is not null then
        execute v_step ->> 'when' into v_pending;
        if v_pending then
          execute v_step ->> 'plain';
        end if;
      else
        execute v_step ->> 'plain';
      end if;
    end loop;
    v_again := specql_governance.structures_of(v_names, v_places);
    if specql_governance.storage_of(v_tables) <> v_after_files then
      v_again := jsonb_build_object('rewritten', true);
    end if;

    v_doing := 'down';
    for v_step in select s from jsonb_array_elements(v_there -> 'down_steps') as s order by (s ->> 'n')::integer loop
      v_path := v_step ->> 'path';
      execute case when (v_step ->> 'tx')::boolean then v_step ->> 'sql' else v_step ->> 'plain' end;
    end loop;
    v_restored := specql_governance.structures_of(v_names, v_places);

    v_doing := 'up again';
    for v_step in select s from jsonb_array_elements(v_there -> 'steps') as s order by (s ->> 'n')::integer loop
      v_path := v_step ->> 'path';
      execute case when (v_step ->> 'tx')::boolean then v_step ->> 'sql' else v_step ->> 'plain' end;
    end loop;
    v_third := specql_governance.structures_of(v_names, v_places);
    raise exception using errcode = 'ZZ001', message = 'proven';
  exception
    when sqlstate 'ZZ001' then
      null;
    when sqlstate 'SG521' or sqlstate 'SG520' or sqlstate 'SG522' or sqlstate 'SG523' or sqlstate 'SG361' or sqlstate 'SG365'
      or syntax_error or undefined_column or undefined_function or undefined_table or undefined_object or ambiguous_function
      or duplicate_column or duplicate_object or duplicate_table or datatype_mismatch or cannot_coerce or wrong_object_type
      or invalid_foreign_key or invalid_table_definition or invalid_column_definition or invalid_column_reference
      or invalid_object_definition or dependent_objects_still_exist or invalid_text_representation or invalid_datetime_format
      or datetime_field_overflow or numeric_value_out_of_range or string_data_right_truncation or reserved_name or name_too_long
      or too_many_columns or feature_not_supported or insufficient_privilege or invalid_schema_name or generated_always
      or collation_mismatch or indeterminate_collation or object_not_in_prerequisite_state or invalid_parameter_value
      or program_limit_exceeded or statement_too_complex or undefined_parameter or unique_violation or check_violation
      or not_null_violation or foreign_key_violation
    then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail,
        v_hint = pg_exception_hint;
      v_problems := v_problems || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'code', v_state, 'during', v_doing, 'path', v_path, 'message', specql_governance.moved_back(to_jsonb(v_message), v_places) #>> '{}',
        'detail', nullif(specql_governance.moved_back(to_jsonb(v_detail), v_places) #>> '{}', ''),
        'hint', nullif(v_hint, ''))));
  end;

  if v_third is not null then
    v_problems := v_problems
      || specql_governance.difference_problem(v_first, v_third, 'up again', 'going up again does not lead to the same')
      || specql_governance.difference_problem(v_before, v_restored, 'down', 'going down does not lead back')
      || specql_governance.difference_problem(v_first, v_again, 'second run', 'a second run changes something')
      || case when v_same_text then '[]' else jsonb_build_array(jsonb_build_object('code', 'SG525', 'during', 'write',
        'message', 'the copy is written differently than the table itself', 'detail', (
            select string_agg(format('%s, not %s', a.line, b.line), '; ')
            from jsonb_array_elements_text(v_moved) with ordinality as a (line, position)
              full join (
                select s ->> 'sql' as line, row_number() over () as position
                from jsonb_array_elements(v_written -> 'steps' || (v_written -> 'down_steps')) as s) as b on b.position = a.position
            where a.line is distinct from b.line))) end;
  end if;
  return jsonb_build_object(
    'proven', v_third is not null and v_problems = '[]',
    'algorithm', 1,
    'file_name', v_written -> 'file_name',
    'content_hash', encode(sha256(convert_to((v_written -> 'steps')::text || (v_written -> 'down_steps')::text, 'UTF8')), 'hex'),
    'tables', v_names,
    'live', (select coalesce(jsonb_object_agg(m.key, specql_governance.structure_print(specql_governance.structure_of(m.value))), '{}')
      from jsonb_each(v_written -> 'before') as m),
    'prints', jsonb_build_object(
      'before', specql_governance.prints_of(v_before), 'first', specql_governance.prints_of(v_first), 'down', specql_governance.prints_of(v_restored),
      'third', specql_governance.prints_of(v_third), 'second_run', specql_governance.prints_of(v_again)),
    'rewrites', v_rewrites,
    'steps', v_times,
    'problems', v_problems,
    'server_version', current_setting('server_version'),
    'ms', round(extract(epoch from clock_timestamp() - v_began)::numeric * 1000, 1)
  ) || specql_governance.measured_locks(v_written, v_models, v_problems = '[]' and v_third is not null);
end;
$$;

comment on function specql_governance.prove_operations(jsonb, jsonb) is
  'Runs the migration on empty copies of the tables and their neighbours: up, up once more (nothing may change), down, up. '
  'The result {proven, content_hash, live, prints, locks, rewrites, steps, problems, ms}; nothing of it stays in the database.';
