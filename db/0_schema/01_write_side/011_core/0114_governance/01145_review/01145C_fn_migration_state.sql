-- 01145C  specql_governance.migration_state()
-- How far the migration of a request has come.

create or replace function specql_governance.migration_state(request_pk bigint)
  returns text
  language plpgsql
  stable
as $$
declare
  v_state text;
begin
  select case
    when m.rolled_back_at is not null then 'rolled_back'
    when m.applied_at is not null then 'applied'
    else 'made'
  end
  into v_state
  from specql_governance.tb_migration as m
    join specql_governance.tb_schema_request as q on q.pk_schema_request = m.fk_schema_request
  where m.fk_schema_request = migration_state.request_pk
    and m.content_hash = q.approved_hash
  order by m.pk_migration desc
  limit 1;
  return v_state;
end;
$$;

comment on function specql_governance.migration_state(bigint) is
  'made, applied or rolled_back: the last migration of what was approved; null where there is none.';
