-- 0114FE  specql_governance.constraint_steps()
-- Adds a constraint.

create or replace function specql_governance.constraint_steps(action jsonb, model jsonb, has_rows boolean)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_facts   constant jsonb := action -> 'constraint';
  v_table   constant text := format('%I.%I', action ->> 'schema', action ->> 'table');
  v_name    constant text := v_facts ->> 'name';
  v_kind    constant text := v_facts ->> 'kind';
  v_valid   constant boolean := coalesce((v_facts ->> 'valid')::boolean, true);
  v_named   constant text := format(
    'exists (select from pg_catalog.pg_constraint where conrelid = to_regclass(%L) and conname = %L', v_table, v_name);
  v_columns constant text := (
    select string_agg(format('%I', c.name), ', ' order by c.position)
    from jsonb_array_elements_text(v_facts -> 'columns') with ordinality as c (name, position));
  v_add     text := format('alter table %s add constraint %I %s', v_table, v_name, specql_governance.constraint_sql(v_facts));
  v_check   text;
  v_steps   jsonb := '[]';
  v_column  jsonb;
begin
  if v_kind in ('check', 'foreign_key') then
    if v_valid and not has_rows then
      return jsonb_build_array(specql_governance.step(specql_governance.guarded(format('not %s)', v_named), v_add), v_add));
    end if;
    v_add := v_add || ' not valid';
    v_steps := jsonb_build_array(specql_governance.step(specql_governance.guarded(format('not %s)', v_named), v_add), v_add));
    if not v_valid then
      return v_steps;
    end if;
    v_check := format('alter table %s validate constraint %I', v_table, v_name);
    return v_steps || jsonb_build_array(specql_governance.step(v_check, v_check,
      '{"apart": true, "statement_timeout": "30min", "note": "reads the table; readers and writers go on"}'));
  end if;

  -- An index that includes columns, or treats nulls as equal, is not the one that we would build.
  if not has_rows or v_kind = 'exclude' or v_facts ->> 'definition' ~* '\) *include|nulls not distinct' then
    return jsonb_build_array(specql_governance.step(specql_governance.guarded(format('not %s)', v_named), v_add), v_add));
  end if;
  if v_kind = 'primary_key' then
    for v_column in
      select c from jsonb_array_elements(model -> 'columns') as c
      where v_facts -> 'columns' ? (c ->> 'name') and (c ->> 'nullable')::boolean
    loop
      v_steps := v_steps || specql_governance.not_null_steps(action ->> 'schema', action ->> 'table', v_column ->> 'name', true);
    end loop;
  end if;
  v_steps := v_steps || specql_governance.concurrent_steps(action ->> 'schema', v_name,
    format('create unique index if not exists %I on %s (%s)', v_name, v_table, v_columns));
  v_add := format('alter table %s add constraint %I %s using index %I%s', v_table, v_name,
    case v_kind when 'primary_key' then 'primary key' else 'unique' end, v_name,
    case when (v_facts ->> 'deferrable')::boolean then ' deferrable' else '' end
    || case when (v_facts ->> 'deferred')::boolean then ' initially deferred' else '' end);
  return v_steps || jsonb_build_array(specql_governance.step(
    specql_governance.guarded(format('not %s)', v_named), v_add), v_add, '{"apart": true}'));
end;
$$;

comment on function specql_governance.constraint_steps(jsonb, jsonb, boolean) is
  'Where there are rows: checks and foreign keys NOT VALID and then validated; unique and primary keys by an index that is '
  'built concurrently and then taken over. Else in one step.';
