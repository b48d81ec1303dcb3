-- 01179B  specql_cutover.import_legacy_row()
-- Keeps a row as it is: of a table that has no counterpart here, or of a type, which has a registry of its own.

create or replace function specql_cutover.import_legacy_row(
  run bigint, kind text, source_table text, key text, entry jsonb, path text, line integer,
  context jsonb default '{}'
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', entry, 'run', run);
  v_known   record;
  v_outcome text := 'unchanged';
  v_changes jsonb := '[]';
begin
  select l.pk_legacy_row, l.row
  into v_known
  from specql_cutover.tb_legacy_row as l
  where l.kind = import_legacy_row.kind and l.source_table = import_legacy_row.source_table and l.row_key = key;
  if not found or v_known.row <> entry then
    v_changes := case import_legacy_row.source_table
      when 'universal_types' then specql_cutover.import_library_type(entry, context ->> 'postgres_type')
      when 'type_mappings' then specql_cutover.import_library_mapping(run, entry)
      else '[]'
    end;
  end if;
  if v_known.pk_legacy_row is null then
    insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, row, legacy)
    values (import_legacy_row.kind, import_legacy_row.source_table, key, entry, v_file);
    v_outcome := case when v_changes = '[]' then 'imported' else 'changed' end;
  elsif v_known.row <> entry then
    update specql_cutover.tb_legacy_row as l set row = entry, legacy = v_file where l.pk_legacy_row = v_known.pk_legacy_row;
    v_outcome := case when v_changes = '[]' then 'updated' else 'changed' end;
    select v_changes || jsonb_agg(jsonb_build_object(
      'field', k.key, 'old', v_known.row -> k.key, 'new', entry -> k.key,
      'why', 'the file has changed since the last import'
    ) order by k.key)
    into v_changes
    from (select jsonb_object_keys(v_known.row) union select jsonb_object_keys(entry)) as k (key)
    where v_known.row -> k.key is distinct from entry -> k.key;
  end if;
  perform specql_cutover.note_row(run, import_legacy_row.source_table, path, line, v_outcome, v_changes, entry);
end;
$$;

comment on function specql_cutover.import_legacy_row(bigint, text, text, text, jsonb, text, integer, jsonb) is
  'Keeps the row in tb_legacy_row under its table and key, registers it where it is a type or a mapping, and notes it.';
