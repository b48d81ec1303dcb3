-- 01144C  specql_governance.current_revision()
-- What a request asks for now.

create or replace function specql_governance.current_revision(request_pk bigint)
  returns specql_governance.tb_revision
  language sql
  stable
as $$
  select v.*
  from specql_governance.tb_revision as v
    join specql_governance.tb_schema_request as q
      on q.pk_schema_request = v.fk_schema_request and q.revision_number = v.revision_number
  where v.fk_schema_request = current_revision.request_pk;
$$;

comment on function specql_governance.current_revision(bigint) is 'The current revision of a request.';
