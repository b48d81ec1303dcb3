-- 0114FF  specql_governance.type_steps()
-- Changes a column's type.

create or replace function specql_governance.type_steps(action jsonb, facts jsonb, has_rows boolean)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_table   constant text := format('%I.%I', action ->> 'schema', action ->> 'table');
  v_column  constant text := action ->> 'column';
  v_old     constant oid := to_regtype(facts ->> 'base');
  v_new     constant oid := to_regtype(action ->> 'base');
  v_later   constant boolean := coalesce((action ->> 'later')::boolean, false);
  v_keeps   constant boolean := action ->> 'default' is not null;
  v_present constant text := format(
    'exists (select from pg_catalog.pg_attribute where attrelid = to_regclass(%L) and attname = %L and not attisdropped '
    'and (atttypid <> %L::regtype or atttypmod <> %s))', v_table, v_column, action ->> 'base', action ->> 'typmod');
  v_by_itself constant boolean := v_old = v_new or exists (
    select from pg_catalog.pg_cast as c where c.castsource = v_old and c.casttarget = v_new and c.castcontext in ('a', 'i'));
  v_plain   text;
  v_sql     text;
begin
  v_plain := format('alter table %s %salter column %I type %s%s%s%s', v_table,
    (select coalesce(string_agg(format('drop constraint if exists %I, ', k ->> 'name'), ''), '')
      from jsonb_array_elements(case when jsonb_typeof(action -> 'checks') = 'array' then action -> 'checks' else '[]' end) as k)
    || case when v_keeps then format('alter column %I drop default, ', v_column) else '' end,
    v_column, action ->> 'type',
    coalesce(' using (' || (action ->> 'using') || ')', case
      when not v_later or v_by_itself then ''
      when exists (select from pg_catalog.pg_cast as c where c.castsource = v_old and c.casttarget = v_new)
      then format(' using %I::%s', v_column, action ->> 'type')
      else format(' using %I::text::%s', v_column, action ->> 'type') end),
    case when v_keeps then format(', alter column %I set default %s', v_column, action ->> 'default') else '' end,
    (select coalesce(string_agg(format(', add constraint %I %s', k ->> 'name', specql_governance.constraint_sql(k)
        || case when (k ->> 'valid')::boolean then '' else ' not valid' end), ''), '')
      from jsonb_array_elements(case when jsonb_typeof(action -> 'checks') = 'array' then action -> 'checks' else '[]' end) as k));
  v_sql := specql_governance.guarded(v_present, v_plain, case when v_later then specql_governance.loss_check(
    v_present, v_table, format('(%1$I%4$s::%2$s%4$s::%3$s)%5$s is distinct from %1$I%5$s', v_column, action ->> 'type', facts ->> 'type',
      -- Through text where no cast leads from one to the other; as text where the type knows no equality.
      case when v_old = v_new or exists (select from pg_catalog.pg_cast as c where c.castsource = v_old and c.casttarget = v_new)
        then '' else '::text' end,
      case when facts ->> 'base' ~ '^(json|xml|point|box|polygon)' then '::text' else '' end),
    format('values of %s.%I do not fit its former type', v_table, v_column)) else '' end);
  return jsonb_build_array(specql_governance.step(v_sql, v_plain, case when has_rows and v_old <> v_new
    then '{"note": "rewrites the table, unless the proof says otherwise", "statement_timeout": "30min"}'::jsonb else '{}' end));
end;
$$;

comment on function specql_governance.type_steps(jsonb, jsonb, boolean) is
  'ALTER COLUMN TYPE. The default is set aside and set again, so that it comes back as it was. Backwards it refuses (SG523) '
  'where a value would not survive the way back.';
