-- 011452  specql_governance.required_approvals()
-- How many must agree, and who: the greater the harm that a change can do, the more.

create or replace function specql_governance.required_approvals(request_pk bigint)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_operations constant jsonb := (specql_governance.current_revision(request_pk)).operations;
  v_risk       constant jsonb := specql_governance.risk_of(v_operations);
  v_grave      constant boolean := coalesce((v_risk ->> 'rows')::bigint, 0) > 0
    and (coalesce((v_risk ->> 'destructive')::boolean, false) or coalesce((v_risk ->> 'rewrites')::boolean, false));
  v_services   jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('service', s.service_name, 'owner', s.owner, 'reason', s.reason)
    order by s.service_name), '[]')
  into v_services
  from specql_service.affected_services(v_operations) as s;

  return jsonb_build_object(
    'count', case when v_grave then 2 else 1 end,
    'roles', case when v_grave then jsonb_build_array('specql_admin', 'specql_reviewer')
      else jsonb_build_array('specql_reviewer') end,
    'admin', v_grave,
    'approvers', (
      select coalesce(jsonb_agg(distinct a.service -> 'owner'), '[]')
      from jsonb_array_elements(v_services) as a (service)
      where jsonb_typeof(a.service -> 'owner') = 'string'
    ),
    'reasons', coalesce(v_risk -> 'reasons', '[]'),
    'services', v_services,
    'risk', v_risk
  );
end;
$$;

comment on function specql_governance.required_approvals(bigint) is
  '{count, roles, admin, approvers, reasons, services, risk} of the current revision, by what the database holds now: two, '
  'one of them an administrator, for what destroys or rewrites a table with rows, else one. approvers are the owners of '
  'services that are affected, and should be asked.';
