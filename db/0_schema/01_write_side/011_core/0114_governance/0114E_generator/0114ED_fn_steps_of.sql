-- 0114ED  specql_governance.steps_of()
-- One action as SQL: in one step, or in those that leave a table with rows in use.

create or replace function specql_governance.steps_of(action jsonb, model jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_do      constant text := action ->> 'do';
  v_table   constant text := format('%I.%I', action ->> 'schema', action ->> 'table');
  v_class   constant text := format('to_regclass(%L)', v_table);
  v_rows    constant boolean := coalesce((model ->> 'has_rows')::boolean, false);
  v_name    constant text := coalesce(action ->> 'column', action ->> 'name', action #>> '{constraint,name}', action #>> '{index,name}');
  v_named   constant text := format('exists (select from pg_catalog.pg_constraint where conrelid = %s and conname = %L', v_class, v_name);
  v_has     constant text := format('exists (select from pg_catalog.pg_attribute where attrelid = %s and attname = %L and not attisdropped', v_class, v_name);
  v_facts   jsonb;
  v_plain   text;
  v_lost    text;
  v_column  jsonb;
  v_steps   jsonb;
begin
  select c into v_column from jsonb_array_elements(model -> 'columns') as c where c ->> 'name' = v_name;

  case v_do
  when 'create_table' then
    return jsonb_build_array(specql_governance.step(format(E'create table if not exists %s (\n  %s\n)', v_table, (
      select string_agg(l.line, E',\n  ' order by l.part, l.position)
      from (
        select 1 as part, c.position, specql_governance.column_sql(c.item) as line
        from jsonb_array_elements(action -> 'columns') with ordinality as c (item, position)
        union all
        select 2, k.position, format('constraint %I %s', k.item ->> 'name', specql_governance.constraint_sql(k.item))
        from jsonb_array_elements(action -> 'constraints') with ordinality as k (item, position)
      ) as l))));

  when 'drop_table' then
    v_plain := format('drop table if exists %s', v_table);
    if action ->> 'later' is null then
      return jsonb_build_array(specql_governance.step(v_plain, v_plain, '{"note": "drops the table and what is in it"}'));
    end if;
    return jsonb_build_array(specql_governance.step(
      specql_governance.guarded(v_class || ' is not null', 'drop table ' || v_table,
        specql_governance.loss_check(v_class || ' is not null', v_table, 'true', 'rows of ' || v_table || ' came later')),
      v_plain, '{"note": "refuses when there are rows"}'));

  when 'rename_table' then
    return jsonb_build_array(specql_governance.step(
      specql_governance.guarded(format('%s is not null and to_regclass(%L) is null', v_class, format('%I.%I', action ->> 'schema', action ->> 'new_name')),
        format('alter table %s rename to %I', v_table, action ->> 'new_name')),
      format('alter table %s rename to %I', v_table, action ->> 'new_name')));

  when 'add_column' then
    v_facts := action -> 'column';
    if v_rows and not (v_facts ->> 'nullable')::boolean and v_facts ->> 'default' is null and v_facts ->> 'generated' is null
      and v_facts ->> 'identity' is null and v_facts ->> 'serial' is null
    then
      return jsonb_build_array(specql_governance.step(
        format('alter table %s add column if not exists %s', v_table, specql_governance.column_sql(v_facts)), null,
        '{"note": "fails while the table has rows: the column has no value for them", "impossible": true}'));
    end if;
    if v_rows and v_facts ->> 'serial' is null and v_facts ->> 'default' ~ '^(gen_random_uuid|uuidv|clock_timestamp|nextval)' then
      v_plain := format('update %s set %I = default where ctid = any (array(select ctid from %s where %I is null limit 5000))',
        v_table, v_facts ->> 'name', v_table, v_facts ->> 'name');
      v_steps := jsonb_build_array(
        specql_governance.step(format('alter table %s add column if not exists %s', v_table,
          specql_governance.column_sql(v_facts || '{"default": null, "nullable": true}'))),
        specql_governance.step(format('alter table %s alter column %I set default %s', v_table, v_facts ->> 'name', v_facts ->> 'default')),
        specql_governance.step(
          specql_governance.guarded('true', format(E'loop\n      %s;\n      exit when not found;\n      commit;\n    end loop', v_plain)),
          v_plain, '{"tx": false, "apart": true, "repeat": true, "statement_timeout": "30min", "note": "gives existing rows their values, 5,000 at a time"}'));
      if not (v_facts ->> 'nullable')::boolean then
        v_steps := v_steps || specql_governance.not_null_steps(action ->> 'schema', action ->> 'table', v_facts ->> 'name', true);
      end if;
      return v_steps;
    end if;
    return jsonb_build_array(specql_governance.step(
      format('alter table %s add column if not exists %s', v_table, specql_governance.column_sql(v_facts)), null,
      case when v_rows and (v_facts ->> 'generated' is not null or v_facts ->> 'identity' is not null or v_facts ->> 'serial' is not null)
        then '{"note": "rewrites the table", "statement_timeout": "30min"}'::jsonb else '{}' end));

  when 'drop_column' then
    v_plain := format('alter table %s drop column if exists %I', v_table, v_name);
    if action ->> 'later' is null then
      return jsonb_build_array(specql_governance.step(v_plain, v_plain, '{"note": "drops the column and what is in it"}'));
    end if;
    if (action ->> 'filled')::boolean then
      return jsonb_build_array(specql_governance.step(v_plain));
    end if;
    return jsonb_build_array(specql_governance.step(
      specql_governance.guarded(v_has || ')', format('alter table %s drop column %I', v_table, v_name),
        specql_governance.loss_check(v_has || ')', v_table,
          -- What the default alone put there is no loss.
          format('%I is not null', v_name) || coalesce(format(' and %I::text is distinct from ', v_name) || '(' || (action ->> 'default') || ')::text', ''),
          format('values of %s.%I came later', v_table, v_name))),
      v_plain, '{"note": "refuses when the column has values"}'));

  when 'rename_column' then
    v_plain := format('alter table %s rename column %I to %I', v_table, v_name, action ->> 'new_name');
    return jsonb_build_array(specql_governance.step(specql_governance.guarded(
      v_has || format(') and not exists (select from pg_catalog.pg_attribute where attrelid = %s and attname = %L and not attisdropped)',
        v_class, action ->> 'new_name'), v_plain), v_plain));

  when 'set_type' then
    return specql_governance.type_steps(action, v_column, v_rows);

  when 'set_default' then
    return jsonb_build_array(specql_governance.step(format('alter table %s alter column %I %s', v_table, v_name,
      coalesce('set default ' || (action ->> 'default'), 'drop default'))));

  when 'set_not_null' then
    return specql_governance.not_null_steps(action ->> 'schema', action ->> 'table', v_name, v_rows);

  when 'drop_not_null' then
    return jsonb_build_array(specql_governance.step(format('alter table %s alter column %I drop not null', v_table, v_name)));

  when 'add_constraint' then
    return specql_governance.constraint_steps(action, model, v_rows);

  when 'drop_constraint' then
    return jsonb_build_array(specql_governance.step(format('alter table %s drop constraint if exists %I', v_table, v_name)));

  when 'validate_constraint' then
    v_plain := format('alter table %s validate constraint %I', v_table, v_name);
    return jsonb_build_array(specql_governance.step(v_plain, v_plain, jsonb_build_object('apart', v_rows, 'statement_timeout', '30min')));

  when 'unvalidate_constraint' then
    v_plain := format('alter table %s drop constraint %I, add constraint %I %s not valid', v_table, v_name, v_name,
      specql_governance.constraint_sql(action -> 'constraint'));
    return jsonb_build_array(specql_governance.step(specql_governance.guarded(v_named || ' and convalidated)', v_plain), v_plain));

  when 'rename_constraint' then
    v_plain := format('alter table %s rename constraint %I to %I', v_table, v_name, action ->> 'new_name');
    return jsonb_build_array(specql_governance.step(specql_governance.guarded(v_named || ')', v_plain), v_plain));

  when 'create_index' then
    v_facts := action -> 'index';
    v_plain := format('create %sindex if not exists %I on %s %s', case when (v_facts ->> 'unique')::boolean then 'unique ' else '' end,
      v_name, v_table, v_facts ->> 'tail');
    if not v_rows then
      return jsonb_build_array(specql_governance.step(v_plain));
    end if;
    return specql_governance.concurrent_steps(action ->> 'schema', v_name, v_plain);

  when 'drop_index' then
    v_plain := format('drop index if exists %I.%I', action ->> 'schema', v_name);
    if not v_rows then
      return jsonb_build_array(specql_governance.step(v_plain));
    end if;
    return jsonb_build_array(specql_governance.step(
      replace(v_plain, 'drop index', 'drop index concurrently'), v_plain, jsonb_build_object(
        'tx', false, 'apart', true, 'lock_timeout', '60s', 'statement_timeout', '30min',
        'when', format('select to_regclass(%L) is not null', format('%I.%I', action ->> 'schema', v_name)))));

  when 'rename_index' then
    v_plain := format('alter index %I.%I rename to %I', action ->> 'schema', v_name, action ->> 'new_name');
    return jsonb_build_array(specql_governance.step(
      specql_governance.guarded(format('to_regclass(%L) is not null', format('%I.%I', action ->> 'schema', v_name)), v_plain), v_plain));

  when 'set_comment' then
    return jsonb_build_array(specql_governance.step(format('comment on %s is %s', case action ->> 'on'
        when 'table' then 'table ' || v_table
        when 'column' then format('column %s.%I', v_table, v_name)
        when 'constraint' then format('constraint %I on %s', v_name, v_table)
        when 'index' then format('index %I.%I', action ->> 'schema', v_name) end,
      specql_governance.sql_literal(action ->> 'comment'))));
  end case;
end;
$$;

comment on function specql_governance.steps_of(jsonb, jsonb) is
  'The steps of one action on a table as the model says. Where the table has rows: NOT VALID and validate, CONCURRENTLY '
  'outside the transaction, a check before NOT NULL, values for old rows in batches. Every step can be run twice.';
