-- 012152  memory.structured_fact_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.structured_fact_cells(r memory.tb_structured_fact)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_structured_fact,
    'org_id', r.org_id,
    'doc_id', r.fk_raw_document,
    'subject', r.subject,
    'predicate', r.predicate,
    'object', r.object,
    'fact_type', r.fact_type,
    'json_payload', r.json_payload::text,
    'occurred_at', memory.time_cell(r.occurred_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.structured_fact_cells(memory.tb_structured_fact) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
