-- 0114EE  specql_governance.write_operations()
-- The SQL of a list of operations: there, and back.

create or replace function specql_governance.write_operations(operations jsonb, options jsonb default '{}')
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_models    jsonb := '{}';
  v_before    jsonb := '{}';
  v_up        jsonb := '[]';
  v_down      jsonb := '[]';
  v_undo      jsonb;
  v_checks    jsonb := '[]';
  v_created   text[] := '{}';
  v_operation jsonb;
  v_action    jsonb;
  v_reverse   jsonb;
  v_back      jsonb;
  v_model     jsonb;
  v_then      jsonb;
  v_steps     jsonb;
  v_key       text;
  v_place     integer := 0;
  v_path      text;
  v_name      text;
  v_header    text;
begin
  if jsonb_typeof(operations) is distinct from 'array' or operations = '[]' then
    raise exception using
      errcode = 'SG102', message = 'operations is missing', hint = 'Give at least one operation.', column = 'operations';
  end if;
  if jsonb_array_length(operations) > 500 then
    raise exception using
      errcode = 'SG103', message = 'operations is too long', detail = '500 are allowed.',
      hint = 'Ask for it in several requests.', column = 'operations';
  end if;

  for v_operation in select o.item from jsonb_array_elements(operations) with ordinality as o (item, position) order by o.position loop
    v_path := format('operations[%s]', v_place);
    v_place := v_place + 1;
    v_operation := specql_governance.placed_operation(v_operation, v_models, v_path);
    v_key := format('%I.%I', v_operation ->> 'schema', v_operation ->> 'table');
    if not v_models ? v_key then
      v_model := specql_governance.live_model(v_operation ->> 'schema', v_operation ->> 'table');
      if v_model is not null and options -> 'has_rows' ? v_key then
        v_model := v_model || jsonb_build_object('has_rows', options -> 'has_rows' -> v_key);
      end if;
      v_models := v_models || jsonb_build_object(v_key, v_model);
      v_before := v_before || jsonb_build_object(v_key, v_model);
    end if;
    v_model := nullif(v_models -> v_key, 'null');

    for v_action in select a from jsonb_array_elements(specql_governance.actions_of(v_operation, v_model, v_path)) as a loop
      v_then := specql_governance.model_after(v_model, v_action);
      v_steps := specql_governance.steps_of(v_action, v_model);
      v_up := v_up || (
        select jsonb_agg(s.item || specql_governance.step_tags(v_action) order by s.position)
        from jsonb_array_elements(v_steps) with ordinality as s (item, position));
      v_checks := v_checks || specql_governance.expressions_of(v_action, v_model, v_then);
      -- What a new table loses with itself needs no undoing.
      if not (v_key = any (v_created)) then
        v_undo := '[]';
        v_back := v_then;
        for v_reverse in select r from jsonb_array_elements(specql_governance.reverse_of(v_action, v_model)) as r loop
          v_undo := v_undo || (
            select jsonb_agg(s.item || specql_governance.step_tags(v_reverse) order by s.position)
            from jsonb_array_elements(specql_governance.steps_of(v_reverse, v_back)) with ordinality as s (item, position));
          v_back := specql_governance.model_after(v_back, v_reverse);
        end loop;
        v_down := v_undo || v_down;
      end if;
      if v_model is null then
        v_created := v_created || v_key;
      end if;
      if v_then is not null and v_then ->> 'table' <> v_operation ->> 'table' then
        -- It goes on under its new name.
        v_models := v_models || jsonb_build_object(v_key, null);
        v_key := format('%I.%I', v_then ->> 'schema', v_then ->> 'table');
        v_before := case when v_before ? v_key then v_before else v_before || jsonb_build_object(v_key, null) end;
      end if;
      v_model := v_then;
      v_models := v_models || jsonb_build_object(v_key, v_model);
    end loop;
  end loop;

  v_up := specql_governance.numbered_steps(specql_governance.settled_steps(v_up, true));
  v_down := specql_governance.numbered_steps(specql_governance.settled_steps(v_down, false));
  v_name := specql_governance.migration_name(operations, coalesce((options ->> 'at')::timestamptz, now()));
  v_header := specql_governance.comment_line('Migration', v_name)
    || case when options ? 'request_id' then specql_governance.comment_line('Request', options ->> 'request_id') else '' end
    || case when options ? 'requested_by' then specql_governance.comment_line('Requested by', options ->> 'requested_by') else '' end
    || case when options ? 'justification' then specql_governance.comment_line('Justification', options ->> 'justification') else '' end;
  return jsonb_build_object(
    'file_name', v_name || '.sql',
    'steps', v_up,
    'down_steps', v_down,
    'up_sql', v_header || E'\n' || specql_governance.script_of(v_up),
    'down_sql', v_header || specql_governance.comment_line('Direction', 'down') || E'\n' || specql_governance.script_of(v_down),
    'tables', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(v_before) as k),
    'before', v_before,
    'after', v_models,
    'checks', v_checks
  );
end;
$$;

comment on function specql_governance.write_operations(jsonb, jsonb) is
  'The migration {file_name, steps, down_steps, up_sql, down_sql, tables, before, after, checks}. It reads the catalog and '
  'executes nothing. options: at, request_id, requested_by, justification for the header; has_rows {table: boolean} instead '
  'of a look into the table. checks are the users'' expressions in it, which the proof looks at before anything runs.';
