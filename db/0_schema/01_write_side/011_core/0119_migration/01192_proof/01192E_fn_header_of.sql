-- 01192E  specql_governance.header_of()
-- What the header of a request's migration says.

create or replace function specql_governance.header_of(request_pk bigint)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'request_id', q.id, 'requested_by', q.requested_by, 'justification', coalesce(q.justification, ''),
    -- The time of the revision, so that the same revision always has the same name.
    'at', v.created_at)
  from specql_governance.tb_schema_request as q, specql_governance.current_revision(q.pk_schema_request) as v
  where q.pk_schema_request = header_of.request_pk;
$$;

comment on function specql_governance.header_of(bigint) is 'The options of write_operations() for a request.';
