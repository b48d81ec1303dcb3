-- 011934  specql_governance.refuse_drifted()
-- What was changed since cannot simply be undone.

create or replace function specql_governance.refuse_drifted(migration specql_governance.tb_migration)
  returns void
  language plpgsql
  stable
as $$
declare
  v_drift record;
begin
  select t.key, d.* into v_drift
  from jsonb_each(migration.left_content) as t
    cross join lateral specql_governance.drift_of(t.key, t.value, array['structure']) as d
  order by t.key, d.part, d.name
  limit 1;
  if found then
    raise exception using
      errcode = 'SG362',
      message = format('%s has changed since the request was applied', v_drift.key),
      detail = format('%s %s was %s and is %s.', v_drift.part, v_drift.name, left(coalesce(v_drift.approved, 'null')::text, 200), left(coalesce(v_drift.found, 'null')::text, 200)),
      hint = 'Take back what came later first; app.schema_drift() lists what nobody asked for.',
      column = 'request_id';
  end if;
end;
$$;

comment on function specql_governance.refuse_drifted(specql_governance.tb_migration) is
  'SG362, naming the first difference, where a table''s structure is not what the migration left.';
