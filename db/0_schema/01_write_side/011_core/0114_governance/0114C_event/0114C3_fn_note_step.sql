-- 0114C3  specql_governance.note_step()
-- Writes a step of a request into the outbox and into the ledger.

create or replace function specql_governance.note_step(
  request_pk bigint,
  event_name text,
  payload    jsonb default '{}',
  old_status text default null
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_request record;
begin
  select q.id, q.target_schema, q.target_table, q.status, q.revision_number, v.content_hash, v.policy_version
  into v_request
  from specql_governance.tb_schema_request as q
    left join specql_governance.tb_revision as v
      on v.fk_schema_request = q.pk_schema_request and v.revision_number = q.revision_number
  where q.pk_schema_request = note_step.request_pk;

  insert into specql_governance.tb_event
    (fk_schema_request, event_name, old_status, new_status, revision_number, payload)
  values
    (note_step.request_pk, note_step.event_name, note_step.old_status, v_request.status,
     v_request.revision_number, coalesce(note_step.payload, '{}'));

  perform specql_audit.record_decision(
    'governance', note_step.event_name, 'schema_request', v_request.id,
    coalesce(note_step.payload, '{}') || jsonb_build_object(
      'table', v_request.target_schema || '.' || v_request.target_table,
      'old_status', note_step.old_status,
      'new_status', v_request.status,
      'revision', v_request.revision_number,
      'content_hash', v_request.content_hash,
      'policy_version', v_request.policy_version
    )
  );
end;
$$;

comment on function specql_governance.note_step(bigint, text, jsonb, text) is
  'One row of the outbox and one entry of the ledger''s stream governance, in this transaction.';
