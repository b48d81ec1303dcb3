-- 032141  app.ingest_document()
-- Takes a document in.

create or replace function app.ingest_document(input jsonb)
  returns app.raw_documents
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('raw_documents', input, '{content}', '{}');
  v_id     uuid;
  v_result app.raw_documents;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id'));
  v_row := jsonb_build_object('ingested_at', clock_timestamp()) || v_row;
  v_id := memory.insert_row('raw_document', v_row);
  select r.* into v_result from app.raw_documents as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.ingest_document(jsonb) is
  'Makes a row of {content, org_id, title, source, source_type, source_path, ingested_at}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.ingest_document(jsonb) to specql_author, specql_agent;
