-- 0114FC  specql_governance.not_null_steps()
-- Makes a column NOT NULL, without reading a table under a lock that stops readers.

create or replace function specql_governance.not_null_steps(schema_name text, table_name text, column_name text, has_rows boolean)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_table constant text := format('%I.%I', schema_name, table_name);
  v_check constant text := specql_governance.object_name(table_name, array[column_name], 'not_null_check');
  v_set   constant text := format('alter table %s alter column %I set not null', v_table, column_name);
  v_named constant text := format(
    'exists (select from pg_catalog.pg_constraint where conrelid = to_regclass(%L) and conname = %L', v_table, v_check);
  v_add   constant text := format('alter table %s add constraint %I check (%I is not null) not valid', v_table, v_check, column_name);
  v_valid constant text := format('alter table %s validate constraint %I', v_table, v_check);
  v_drop  constant text := format('alter table %s drop constraint if exists %I', v_table, v_check);
begin
  if not has_rows then
    return jsonb_build_array(specql_governance.step(v_set));
  end if;
  return jsonb_build_array(
    specql_governance.step(specql_governance.guarded(
      format('not %s) and exists (select from pg_catalog.pg_attribute where attrelid = to_regclass(%L) and attname = %L and not attnotnull)',
        v_named, v_table, column_name), v_add), v_add),
    specql_governance.step(specql_governance.guarded(v_named || ' and not convalidated)', v_valid), v_valid,
      '{"apart": true, "statement_timeout": "30min", "note": "reads the table; readers and writers go on"}'),
    specql_governance.step(v_set, v_set, '{"apart": true, "note": "the check spares the reading"}'),
    specql_governance.step(v_drop)
  );
end;
$$;

comment on function specql_governance.not_null_steps(text, text, text, boolean) is
  'SET NOT NULL; where there are rows: a check NOT VALID, its validation in a transaction of its own, SET NOT NULL, which '
  'trusts the check, and the check goes.';
