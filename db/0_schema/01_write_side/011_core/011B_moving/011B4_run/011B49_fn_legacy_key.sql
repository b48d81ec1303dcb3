-- 011B49  specql_cutover.legacy_key()
-- The key of a row of a legacy file.

create or replace function specql_cutover.legacy_key(kind text, source_table text, content jsonb, otherwise text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_key text;
begin
  v_key := case
    when kind = 'network' and source_table = 'projects'
      then lower(content ->> 'ecosystem') || '/' || lower(content ->> 'name')
    when kind = 'network' and source_table = 'edges'
      then lower(content #>> '{0,0}') || '/' || lower(content #>> '{0,1}') || ' > '
        || lower(content #>> '{1,0}') || '/' || lower(content #>> '{1,1}')
    when kind = 'network' and source_table = 'github_contributes_to'
      then (content ->> 0) || ' > ' || lower(content #>> '{1,0}') || '/' || lower(content #>> '{1,1}')
    when source_table <> 'document' and jsonb_typeof(content -> 'id') in ('string', 'number') then content ->> 'id'
  end;
  return coalesce(v_key, otherwise);
end;
$$;

comment on function specql_cutover.legacy_key(text, text, jsonb, text) is
  'What the contract of the stores calls row_key; the text given where the row has none of its own.';
