-- 032151  app.record_fact()
-- States a fact.

create or replace function app.record_fact(input jsonb)
  returns app.structured_facts
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('structured_facts', input, '{}', '{document_id}');
  v_id     uuid;
  v_result app.structured_facts;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  if coalesce(v_row ->> 'object', v_row ->> 'json_payload') is null then
    raise exception using
      errcode = 'SG102',
      message = 'the fact is missing',
      hint = 'Give subject, predicate and object, or fact_type and json_payload.',
      column = 'object';
  end if;
  if coalesce(input -> 'document_id', 'null') <> 'null' then
    v_row := v_row || jsonb_build_object('fk_raw_document',
      memory.found_row('raw_document', memory.checked_uuid(input -> 'document_id', 'document_id'), 'document_id'));
  end if;
  v_id := memory.insert_row('structured_fact', v_row);
  select r.* into v_result from app.structured_facts as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.record_fact(jsonb) is
  'Makes a row of {org_id, document_id, subject, predicate, object, fact_type, json_payload, occurred_at}. SG102, SG103, SG120, SG122: the input. SG212: no such document. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.record_fact(jsonb) to specql_author, specql_agent;
