-- 01143C  specql_governance.add_draft()
-- Makes a draft, for a user or for another function.

create or replace function specql_governance.add_draft(request jsonb)
  returns app.schema_requests
  language plpgsql
  volatile
as $$
declare
  v_parts constant jsonb := specql_governance.request_parts(request);
  v_actor constant text := common.current_actor();
  v_pk    bigint;
  v_place bigint;
  v_row   app.schema_requests;
begin
  if v_parts ->> 'kind' = 'change' then
    perform specql_governance.refuse_missing_table(v_parts ->> 'schema', v_parts ->> 'table');
  else
    perform specql_governance.refuse_taken_table(v_parts ->> 'schema', v_parts ->> 'table');
  end if;
  if v_parts ->> 'domain' is not null or v_parts ->> 'subdomain' is not null then
    v_place := specql_registry.found_subdomain(v_parts ->> 'domain', v_parts ->> 'subdomain');
  end if;

  insert into specql_governance.tb_schema_request
    (target_schema, target_table, request_kind, owner, requested_by, principal_kind,
     justification, related_issue, metadata, source, fk_subdomain, entity_name)
  values
    (v_parts ->> 'schema', v_parts ->> 'table', v_parts ->> 'kind',
     coalesce(v_parts ->> 'owner', v_parts ->> 'requested_by', v_actor),
     specql_governance.believed_requester(v_parts ->> 'requested_by'),
     common.current_principal_kind(),
     v_parts ->> 'justification', v_parts ->> 'related_issue', v_parts -> 'metadata',
     nullif(v_parts -> 'source', 'null'), v_place,
     case when v_place is not null then common.checked_name(
       coalesce(v_parts ->> 'entity', regexp_replace(v_parts ->> 'table', '^tb_', '')), 'entity') end)
  returning pk_schema_request into v_pk;
  perform specql_governance.add_revision(v_pk, v_parts);

  select r.* into v_row
  from app.schema_requests as r
    join specql_governance.tb_schema_request as q on q.id = r.id
  where q.pk_schema_request = v_pk;
  return v_row;
end;
$$;

comment on function specql_governance.add_draft(jsonb) is
  'A draft made of a request as users write it; the key source says what made it. What the policy says is stored and not '
  'refused: app.submit_schema_request() with its draft_id does that. SG371, SG372: the table is there or promised.';
