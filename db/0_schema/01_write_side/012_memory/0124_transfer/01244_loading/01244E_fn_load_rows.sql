-- 01244E  memory.load_rows()
-- Takes a batch of rows of a memory file.

create or replace function memory.load_rows(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put       constant boolean := options ->> 'mode' = 'put';
  v_zone      constant text := coalesce(options ->> 'zone', 'UTC');
  v_count     constant integer := jsonb_array_length(rows);
  v_cells     text[];
  v_shape     bigint;
  v_unknown   text[];
  v_statement text;
  v_outcomes  jsonb := '[]';
  v_counts    jsonb;
  v_some      boolean;
begin
  if not exists (select from memory.source_columns(load_rows.source_table)) then
    return memory.load_legacy_rows(run, source_table, first_ordinal, rows, options);
  end if;
  if v_count = 0 then
    return '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  end if;
  v_cells := array(select jsonb_object_keys(rows #> '{0,content}'));
  v_shape := memory.shape_of(source_table, v_cells, not v_put);
  v_unknown := array(
    select c from unnest(v_cells) as c
    where c not in (select k.cell from memory.known_cells(load_rows.source_table, v_cells) as k where k.cell is not null)
  );

  if v_put then
    select jsonb_agg(memory.load_row(
      load_rows.source_table, r.source_row,
      memory.shape_of(load_rows.source_table, array(select jsonb_object_keys(r.source_row -> 'content')), false), run, options))
    into v_outcomes
    from jsonb_array_elements(load_rows.rows) as r (source_row);
  else
    execute format('select exists (select from memory.%I as v where v.row_key = any ($1))', 'lr_memory_' || source_table)
    into v_some
    using array(select r ->> 'key' from jsonb_array_elements(rows) as r);
    -- A key that stood before is said by the reader, wherever it stood.
    if not v_some and not jsonb_path_exists(rows, '$[*].nth') then
      -- Nearly always all is new and as it should be.
      v_outcomes := memory.load_part(source_table, rows, memory.load_statement(source_table, v_cells, v_zone, false),
        v_shape, v_unknown, run, options);
    else
      v_outcomes := memory.load_among(run, source_table, rows, options, v_shape, v_unknown, v_cells);
    end if;
  end if;
  perform memory.raise_sequence(source_table, rows);
  return memory.note_outcomes(run, source_table, first_ordinal, rows, v_outcomes);
end;
$$;

comment on function memory.load_rows(bigint, text, bigint, jsonb, jsonb) is
  'The load function of the store memory: see specql_cutover.define_legacy_table(). Rows that are new and as they should be go in '
  'by one statement; others are taken by themselves. SG122, SG220, SG316: why rows are rejected, or, in mode put, refused.';
