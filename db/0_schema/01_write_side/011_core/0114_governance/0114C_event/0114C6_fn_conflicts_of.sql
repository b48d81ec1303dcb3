-- 0114C6  specql_governance.conflicts_of()
-- The open requests that touch what this one touches.

create or replace function specql_governance.conflicts_of(request_pk bigint)
  returns bigint[]
  language sql
  stable
as $$
  select coalesce(array_agg(o.pk_schema_request order by o.pk_schema_request), '{}')
  from specql_governance.tb_schema_request as q
    join specql_governance.tb_schema_request as o
      on o.objects && q.objects and o.pk_schema_request <> q.pk_schema_request
  where q.pk_schema_request = conflicts_of.request_pk
    and q.status in ('requested', 'changes_requested', 'approved')
    and o.status in ('requested', 'changes_requested', 'approved');
$$;

comment on function specql_governance.conflicts_of(bigint) is
  'Internal keys of the other open requests that share a table or an index; none where this one is not open.';
