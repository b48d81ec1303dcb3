-- 01174A  specql_cutover.merge_row()
-- Merges a row of a file into the row that the database has.

create or replace function specql_cutover.merge_row(
  target    regclass,
  pk_column text,
  pk        bigint,
  fields    jsonb,
  legacy    jsonb,
  file      jsonb,
  columns   jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_column  record;
  v_merged  record;
  v_changes jsonb := '[]';
  v_sets    text := '';
  v_known   text[] := '{}';
begin
  for v_column in select c.key as name, c.value ->> 0 as field, c.value -> 1 as value, c.value -> 2 as last from jsonb_each(columns) as c loop
    v_known := v_known || v_column.field;
    v_merged := specql_cutover.merge_field(
      field => v_column.field, in_file => v_column.value, last_time => v_column.last,
      in_base => coalesce(fields -> v_column.name, 'null')
    );
    if v_merged.change is not null then
      v_changes := v_changes || v_merged.change;
    end if;
    if v_merged.action = 'update' then
      v_sets := v_sets || format('%I = (jsonb_populate_record(null::%s, $1)).%I, ', v_column.name, target, v_column.name);
    end if;
  end loop;

  -- Keys without a column live in legacy.
  select v_changes || coalesce(jsonb_agg(jsonb_build_object(
    'field', k.key, 'old', legacy -> 'entry' -> k.key, 'new', file -> 'entry' -> k.key,
    'why', 'the file has changed since the last import'
  )), '[]')
  into v_changes
  from (
    select jsonb_object_keys(coalesce(legacy -> 'entry', '{}')) union select jsonb_object_keys(file -> 'entry')
  ) as k (key)
  where k.key <> all (v_known)
    and legacy -> 'entry' -> k.key is distinct from file -> 'entry' -> k.key;

  -- A file that says what the database says need not be remembered anew.
  if v_changes <> '[]' then
    execute format('update %s set %slegacy = coalesce(legacy, ''{}'') || $2 where %I = $3', target, v_sets, pk_column)
    using (select jsonb_object_agg(c.key, c.value -> 1) from jsonb_each(columns) as c), file, pk;
  end if;
  return v_changes;
end;
$$;

comment on function specql_cutover.merge_row(regclass, text, bigint, jsonb, jsonb, jsonb, jsonb) is
  'Merges three ways, field by field. columns: {column: [field of the file, value, value of the last import]}; fields: the row as it is; legacy: '
  'what the last import read; file: what this one reads, {key, entry}. Returns the changes [{field, old, new, why}], [] where '
  'there are none.';
