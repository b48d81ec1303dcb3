-- 012142  memory.raw_document_cells()
-- The cells of a row as a legacy file would have them.

create or replace function memory.raw_document_cells(r memory.tb_raw_document)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'id', r.pk_raw_document,
    'org_id', r.org_id,
    'title', r.title,
    'content', r.content,
    'source', r.source,
    'source_type', r.source_type,
    'source_path', r.source_path,
    'ingested_at', memory.time_cell(r.ingested_at),
    'created_at', memory.time_cell(r.created_at),
    'updated_at', memory.time_cell(r.updated_at)
  );
$$;

comment on function memory.raw_document_cells(memory.tb_raw_document) is
  'Every cell that a file of any known shape has, from the columns alone: what the file said verbatim is not looked at.';
