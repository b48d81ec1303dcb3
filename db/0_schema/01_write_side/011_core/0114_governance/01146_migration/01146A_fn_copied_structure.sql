-- 01146A  specql_governance.copied_structure()
-- Makes empty copies of tables in other schemas.

create or replace function specql_governance.copied_structure(models jsonb, places jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_schema text;
  v_model  jsonb;
  v_step   jsonb;
  v_action jsonb;
  v_inner  jsonb;
  v_links  jsonb := '[]';
begin
  for v_schema in select p.value #>> '{}' from jsonb_each(places) as p loop
    execute format('create schema %I', v_schema);
  end loop;
  for v_model in select m.value from jsonb_each(models) as m where m.value <> 'null' loop
    v_schema := places ->> (v_model ->> 'schema');
    v_model := v_model || jsonb_build_object('schema', v_schema, 'has_rows', false);
    v_links := v_links || (
      select coalesce(jsonb_agg(jsonb_build_object('do', 'add_constraint', 'schema', v_schema, 'table', v_model ->> 'table',
        'constraint', jsonb_set(k, '{references,schema}', places -> (k #>> '{references,schema}')))), '[]')
      from jsonb_array_elements(v_model -> 'constraints') as k
      where k ->> 'kind' = 'foreign_key'
        and models ? format('%I.%I', k #>> '{references,schema}', k #>> '{references,table}')
    );
    -- Foreign keys come when all tables are there; those that lead out of the copy stay away, with their comments.
    v_inner := v_model || jsonb_build_object('constraints', (
      select coalesce(jsonb_agg(k), '[]') from jsonb_array_elements(v_model -> 'constraints') as k where k ->> 'kind' <> 'foreign_key'));
    for v_action in select a from jsonb_array_elements(specql_governance.creation_of(v_inner, '')) as a loop
      for v_step in select s from jsonb_array_elements(specql_governance.steps_of(v_action, v_inner)) as s loop
        execute v_step ->> 'plain';
      end loop;
    end loop;
  end loop;
  for v_action in select l from jsonb_array_elements(v_links) as l loop
    execute format('alter table %I.%I add constraint %I %s%s', v_action ->> 'schema', v_action ->> 'table',
      v_action #>> '{constraint,name}', specql_governance.constraint_sql(v_action -> 'constraint'),
      case when (v_action #>> '{constraint,valid}')::boolean then '' else ' not valid' end);
    if v_action #>> '{constraint,comment}' is not null then
      execute format('comment on constraint %I on %I.%I is %L', v_action #>> '{constraint,name}',
        v_action ->> 'schema', v_action ->> 'table', v_action #>> '{constraint,comment}');
    end if;
  end loop;
end;
$$;

comment on function specql_governance.copied_structure(jsonb, jsonb) is
  'Creates the schemas that places names, and in them the tables of the models without their rows, with the foreign keys '
  'among them. Called by the proof, in a subtransaction that never ends well.';
