-- 011445  specql_governance.request_facts()
-- What rules about requests themselves want to know.

create or replace function specql_governance.request_facts(request specql_governance.tb_schema_request)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'justification', request.justification,
    'owner', request.owner,
    'related_issue', request.related_issue,
    'requested_by', request.requested_by,
    'principal_kind', request.principal_kind,
    'requests_last_hour', (
      select count(*)
      from specql_governance.tb_schema_request as q
      where q.created_by = request.created_by and q.created_at > clock_timestamp() - interval '1 hour'
    ),
    'other_open', (
      select coalesce(jsonb_agg(o.id order by o.pk_schema_request), '[]')
      from specql_governance.tb_schema_request as o
      where o.target_schema = request.target_schema
        and o.target_table = request.target_table
        and o.pk_schema_request <> request.pk_schema_request
        and o.status in ('requested', 'changes_requested', 'approved')
    )
  ));
$$;

comment on function specql_governance.request_facts(specql_governance.tb_schema_request) is
  'Justification, owner, issue, requester, how many requests the author made in the last hour, and the other open requests '
  'for the table.';
