-- 031467  app.schema_drift()
-- What differs from what requests left behind.

create or replace function app.schema_drift(table_name text default null)
  returns table (table_path text, request_id uuid, part text, name text, approved jsonb, found jsonb)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_wanted constant text := schema_drift.table_name;
begin
  return query
  select l.key, l.id, d.part, d.name, d.approved, d.found
  from (
    -- The last migration that touched a table says what it should be.
    select distinct on (t.key) t.key, t.value, q.id
    from specql_governance.tb_migration as m
      join specql_governance.tb_schema_request as q on q.pk_schema_request = m.fk_schema_request
      cross join lateral jsonb_each(m.left_content) as t
    where m.applied_at is not null and m.direction is null
    order by t.key, greatest(m.applied_at, m.rolled_back_at) desc
  ) as l
    cross join lateral specql_governance.drift_of(l.key, l.value, array['structure', 'behaviour', 'access']) as d
  where v_wanted is null or l.key = v_wanted or (parse_ident(l.key))[2] = v_wanted
  order by 1, 3, 4;
end;
$$;

comment on function app.schema_drift(text) is
  'Per column, constraint, index, trigger, policy, grant … of the tables that requests have made or changed: what was left '
  'and what is, where they differ. table_name may have its schema. No rows: nothing was changed behind the requests'' back.';

grant execute on function app.schema_drift(text) to specql_reader;
