-- 011B4A  specql_cutover.document_rows()
-- The rows of a store's file that is given as one document.

create or replace function specql_cutover.document_rows(kind text, document jsonb)
  returns table (source_table text, ordinal bigint, row_key text, content jsonb)
  language plpgsql
  stable
as $$
#variable_conflict use_column
begin
  if jsonb_typeof(document) is distinct from 'object'
    or kind = 'memory' and jsonb_typeof(document -> 'tables') is distinct from 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'the document must be a JSON object' || case kind when 'memory' then ' with tables' else '' end,
      hint = case kind when 'memory' then 'For example {"tables": {"memory_entities": {"columns": ["id"], "rows": [{"id": "e1"}]}}}.'
        else 'Give what the store wrote into its file.' end,
      column = 'document';
  end if;
  if kind = 'memory' then
    return query
    select t.key, e.n, coalesce(e.value ->> '$key', specql_cutover.legacy_key(kind, t.key, c.content, e.n::text)), c.content
    from jsonb_each(document -> 'tables') as t
      cross join lateral (select specql_cutover.library_rows(t.value) as list) as r
      cross join lateral jsonb_array_elements(case jsonb_typeof(r.list) when 'array' then r.list else '[]' end)
        with ordinality as e (value, n)
      cross join lateral (
        select case when jsonb_typeof(e.value) = 'object' and e.value ? '$value' then e.value -> '$value' else e.value end as content
      ) as c;
    return;
  end if;
  return query
  select t.key, e.n, specql_cutover.legacy_key(kind, t.key, e.value,
    case when t.key in ('projects', 'edges', 'github_contributes_to') then '#' else '' end || e.n::text), e.value
  from jsonb_each(document) as t
    cross join lateral jsonb_array_elements(t.value) with ordinality as e (value, n)
  where jsonb_typeof(t.value) = 'array'
  union all
  select 'document', row_number() over (order by t.key collate "C"), t.key, t.value
  from jsonb_each(document) as t
  where jsonb_typeof(t.value) <> 'array';
end;
$$;

comment on function specql_cutover.document_rows(text, jsonb) is
  'One row for each legacy row: table, place from 1, key, content. SG112: the document is no object, or a memory workspace without tables.';
