-- 011797  specql_cutover.library_key()
-- What makes two rows of a legacy library the same row.

create or replace function specql_cutover.library_key(source_table text, entry jsonb)
  returns text
  language sql
  immutable
as $$
  select case when count(*) filter (where f.field in ('entity_name')) = 0 and jsonb_typeof(entry) = 'object'
    then string_agg(coalesce(case f.kind when 'name' then common.name_key(entry ->> f.field) else entry ->> f.field end, ''), e'\n' order by f.field)
  end
  from specql_cutover.library_fields() as f
  where f.source_table = library_key.source_table and f.is_key;
$$;

comment on function specql_cutover.library_key(text, jsonb) is
  'The values that must differ among the rows of a table, names as they are compared; null where rows may be alike.';
