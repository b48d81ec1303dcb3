-- 031431  app.submit_schema_request()
-- Asks for a table, or for a change to one.

create or replace function app.submit_schema_request(request jsonb)
  returns app.schema_requests
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling what runs once costs more than running it.
  set jit = off
as $$
declare
  v_id      uuid;
  v_request specql_governance.tb_schema_request;
  v_row     app.schema_requests;
begin
  if jsonb_typeof(request) = 'object' and request ? 'draft_id' then
    v_request := specql_governance.locked_request(specql_governance.uuid_in(request, 'draft_id'));
    perform specql_governance.refuse_stranger(request => v_request, admin_may => false);
    v_id := v_request.id;
  else
    v_id := (specql_governance.add_draft(submit_schema_request.request)).id;
    v_request := specql_governance.locked_request(v_id);
    if v_request.justification is null then
      raise exception using
        errcode = 'SG102',
        message = 'requestMetadata.justification is missing',
        hint = 'Say why the table is wanted: whoever reviews the request will ask.',
        column = 'requestMetadata.justification';
    end if;
  end if;
  if v_request.status <> 'draft' then
    perform specql_governance.refuse(
      'SG370', format('a request that is %s cannot be submitted', v_request.status),
      format('It is request %s.', v_request.id), 'Only a draft is submitted.', 'draft_id', v_request.id);
  end if;
  perform specql_governance.refuse_violations(
    (specql_governance.current_revision(v_request.pk_schema_request)).violations);
  if v_request.request_kind = 'create' then
    perform specql_governance.refuse_taken_table(v_request.target_schema, v_request.target_table);
  end if;
  perform specql_governance.move_request(v_request.pk_schema_request, 'requested');

  select r.* into v_row from app.schema_requests as r where r.id = v_id;
  return v_row;
end;
$$;

comment on function app.submit_schema_request(jsonb) is
  'Submits {tableName, owner, schemaJson | operations, domain, subdomain, entity, requestMetadata {requestedBy, '
  'justification, relatedIssue}} or {draft_id}. Warnings are kept with the request; an error refuses it. SG102, SG103, '
  'SG105, SG112: the input is wrong. SG371, SG372: the table exists or is promised. SG450: a reserved schema. SG500: a '
  'rule is broken; the detail lists the violations as JSON.';

grant execute on function app.submit_schema_request(jsonb) to specql_author, specql_agent;
