-- 011434  specql_governance.request_parts()
-- Reads what a user submits: camel case or snake case, each part checked for its type and length.

create or replace function specql_governance.request_parts(request jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_metadata constant jsonb := coalesce(request -> 'requestMetadata', request -> 'request_metadata', '{}');
  v_schema   constant jsonb := nullif(coalesce(request -> 'schemaJson', request -> 'schema_json'), 'null');
  v_changes  constant jsonb := nullif(request -> 'operations', 'null');
  v_name     text;
  v_target   jsonb;
begin
  if jsonb_typeof(request) is distinct from 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'a schema request must be a JSON object',
      hint = 'For example {"tableName": "widgets", "schemaJson": {…}, "requestMetadata": {"justification": "…"}}.',
      column = 'request';
  end if;
  if length(request::text) > 1000000 then
    raise exception using
      errcode = 'SG103',
      message = 'the request is too long',
      detail = 'A request has at most 1000000 characters.',
      hint = 'Ask for less in one request.',
      column = 'request';
  end if;
  perform specql_governance.checked_json(v_metadata, 'object', 'requestMetadata');
  perform specql_governance.checked_json(v_schema, 'object', 'schemaJson');
  perform specql_governance.checked_json(v_changes, 'array', 'operations');
  if (v_schema is null) = (v_changes is null) then
    raise exception using
      errcode = case when v_schema is null then 'SG102' else 'SG112' end,
      message = case
        when v_schema is null then 'schemaJson is missing' else 'schemaJson and operations exclude each other'
      end,
      hint = 'Give the whole wanted table as schemaJson, or a list of changes as operations.',
      column = 'schemaJson';
  end if;

  v_name := specql_governance.text_in(request, array['tableName', 'table_name'], 'tableName', 130);
  v_target := specql_governance.checked_target(
    coalesce(v_name, v_schema ->> 'tableName', v_schema ->> 'table_name'),
    specql_governance.text_in(request, array['schema'], 'schema', 63)
  );
  perform specql_governance.refuse_other_name(v_schema, v_target);

  return v_target || jsonb_build_object(
    'kind', case
      when v_changes is not null or request ->> 'kind' = 'change' then 'change' else 'create'
    end,
    'schemaJson', v_schema,
    'operations', v_changes,
    'owner', specql_governance.text_in(request, array['owner'], 'owner', 200),
    'domain', specql_governance.text_in(request, array['domain'], 'domain', 63),
    'subdomain', specql_governance.text_in(request, array['subdomain'], 'subdomain', 63),
    'entity', specql_governance.text_in(request, array['entity', 'entityName', 'entity_name'], 'entity', 63),
    'metadata', v_metadata,
    'source', request -> 'source',
    'requested_by', specql_governance.text_in(
      v_metadata, array['requestedBy', 'requested_by'], 'requestMetadata.requestedBy', 200),
    'justification', specql_governance.text_in(
      v_metadata, array['justification'], 'requestMetadata.justification', 10000),
    'related_issue', specql_governance.text_in(
      v_metadata, array['relatedIssue', 'related_issue'], 'requestMetadata.relatedIssue', 500)
  );
end;
$$;

comment on function specql_governance.request_parts(jsonb) is
  'A request''s parts under fixed names: schema, table, kind, schemaJson, operations, owner, domain, subdomain, entity, '
  'metadata, source, requested_by, justification, related_issue. SG102, SG103, SG105, SG112: the input is wrong.';
