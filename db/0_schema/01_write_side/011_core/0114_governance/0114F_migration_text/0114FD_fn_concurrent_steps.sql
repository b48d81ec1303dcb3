-- 0114FD  specql_governance.concurrent_steps()
-- Builds an index while the table stays in use.

create or replace function specql_governance.concurrent_steps(schema_name text, index_name text, plain text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_index   constant text := format('%I.%I', schema_name, index_name);
  v_invalid constant text := format(
    'exists (select from pg_catalog.pg_index where indexrelid = to_regclass(%L) and not indisvalid)', v_index);
  v_options constant jsonb := '{"tx": false, "apart": true, "lock_timeout": "60s", "statement_timeout": "30min"}';
begin
  return jsonb_build_array(
    -- A build that was cut off leaves an index that nothing uses and whose name is taken.
    specql_governance.step('drop index concurrently if exists ' || v_index, 'drop index if exists ' || v_index,
      v_options || jsonb_build_object('when', 'select ' || v_invalid, 'rest_of_build', true,
        'guard', specql_governance.guarded(v_invalid, format('raise exception using errcode = ''SG524'', message = %s, hint = %s',
          specql_governance.sql_literal(format('the index %s is invalid: its build was cut off', v_index)),
          specql_governance.sql_literal(format('Run drop index concurrently %s; then begin again.', v_index)))))),
    specql_governance.step(regexp_replace(plain, '^create (unique )?index', 'create \1index concurrently'), plain,
      v_options || jsonb_build_object(
        'when', format('select not exists (select from pg_catalog.pg_index where indexrelid = to_regclass(%L) and indisvalid)', v_index),
        'note', 'runs outside of transactions; the proof runs it in its plain form'))
  );
end;
$$;

comment on function specql_governance.concurrent_steps(text, text, text) is
  'Two steps outside of transactions: what an earlier attempt left goes, where it is invalid; then CREATE INDEX CONCURRENTLY.';
