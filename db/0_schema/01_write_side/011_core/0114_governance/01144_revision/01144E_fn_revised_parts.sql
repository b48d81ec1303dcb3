-- 01144E  specql_governance.revised_parts()
-- The parts of a revision: what was there before, with the wanted table or the changes said anew.

create or replace function specql_governance.revised_parts(
  request specql_governance.tb_schema_request,
  content jsonb,
  wanted  jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_body constant jsonb := case
    when jsonb_typeof(wanted) = 'array' then jsonb_build_object('operations', wanted)
    when wanted ? 'operations' or wanted ? 'schemaJson' or wanted ? 'schema_json' then wanted
    else jsonb_build_object('schemaJson', wanted)
  end;
  v_parts jsonb;
begin
  v_parts := specql_governance.request_parts(jsonb_build_object(
    'tableName', request.target_table,
    'schema', request.target_schema,
    'kind', request.request_kind,
    'schemaJson', coalesce(v_body -> 'schemaJson', v_body -> 'schema_json'),
    'operations', v_body -> 'operations'
  ));
  if v_parts ->> 'kind' <> request.request_kind then
    raise exception using
      errcode = 'SG112',
      message = 'a request for a new table is not revised into one for a change',
      hint = 'Withdraw it and submit another.',
      column = 'schema_json';
  end if;
  return content || jsonb_build_object(
    'schemaJson', v_parts -> 'schemaJson', 'operations', v_parts -> 'operations');
end;
$$;

comment on function specql_governance.revised_parts(specql_governance.tb_schema_request, jsonb, jsonb) is
  'The content of the next revision. wanted is a table, a list of operations, or an object that holds one of them. SG112: '
  'it is neither, or about another table.';
