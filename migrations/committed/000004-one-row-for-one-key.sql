--! Previous: sha1:b7feb8317b6145e73824aeb362f856955d5f6522
--! Hash: sha1:c4c33a66d9aedd33a55b0a95f599d04bed188b7c
--! Message: one row for one key

set local role specql_owner;

drop function if exists memory.judged_rows(text, jsonb);
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4D_fn_tables_thought_empty.sql
-- 011B4D  specql_cutover.tables_thought_empty()
-- Tables that the planner takes for empty, whatever they hold.

create or replace function specql_cutover.tables_thought_empty(target regclass)
  returns regclass[]
  language sql
  stable
as $$
  select array(
    select c.oid::regclass
    from pg_class as t
      join pg_class as c on c.relnamespace = t.relnamespace
    where t.oid = target
      and c.relkind = 'r'
      -- The planner reckons rows for each page, as they were when the table was last vacuumed or analyzed: none for each remains none.
      and c.reltuples = 0
      and (c.oid = target or pg_relation_size(c.oid) > 0)
    order by c.oid
  );
$$;

comment on function specql_cutover.tables_thought_empty(regclass) is
  'The target, and others in its schema that have pages, if the statistics say that they had no rows. So they do of a table that was '
  'analyzed while nothing in it was committed: a dry run, autovacuum after it, and the import itself are enough for that. Joins of such '
  'tables are planned as nested loops, which go through all of one side for each row of the other.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4D_fn_tables_thought_empty.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4E_fn_analyze_tables.sql
-- 011B4E  specql_cutover.analyze_tables()
-- Has tables counted.

create or replace function specql_cutover.analyze_tables(tables regclass[])
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table regclass;
begin
  foreach v_table in array tables loop
    -- Never waited for: who waits for somebody else's transaction here could be what that one waits for.
    execute format('analyze (skip_locked) %s', v_table);
  end loop;
end;
$$;

comment on function specql_cutover.analyze_tables(regclass[]) is
  'Rows of this transaction are counted too. Until it ends nobody else can analyze these tables, who would count none of them.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B4E_fn_analyze_tables.sql
--! Included 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B43_fn_take_batch.sql
-- 011B43  specql_cutover.take_batch()
-- Takes rows of one table in, and compares what the table then renders with what the file has.

create or replace function specql_cutover.take_batch(
  run specql_cutover.tb_import_run, source_table text, first_ordinal bigint, rows jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table  constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_rows   constant bigint := jsonb_array_length(rows);
  v_empty  constant regclass[] := specql_cutover.tables_thought_empty(v_table.target_table::regclass);
  v_loops  constant text := current_setting('enable_nestloop');
  v_next   bigint;
  v_bulk   boolean;
  v_batch  bigint;
  v_counts jsonb;
  v_reject bigint;
begin
  -- Whoever sends the same batch twice waits here, and then finds it taken.
  perform pg_advisory_xact_lock(hashtextextended('specql_cutover.take_batch ' || source_table, run.pk_import_run));
  select coalesce(max(b.first_ordinal + b.row_count), 1)
  into v_next
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run and b.source_table = take_batch.source_table;
  if first_ordinal < v_next then
    return jsonb_build_object('next', v_next, 'taken', false);
  end if;
  if first_ordinal > v_next then
    raise exception using
      errcode = 'SG326',
      message = format('row %s of %s does not follow: row %s does', first_ordinal, source_table, v_next),
      hint = 'app.begin_import() says where to go on.', column = 'first_ordinal';
  end if;

  -- Counted, not claimed: what the run has brought with this batch.
  select coalesce(sum(b.row_count), 0) + v_rows > 1000
  into v_bulk
  from specql_cutover.tb_import_batch as b
  where b.fk_import_run = run.pk_import_run;
  insert into specql_cutover.tb_import_batch (fk_import_run, source_table, first_ordinal, row_count, is_bulk, bulk_xid)
  values (run.pk_import_run, take_batch.source_table, take_batch.first_ordinal, v_rows,
    v_bulk, case when v_bulk then pg_current_xact_id() end)
  returning pk_import_batch into v_batch;
  if v_empty <> '{}' then
    perform set_config('enable_nestloop', 'off', true);
  end if;
  select coalesce(max(j.pk_import_reject), 0) into v_reject from specql_cutover.tb_import_reject as j;
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run.pk_import_run, source_table, first_ordinal, rows,
    jsonb_build_object('mode', 'import', 'zone', run.options ->> 'timezone', 'dry_run', run.options -> 'dry_run');
  if v_rows <> (
    select coalesce(sum((v_counts ->> c.name)::bigint), 0)
    from unnest('{imported,updated,unchanged,changed,rejected}'::text[]) as c (name)
  ) then
    raise exception using
      errcode = 'SG329',
      message = format('the rows of %s were not all accounted for', source_table),
      detail = format('%s were given, the counts are %s.', v_rows, v_counts),
      hint = 'This is a mistake in SpecQL. Nothing of this batch was written.';
  end if;
  perform specql_cutover.compare_batch(run, v_batch, source_table, rows, v_counts, v_reject);
  if v_empty <> '{}' then
    perform set_config('enable_nestloop', v_loops, true);
    -- The next batch finds them counted, unless somebody is at it right now.
    perform specql_cutover.analyze_tables(specql_cutover.tables_thought_empty(v_table.target_table::regclass));
  end if;
  return v_counts || jsonb_build_object('next', first_ordinal + v_rows, 'taken', true);
end;
$$;

comment on function specql_cutover.take_batch(specql_cutover.tb_import_run, text, bigint, jsonb) is
  'Returns the counts, next (the row that follows) and taken: false where the batch had been taken in before. SG236: the store has no such table. '
  'SG326: rows before these are missing. SG329: the counts do not add up to the rows.';
--! EndIncluded 0_schema/01_write_side/011_core/011B_moving/011B4_run/011B43_fn_take_batch.sql
--! Included 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012184_fn_index_memories.sql
-- 012184  memory.index_memories()
-- Makes searchable what a bulk import brought.

create or replace function memory.index_memories()
  returns bigint
  language plpgsql
  volatile
  set maintenance_work_mem = '256MB'
  set jit = off
  -- Of a table that was empty when it was last vacuumed the planner thinks that nothing is faster than to read all of it for each
  -- row, and the rows come while it is read: 50,000 took 82 seconds.
  set enable_nestloop = off
as $$
declare
  -- An index is built in a fraction of the time that it takes to fill one row by row.
  v_anew  constant boolean := (select count(*) from (select from memory.tb_search_text limit 10001) as t) <= 10000
    and (select count(*) from (select from memory.tb_memory_entity limit 50001) as e) > 50000;
  v_count bigint;
begin
  perform common.refuse_partial_sight();
  if v_anew then
    drop index if exists memory.ix_tb_search_text__content, memory.ix_tb_search_text__search_vector;
  end if;
  insert into memory.tb_search_text (pk_search_text, content)
  select e.pk_memory_entity, e.content
  from memory.tb_memory_entity as e
  where e.content is not null
    and not exists (select from memory.tb_search_text as t where t.pk_search_text = e.pk_memory_entity)
  on conflict on constraint pk_tb_search_text do nothing;
  get diagnostics v_count = row_count;
  if v_anew then
    perform memory.make_search_indexes();
  end if;
  return v_count;
end;
$$;

comment on function memory.index_memories() is
  'Copies the texts that are not in memory.tb_search_text yet, and returns how many. Where nearly all are new the indexes are built '
  'anew; searches wait for that. SG405: the caller does not see all memories.';
--! EndIncluded 0_schema/01_write_side/012_memory/0121_workspace/01218_search_text/012184_fn_index_memories.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
-- 01244D  memory.judged_rows()
-- What is to be done with each row of a batch.

create or replace function memory.judged_rows(run bigint, source_table text, rows jsonb)
  returns table (verdict text, row_key text, source_row jsonb, old_content jsonb)
  language plpgsql
  stable
as $$
declare
  v_table  text;
  v_key    text;
  v_orphan text;
begin
  select max(c.table_name), max(c.column_name) filter (where c.kind = 'id'),
    string_agg(format(
      ' or (s.content ->> %1$L ~ ''^-?\d{1,18}$'' and not exists (select from memory.%2$I as p where p.%3$I = (s.content ->> %1$L)::bigint))',
      c.cells[1], 'tb_' || c.parent, 'pk_' || c.parent), '') filter (where c.parent is not null)
  into v_table, v_key, v_orphan
  from memory.source_columns(judged_rows.source_table) as c;

  return query execute format(
    'select case
         when s.nth > 1 or (s.source_row ->> ''nth'')::bigint > 1 then ''twice''
         when t.identifier is null then case when false %3$s then ''orphan'' else ''new'' end
         when v.content::text = s.content::text or (v.content || (t.legacy -> ''base''))::text = s.content::text then ''unchanged''
         when t.import_run = $2 then ''twice''
         when t.import_run is null or t.legacy ? ''base'' then ''newer''
         else ''other''
       end, s.key, s.source_row, v.content
     from (
       select e.source_row ->> ''key'' as key, e.source_row -> ''content'' as content, e.source_row,
         row_number() over (partition by e.source_row ->> ''key'' order by e.place) as nth
       from jsonb_array_elements($1) with ordinality as e (source_row, place)
     ) as s
     left join memory.%1$I as t on t.identifier = s.key
     left join memory.%2$I as v on v.row_key = s.key',
    'tb_' || v_table, 'lr_memory_' || source_table, coalesce(v_orphan, ''))
  using rows, run;
end;
$$;

comment on function memory.judged_rows(bigint, text, jsonb) is
  'Per row: new; orphan; unchanged (as the database has it, or as the last import brought it); other (only the file changed); newer '
  '(the database changed too, or made the row itself); twice (the key stood before in the file: in this batch, as nth says, or in a row '
  'that this run has brought).';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244D_fn_judged_rows.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
-- 01244C  memory.refuse_orphan()
-- A row whose parent is missing names it.

create or replace function memory.refuse_orphan(field text, parent text, number bigint, needed boolean)
  returns void
  language plpgsql
  stable
as $$
declare
  v_there boolean := not needed;
begin
  if number is not null then
    execute format('select exists (select from memory.%I as p where p.%I = $1)', 'tb_' || parent, 'pk_' || parent)
    into v_there
    using number;
  end if;
  if not v_there then
    raise exception using
      errcode = 'SG220',
      message = format('%s names no %s', coalesce(field, 'the row'), replace(parent, '_', ' ')),
      detail = format('There is no %s with the id %s, in the file or here.', replace(parent, '_', ' '), coalesce(number::text, 'null')),
      hint = 'Add the row that it belongs to, or correct the reference.',
      column = coalesce(field, '');
  end if;
end;
$$;

comment on function memory.refuse_orphan(text, text, bigint, boolean) is 'SG220 where there is no such row; a reference that is not needed may be empty. Field is null where the file has no such column.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244C_fn_refuse_orphan.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
-- 01244B  memory.load_row()
-- Writes one row, cell by cell, and says what had to be done to it.

create or replace function memory.load_row(source_table text, source_row jsonb, shape bigint, run bigint, options jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_content constant jsonb := source_row -> 'content';
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_put     constant boolean := options ->> 'mode' = 'put';
  v_table   text;
  v_cell    record;
  v_values  jsonb := '{}';
  v_changes jsonb := '[]';
  v_value   record;
  v_extra   jsonb := v_content;
  v_old     jsonb;
  v_before  jsonb;
  v_base    jsonb;
  v_cells   jsonb;
  v_columns text;
  v_key     text;
  v_culprit text;
  v_message text;
  v_detail  text;
  v_code    text;
begin
  for v_cell in
    select k.*
    from memory.known_cells(load_row.source_table, array(select jsonb_object_keys(v_content))) as k
    order by k.place
  loop
    v_table := v_cell.table_name;
    v_value := memory.cell_value(v_cell.kind, v_content -> v_cell.cell, v_zone, v_cell.cell);
    if v_cell.kind = 'id' then
      v_key := v_cell.column_name;
      if v_value.value is null then
        perform memory.refuse_cell('id', v_content -> 'id', 'a whole number');
      elsif v_value.value #>> '{}' is distinct from source_row ->> 'key' then
        -- '007' and '7' are two rows of the file, and would be one here.
        perform memory.refuse_cell('id', v_content -> 'id', 'a whole number in plain digits, and the key of its row');
      end if;
    elsif v_cell.parent is not null then
      perform memory.refuse_orphan(v_cell.cell, v_cell.parent, (v_value.value #>> '{}')::bigint, v_cell.kind = 'ref');
    end if;
    v_values := v_values || jsonb_build_object(v_cell.column_name, case
      when v_cell.kind = 'stamp' then coalesce(v_value.value, to_jsonb(clock_timestamp())) else v_value.value end);
    v_extra := case when v_cell.cell is null then v_extra else v_extra - v_cell.cell end;
    if v_value.why is not null then
      v_changes := v_changes || jsonb_build_array(jsonb_build_object(
        'field', v_cell.cell, 'old', v_content -> v_cell.cell, 'new', v_value.value, 'why', v_value.why));
    end if;
  end loop;

  execute format('select memory.%I(jsonb_populate_record(null::memory.%I, $1))', v_table || '_cells', 'tb_' || v_table)
  into v_cells
  using v_values;
  execute format(
    'select to_jsonb(t) from memory.%I as t where t.%I = $1 for no key update', 'tb_' || v_table, v_key)
  into v_old
  using (v_values ->> v_key)::bigint;
  if not v_put and (v_old ->> 'import_run')::bigint = run then
    raise exception using errcode = 'SG316', message = 'the key stands twice in the file', column = 'id';
  end if;
  execute format('select v.content from memory.%I as v where v.row_key = $1', 'lr_memory_' || source_table)
  into v_before
  using v_old ->> 'identifier';
  if v_put and v_old ->> 'import_run' is not null then
    -- What the last import said stays known, or the next one would take this row for the file's.
    v_base := v_before || coalesce(v_old #> '{legacy,base}', '{}');
    v_base := (select jsonb_object_agg(b.key, b.value) from jsonb_each(v_base) as b
      where (v_content -> b.key)::text is distinct from b.value::text);
  end if;
  v_values := v_values || jsonb_build_object(
    'shape', shape,
    'legacy', memory.held_cells(memory.raw_cells(v_content - array(select jsonb_object_keys(v_extra)), v_cells), v_extra, v_base)
  );

  if v_old is null then
    v_values := v_values || jsonb_build_object('import_run', run, 'created_by', common.current_actor(), 'updated_by', common.current_actor());
    select string_agg(format('%I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k;
    execute format('insert into memory.%1$I (%2$s) select %2$s from jsonb_populate_record(null::memory.%1$I, $1)', 'tb_' || v_table, v_columns)
    using v_values;
  else
    v_values := jsonb_set(
      case when v_values -> 'legacy' = 'null' then v_values || '{"legacy": {}}' else v_values end, '{legacy,load}',
      jsonb_build_object('created_at', v_values -> 'created_at', 'updated_at', v_values -> 'updated_at'));
    select string_agg(format('%1$I = n.%1$I', k), ', ') into v_columns from jsonb_object_keys(v_values) as k where k <> v_key;
    execute format('update memory.%1$I as t set %2$s from jsonb_populate_record(null::memory.%1$I, $1) as n where t.%3$I = n.%3$I',
      'tb_' || v_table, v_columns, v_key)
    using v_values;
  end if;
  return jsonb_build_object('outcome', case when v_changes <> '[]' then 'changed' when v_old is null then 'imported' else 'updated' end,
    'row', source_row, 'changes', nullif(v_changes, '[]'), 'old', v_before);
exception when sqlstate 'SG122' or sqlstate 'SG220' or sqlstate 'SG316' or unique_violation or foreign_key_violation or check_violation then
  if v_put then
    raise;
  end if;
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_culprit = column_name;
  return jsonb_build_object('outcome', 'rejected', 'row', source_row,
    'code', case v_code when '23505' then 'SG316' when '23503' then 'SG220' when '23514' then 'SG122' else v_code end,
    'field', nullif(v_culprit, ''),
    'reason', case when v_code = '23505' then 'the number is taken by another row' else v_message end,
    'detail', case when v_code like 'SG%' then v_detail end);
end;
$$;

comment on function memory.load_row(text, jsonb, bigint, bigint, jsonb) is
  '{outcome, row, changes} or {outcome: rejected, row, code, field, reason, detail}; in mode put what is wrong is raised.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244B_fn_load_row.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
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
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01244_loading/01244E_fn_load_rows.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
-- 012451  memory.load_among()
-- Takes a batch some of whose rows are here: three ways are compared, the file then, the file now, and the database.

create or replace function memory.load_among(
  run          bigint,
  source_table text,
  rows         jsonb,
  options      jsonb,
  shape        bigint,
  unknown      text[],
  cells        text[]
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_zone    constant text := coalesce(options ->> 'zone', 'UTC');
  v_judged  jsonb;
  v_new     jsonb;
  v_changed jsonb;
  v_taken   jsonb;
  v_result  jsonb;
begin
  select
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'new'), '[]'),
    coalesce(jsonb_agg(j.source_row) filter (where j.verdict = 'other'), '[]'),
    coalesce(jsonb_agg(to_jsonb(j)) filter (where j.verdict not in ('new', 'unchanged')), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key)))
      filter (where j.verdict = 'unchanged'), '[]')
  into v_new, v_changed, v_judged, v_result
  from memory.judged_rows(load_among.run, load_among.source_table, load_among.rows) as j;

  v_result := v_result
    || memory.load_part(source_table, v_new, memory.load_statement(source_table, cells, v_zone, false), shape, unknown, run, options)
    || coalesce((
      select jsonb_agg(case j ->> 'verdict'
        when 'orphan' then memory.load_row(load_among.source_table, j -> 'source_row', load_among.shape, load_among.run, load_among.options)
        when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG316', 'field', 'id',
          'reason', 'the key stands twice in the file')
        else jsonb_build_object('outcome', 'rejected', 'row', j -> 'source_row', 'code', 'SG325', 'field', null,
          'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j ->> 'old_content', 500))
        end)
      from jsonb_array_elements(v_judged) as j
      where j ->> 'verdict' <> 'other'
    ), '[]');

  v_taken := memory.load_part(source_table, v_changed, memory.load_statement(source_table, cells, v_zone, true), shape, unknown, run, options);
  return v_result || v_taken || coalesce((
    -- What went in by the statement is told here; what was taken by itself has said so.
    select jsonb_agg(jsonb_build_object('outcome', 'updated', 'row', j -> 'source_row', 'old', j -> 'old_content', 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j #> array['old_content', c.key], 'new', c.value, 'why', 'the file has changed')
          order by c.key)
        from jsonb_each(j #> '{source_row,content}') as c
        where c.value::text is distinct from (j #> array['old_content', c.key])::text
      )))
    from jsonb_array_elements(v_judged) as j
    where j ->> 'verdict' = 'other'
      and not exists (select from jsonb_array_elements(v_taken) as t where t #>> '{row,key}' = j ->> 'row_key')
  ), '[]') || '[]';
end;
$$;

comment on function memory.load_among(bigint, text, jsonb, jsonb, bigint, text[], text[]) is
  'What became of each row that was not simply imported: [{outcome, row, changes, old}]. SG325 is the reason of a row that both sides '
  'changed: it is rejected, never overwritten.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012451_fn_load_among.sql
--! Included 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
-- 012453  memory.load_legacy_rows()
-- Takes a batch of rows of a table that nobody planned.

create or replace function memory.load_legacy_rows(
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
  v_put      constant boolean := options ->> 'mode' = 'put';
  v_actor    constant text := common.current_actor();
  -- Keys that are texts, though of digits, say nothing of the order: one column holds them, as texts, in every row.
  v_is_text  constant boolean := exists (
    select
    from jsonb_object_keys(rows #> '{0,content}') as c (cell)
    where not exists (
      select from jsonb_array_elements(rows) as r
      where r #> array['content', c.cell] is distinct from r -> 'key'
    )
  );
  v_outcomes jsonb;
begin
  -- Judged first, and written after: a statement sees what was there before it.
  with source as (
    select e.r ->> 'key' as row_key, e.r -> 'content' as content, e.r, e.place,
      row_number() over (partition by e.r ->> 'key' order by e.place) as nth
    from jsonb_array_elements(rows) with ordinality as e (r, place)
  ), judged as (
    select s.*, t.pk_legacy_row, t.row as old_row, case
        when s.nth > 1 then 'twice'
        when t.pk_legacy_row is null then 'new'
        when t.row::text = s.content::text or not v_put and (t.legacy -> 'base')::text = s.content::text then 'unchanged'
        when not v_put and t.import_run = run then 'twice'
        when not v_put and (t.import_run is null or t.legacy ? 'base') then 'newer'
        else 'other'
      end as verdict
    from source as s
      left join memory.tb_legacy_row as t on t.source_table = load_legacy_rows.source_table and t.row_key = s.row_key
  ), added as (
    insert into memory.tb_legacy_row (source_table, row_key, position, row, import_run, created_by, updated_by)
    select load_legacy_rows.source_table, j.row_key,
      case
        when not v_is_text and case when j.row_key ~ '^-?\d{1,19}$' then j.row_key::numeric between -9223372036854775808 and 9223372036854775807 end
          then j.row_key::bigint
        else coalesce(first_ordinal, (select max(t.position) + 1 from memory.tb_legacy_row as t where t.source_table = load_legacy_rows.source_table), 1) + j.place - 1 end,
      j.content, run, v_actor, v_actor
    from judged as j
    where j.verdict = 'new'
  ), updated as (
    update memory.tb_legacy_row as t
    set row = j.content,
      -- What the last import said stays known, unless this is one.
      legacy = case when v_put and t.import_run is not null
        then jsonb_build_object('base', coalesce(t.legacy -> 'base', t.row)) end
    from judged as j
    where j.verdict = 'other' and t.pk_legacy_row = j.pk_legacy_row
  )
  select jsonb_agg(case j.verdict
      when 'unchanged' then jsonb_build_object('outcome', 'unchanged', 'row', jsonb_build_object('key', j.row_key))
      when 'other' then jsonb_build_object('outcome', 'updated', 'row', j.r, 'old', j.old_row, 'changes', (
        select jsonb_agg(jsonb_build_object('field', c.key, 'old', j.old_row -> c.key, 'new', c.value, 'why', 'the file has changed') order by c.key)
        from jsonb_each(j.content) as c
        where c.value::text is distinct from (j.old_row -> c.key)::text))
      when 'twice' then jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG316', 'field', null,
        'reason', 'the key stands twice in the file')
      else jsonb_build_object('outcome', 'rejected', 'row', j.r, 'code', 'SG325', 'field', null,
        'reason', 'the row was changed here since the last import, and in the file too', 'detail', 'Here it is ' || left(j.old_row::text, 500))
    end order by j.place) filter (where j.verdict <> 'new')
  into v_outcomes
  from judged as j;
  return memory.note_outcomes(run, source_table, first_ordinal, rows, coalesce(v_outcomes, '[]'));
end;
$$;

comment on function memory.load_legacy_rows(bigint, text, bigint, jsonb, jsonb) is
  'As memory.load_rows(), into memory.tb_legacy_row: every cell as it is.';
--! EndIncluded 0_schema/01_write_side/012_memory/0124_transfer/01245_outcome/012453_fn_load_legacy_rows.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013431_fn_add_projects.sql
-- 013431  network.add_projects()
-- Adds the projects of a load that are new and say nothing but what the columns hold. Nearly all are like this.

create or replace function network.add_projects(run bigint, first_ordinal bigint, rows jsonb)
  returns bigint[]
  language plpgsql
  volatile
as $$
declare
  v_n       bigint[];
  v_content jsonb[];
  v_name    text[];
  v_system  text[];
  v_added   bigint[];
begin
  -- One passage fills all lists, so they agree in their order.
  select array_agg(w.n), array_agg(w.content),
    array_agg(lower(w.ecosystem collate "und-x-icu")), array_agg(lower(w.name collate "und-x-icu"))
  into v_n, v_content, v_system, v_name
  from (
    -- A key that stands twice is looked at by network.judged(), whatever the form of either row.
    select v.*, count(*) over (partition by v.key) as many
    from (
      select r.n, r.entry -> 'content' as content, c.ecosystem, c.name,
        lower(c.ecosystem || '/' || c.name collate "und-x-icu") as key,
        c.name <> '' and c.ecosystem <> '' and network.package_problem(c.ecosystem, c.name) is null
          and length(coalesce(c.dependency_count, '0')::text) <= 100
          and jsonb_typeof(coalesce(c.dependency_count, '0')) = 'number'
          -- As texts: a number where a text belongs, another key, or one that is missing are read with more care.
          and (r.entry -> 'content')::text = jsonb_build_object('name', c.name, 'ecosystem', c.ecosystem, 'version', c.version,
            'description', c.description, 'dependency_count', c.dependency_count)::text as is_plain
      from jsonb_array_elements(rows) with ordinality as r (entry, n)
        cross join lateral jsonb_to_record(case when jsonb_typeof(r.entry -> 'content') = 'object' then r.entry -> 'content' else '{}' end)
          as c (name text, ecosystem text, version text, description text, dependency_count jsonb)
      offset 0
    ) as v
  ) as w
  where w.is_plain and w.many = 1;
  if v_n is null then
    return '{}';
  end if;

  perform network.add_packages(v_system, v_name);
  with added as (
    insert into network.tb_project (fk_package, ecosystem, project_name, version, description, dependency_count, position, import_run, created_by, updated_by)
    select p.pk_package, s.content ->> 'ecosystem', s.content ->> 'name', s.content ->> 'version', s.content ->> 'description',
      (s.content ->> 'dependency_count')::numeric, first_ordinal + s.n - 1, run, w.actor, w.actor
    from unnest(v_n, v_content, v_system, v_name) as s (n, content, ecosystem, name)
      join network.tb_package as p on p.identifier = s.ecosystem || '/' || s.name
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
    where not exists (select from network.tb_project as t where t.fk_package = p.pk_package)
    order by s.n
    returning position
  )
  select coalesce(array_agg(a.position - first_ordinal + 1), '{}') into v_added from added as a;
  return v_added;
exception
  -- Another session adds one of them: the caller looks at each. To ask for conflicts costs a tenth of the time.
  when unique_violation then
    return '{}';
end;
$$;

comment on function network.add_projects(bigint, bigint, jsonb) is
  'The places, from 1, of the rows that were added. All others are left to the caller: what is here already, what stands twice in rows, '
  'and what has another form. Adds none where another session has just added one of them.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013431_fn_add_projects.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
-- 013433  network.cell_problem()
-- The first cell of a row that is not of the form that its column wants.

create or replace function network.cell_problem(content jsonb, forms jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_cell record;
  v_value jsonb;
  v_text text;
begin
  if jsonb_typeof(content) is distinct from 'object' then
    return network.problem('SG123', null, 'the row is no object');
  end if;
  for v_cell in select f.key, rtrim(f.value, '!') as form, f.value like '%!' as needed from jsonb_each_text(forms) as f loop
    v_value := nullif(content -> v_cell.key, 'null');
    v_text := v_value #>> '{}';
    if v_value is null or (v_text = '' and v_cell.form not in ('text', 'string')) then
      if v_cell.needed then
        return network.problem('SG102', v_cell.key, format('%s is missing', v_cell.key));
      end if;
    elsif (case v_cell.form
        when 'text' then jsonb_typeof(v_value) in ('object', 'array') or (v_cell.needed and v_text = '')
        when 'string' then jsonb_typeof(v_value) <> 'string' or v_text = ''
        when 'number' then network.money(v_value) is null
        when 'real' then network.money(v_value) is null or abs(network.money(v_value)) > 1e308
          or abs(network.money(v_value)) between 1e-999 and 1e-300
        when 'money' then network.money(v_value) is null
        when 'uuid' then v_text !~* '^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$'
        when 'time' then jsonb_typeof(v_value) <> 'string' or network.file_time(v_text, zone) is null
        else v_text <> all (string_to_array(v_cell.form, '|'))
      end) then
      return network.problem('SG123', v_cell.key, format('%s is not what it should be', v_cell.key),
        case v_cell.form
          when 'text' then 'It should be a text.'
          when 'string' then 'It should be a text in quotes.'
          when 'number' then 'It should be a number.'
          when 'real' then 'It should be a number that fits double precision.'
          when 'money' then 'It should be a decimal number, written as a text.'
          when 'uuid' then 'It should be a UUID.'
          when 'time' then 'It should be a time in ISO 8601.'
          else format('It should be one of %s.', replace(v_cell.form, '|', ', ')) end);
    end if;
  end loop;
  return null;
end;
$$;

comment on function network.cell_problem(jsonb, jsonb, text) is
  'Compares the cells with their forms: text (a number is one too), string, number, real, money, uuid, time, or the words that are possible, with | between '
  'them; an exclamation mark says that the cell is needed. Null where all is well.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013433_fn_cell_problem.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
-- 013434  network.parsed_row()
-- The columns of a row of the file.

create or replace function network.parsed_row(source_table text, content jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_forms jsonb := case source_table
    when 'projects' then '{"name": "string!", "ecosystem": "string!", "version": "text", "description": "text",
      "dependency_count": "number"}'
    when 'contributors' then '{"id": "uuid!", "type": "HUMAN|SYSTEM!", "name": "text!", "email": "text",
      "wallet_address": "text", "hourly_rate": "money", "created_at": "time"}'
    when 'assets' then '{"id": "uuid!", "type": "CODE|MODEL|CONTENT|DATA!", "description": "text", "total_cost": "money",
      "created_at": "time"}'
    when 'contributions' then '{"id": "uuid!", "contributor_id": "uuid!", "asset_id": "uuid!", "cost_amount": "money!",
      "coherence_score": "real", "timestamp": "time"}'
    when 'github_contributors' then '{"id": "text!", "source": "text", "login": "text!", "name": "text",
      "avatar_url": "text", "contributions_count": "number", "created_at": "time", "updated_at": "time"}'
    when 'github_organizations' then '{"id": "text!", "login": "text!", "type": "text", "name": "text",
      "avatar_url": "text", "created_at": "time", "updated_at": "time"}'
  end;
  -- Nearly every project is like this, and is not looked at cell by cell.
  v_is_plain constant boolean := source_table = 'projects'
    and jsonb_typeof(content -> 'name') = 'string' and content ->> 'name' <> ''
    and jsonb_typeof(content -> 'ecosystem') = 'string' and content ->> 'ecosystem' <> ''
    and coalesce(jsonb_typeof(content -> 'version'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'description'), 'null') in ('string', 'null')
    and coalesce(jsonb_typeof(content -> 'dependency_count'), 'null') in ('number', 'null')
    and coalesce(length(content ->> 'dependency_count'), 0) <= 100;
  v_problem constant jsonb := case when v_is_plain is not true then network.cell_problem(content, v_forms, zone) end;
  v_made constant timestamptz := case when source_table <> 'projects' then coalesce(
    network.file_time(content ->> case source_table when 'contributions' then 'timestamp' else 'created_at' end, zone),
    clock_timestamp()) end;
  v_contributor record;
  v_asset record;
begin
  if v_problem is not null then
    return v_problem;
  end if;
  case source_table
    when 'projects' then
      v_forms := network.package_problem(content ->> 'ecosystem', content ->> 'name');
      if v_forms is not null then
        return v_forms;
      end if;
      return jsonb_build_object('match', lower((content ->> 'ecosystem') || '/' || (content ->> 'name') collate "und-x-icu"),
        'ecosystem', content -> 'ecosystem', 'project_name', content -> 'name', 'version', content -> 'version',
        'description', content -> 'description', 'dependency_count', network.money(content -> 'dependency_count'));
    when 'contributors' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'contributor_type', content -> 'type', 'contributor_name', content -> 'name', 'email', content -> 'email',
        'wallet_address', content -> 'wallet_address', 'hourly_rate', network.money(content -> 'hourly_rate'), 'made_at', v_made);
    when 'assets' then
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'asset_type', content -> 'type', 'description', content -> 'description',
        'unattributed_cost', network.money(content -> 'total_cost'), 'made_at', v_made);
    when 'contributions' then
      select c.pk_contributor, c.id into v_contributor
      from network.tb_contributor as c where c.id = (content ->> 'contributor_id')::uuid;
      if not found then
        return network.problem('SG224', 'contributor_id', 'the contributor does not exist',
          'Register the contributor, then try the row again.');
      end if;
      select a.pk_asset, a.id into v_asset
      from network.tb_asset as a where a.id = (content ->> 'asset_id')::uuid;
      if not found then
        return network.problem('SG225', 'asset_id', 'the asset does not exist', 'Register the asset, then try the row again.');
      end if;
      return jsonb_build_object('match', (content ->> 'id')::uuid, 'id', (content ->> 'id')::uuid,
        'fk_contributor', v_contributor.pk_contributor, 'fk_asset', v_asset.pk_asset,
        'contributor_id', v_contributor.id, 'asset_id', v_asset.id,
        'cost_amount', network.money(content -> 'cost_amount'), 'metadata', nullif(content -> 'metadata', 'null'),
        'coherence_score', network.money(content -> 'coherence_score'), 'made_at', v_made);
    else
      if length(content ->> 'id') > 500 then
        return network.problem('SG123', 'id', 'the key of a GitHub account has 1 to 500 characters');
      end if;
      return jsonb_build_object('match', content -> 'id', 'github_id', content -> 'id', 'login', content -> 'login',
        'display_name', content -> 'name', 'avatar_url', content -> 'avatar_url', 'made_at', v_made,
        'renewed_at', network.file_time(content ->> 'updated_at', zone))
        || case source_table
          when 'github_contributors' then jsonb_build_object(
            'source', content -> 'source', 'contributions_count', network.money(content -> 'contributions_count'))
          else jsonb_build_object('organization_type', content -> 'type') end;
  end case;
end;
$$;

comment on function network.parsed_row(text, jsonb, text) is
  'The values of the columns by name, and match: what finds the row. Or the problem of the row.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/013434_fn_parsed_row.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343C_fn_load_edges.sql
-- 01343C  network.load_edges()
-- Brings edges of the legacy file into the graph.

create or replace function network.load_edges(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_n        bigint[];
  v_systems  text[];
  v_names    text[];
  v_from_key text[];
  v_to_key   text[];
  v_legacy   jsonb[];
  v_from     bigint[];
  v_to       bigint[];
  v_twice    bigint[];
  v_added    bigint := 0;
  v_judged   jsonb;
begin
  -- The ends in lower case, of all edges that have the form of one. One passage fills all lists, so they agree in their order.
  select array_agg(e.n), array_agg(e.ends[1]) || array_agg(e.ends[3]), array_agg(e.ends[2]) || array_agg(e.ends[4]),
    array_agg(e.ends[1] || '/' || e.ends[2]), array_agg(e.ends[3] || '/' || e.ends[4]), array_agg(e.legacy)
  into v_n, v_systems, v_names, v_from_key, v_to_key, v_legacy
  from (
    select p.n,
      case when p.is_plain then array[p.parts[2], p.parts[4], p.parts[6], p.parts[8]] else network.edge_ends(p.content) end as ends,
      case when not p.is_plain then network.edge_legacy(p.content) end as legacy
    from (
      -- Nearly every edge is small letters between quotes: [["npm", "a"], ["npm", "b"]] is divided as a text.
      select s.n, s.content, s.parts,
        s.written ~ '^\[\["[a-z0-9._-]+", "[a-z0-9@/._-]+"\], \["[a-z0-9._-]+", "[a-z0-9@/._-]+"\]\]$'
          and length(s.parts[2]) <= 100 and length(s.parts[6]) <= 100
          and length(s.parts[4]) <= 10000 and length(s.parts[8]) <= 10000 as is_plain
      from (
        select t.n, t.content, t.written, string_to_array(t.written, '"') as parts
        from (
          select r.n, r.entry -> 'content' as content, (r.entry -> 'content')::text as written
          from jsonb_array_elements(rows) with ordinality as r (entry, n)
          -- Not to be flattened, as below: that would look at each edge once for each of its parts.
          offset 0
        ) as t
        offset 0
      ) as s
      offset 0
    ) as p
    offset 0
  ) as e
  where e.ends is not null;

  if v_put then
    perform network.refuse_other_key(rows -> (e.n - 1)::integer ->> 'key', e.from_key || ' > ' || e.to_key)
    from unnest(v_n, v_from_key, v_to_key) as e (n, from_key, to_key);
  end if;

  -- The packages, in the order of the other lists; once more where some had to be added.
  for v_try in 1 .. 2 loop
    select array_agg(f.pk_package order by e.place), array_agg(t.pk_package order by e.place)
    into v_from, v_to
    from unnest(v_from_key, v_to_key) with ordinality as e (from_key, to_key, place)
      left join network.tb_package as f on f.identifier = e.from_key
      left join network.tb_package as t on t.identifier = e.to_key;
    exit when v_from is null or array_position(v_from || v_to, null) is null;
    perform network.add_packages(array_agg(m.ecosystem), array_agg(m.package_name))
    from (
      select distinct u.ecosystem, u.package_name
      from unnest(v_systems, v_names, v_from || v_to) as u (ecosystem, package_name, pk)
      where u.pk is null
    ) as m;
  end loop;

  -- Nearly always all of them are new. Where the first is not, nobody is bothered with trying.
  if not v_put and not exists (select from network.tb_dependency as d where d.fk_from = v_from[1] and d.fk_to = v_to[1]) then
    begin
      insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
      select e.fk_from, e.fk_to, e.from_key || ' > ' || e.to_key, first_ordinal + e.n - 1, e.legacy, run, w.actor, w.actor
      from unnest(v_n, v_from, v_to, v_from_key, v_to_key, v_legacy) as e (n, fk_from, fk_to, from_key, to_key, legacy)
        -- Asked once, not once for each row.
        cross join (select common.current_actor() as actor offset 0) as w;
      get diagnostics v_added = row_count;
    exception
      -- One is here, stands twice, or another session adds it: each is looked at below. To ask for conflicts costs a tenth of the time.
      when unique_violation then
        v_added := 0;
    end;
  end if;

  if v_added is distinct from cardinality(v_n) then
    -- One statement: what is here already, what stands twice, and what is new.
    with entry as (
      select e.n, e.fk_from, e.fk_to, e.from_key || ' > ' || e.to_key as identifier, e.legacy,
        row_number() over (partition by e.fk_from, e.fk_to order by e.n) as nth
      from unnest(v_n, v_from, v_to, v_from_key, v_to_key, v_legacy) as e (n, fk_from, fk_to, from_key, to_key, legacy)
    ), known as (
      select e.n, e.nth, e.legacy, d.pk_dependency, d.import_run, d.position
      from entry as e
        join network.tb_dependency as d on d.fk_from = e.fk_from and d.fk_to = e.fk_to
    ), added as (
      insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
      select e.fk_from, e.fk_to, e.identifier,
        case when run is null then null else first_ordinal + e.n - 1 end,
        e.legacy,
        run, w.actor, w.actor
      from entry as e
        -- Asked once, not once for each row.
        cross join (select common.current_actor() as actor offset 0) as w
      where e.nth = 1 and not exists (select from known as k where k.n = e.n)
      order by e.n
      on conflict on constraint uq_tb_dependency__ends do nothing
      returning pk_dependency
    ), moved as (
      update network.tb_dependency as d set
        position = case when v_put then d.position else first_ordinal + k.n - 1 end,
        legacy = k.legacy
      from known as k
      where d.pk_dependency = k.pk_dependency and k.nth = 1 and (v_put or k.import_run is distinct from run)
        and (d.legacy is distinct from k.legacy
          or (not v_put and k.position is distinct from first_ordinal + k.n - 1))
    )
    select
      (select array_agg(e.n) from entry as e where e.nth > 1 and not v_put)
        || (select array_agg(k.n) from known as k where k.nth = 1 and k.import_run = run and not v_put),
      (select count(*) from added)
    into v_twice, v_added;
  end if;

  if cardinality(v_n) is distinct from jsonb_array_length(rows) or v_twice is not null then
    select jsonb_agg(jsonb_build_object('n', r.n, 'key', r.entry -> 'key', 'line', r.entry -> 'line',
      'content', r.entry -> 'content', 'verdict', 'rejected') || case
        when r.n = any (v_twice) then network.problem('SG317', null, 'the key stands twice in the file',
          'The first row with this key is taken; whatever the case of its letters.')
        else network.edge_problem(r.entry -> 'content') end)
    into v_judged
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
    where r.n = any (v_twice) or network.edge_ends(r.entry -> 'content') is null;
    perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);
  end if;

  return network.load_report(v_added, 0,
    jsonb_array_length(rows) - v_added - coalesce(jsonb_array_length(v_judged), 0),
    coalesce(jsonb_array_length(v_judged), 0));
end;
$$;

comment on function network.load_edges(bigint, text, bigint, jsonb, jsonb) is
  'An edge has nothing but its ends: it is there or it is not. Packages that nothing spoke of before get a row.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01343_loading/01343C_fn_load_edges.sql
--! Included 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
-- 013445  network.load_rest()
-- Keeps rows under keys of the legacy file that nobody planned.

create or replace function network.load_rest(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_judged   jsonb;
  v_imported bigint;
  v_updated  bigint;
  v_rejected bigint;
begin
  select jsonb_agg(jsonb_build_object('n', e.n, 'key', e.entry ->> 'key', 'line', e.entry -> 'line',
    'content', e.entry -> 'content', 'here', k.row, 'pk', k.pk_legacy_row)
    || case
      when e.nth > 1 and not v_put then jsonb_build_object('verdict', 'rejected')
        || network.problem('SG317', null, 'the key stands twice in the file', 'The first row with this key is taken.')
      when k.pk_legacy_row is null then jsonb_build_object('verdict', 'imported')
      when k.row::text = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      when v_put or k.legacy ->> 'row' is null or k.legacy ->> 'row' = k.row::text then jsonb_build_object('verdict', 'updated')
      when k.legacy ->> 'row' = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      else jsonb_build_object('verdict', 'rejected')
        || network.problem('SG325', null, 'the row was changed here and in the file', 'Make both agree, then import again.') end
    order by e.n)
  into v_judged
  from (
    select r.entry, r.n, row_number() over (partition by r.entry ->> 'key' order by r.n) as nth
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
  ) as e
    left join specql_cutover.tb_legacy_row as k
      on k.kind = 'network' and k.source_table = load_rest.source_table and k.row_key = e.entry ->> 'key';
  if v_judged is null then
    return network.load_report(0, 0, 0, 0);
  end if;

  perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);

  -- A record takes the JSON null for none at all.
  insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, "row", legacy)
  select 'network', load_rest.source_table, s.key, w.content, jsonb_build_object('row', w.content::text, 'run', run)
  from jsonb_to_recordset(v_judged) as s (n bigint, key text, content jsonb, verdict text)
    cross join lateral (select coalesce(s.content, 'null') as content) as w
  where s.verdict = 'imported'
  order by s.n;

  -- What the file said last is kept as text: 1.0 and 1.00 are not the same there.
  update specql_cutover.tb_legacy_row as t set
    "row" = w.content,
    legacy = case when v_put then t.legacy
      else coalesce(t.legacy, '{}') || jsonb_build_object('row', w.content::text) end
  from jsonb_to_recordset(v_judged) as s (pk bigint, content jsonb, verdict text)
    cross join lateral (select coalesce(s.content, 'null') as content) as w
  where s.verdict = 'updated' and t.pk_legacy_row = s.pk;

  if not v_put then
    perform network.note_updated(run, source_table, first_ordinal, v_judged);
  end if;
  select count(*) filter (where j ->> 'verdict' = 'imported'), count(*) filter (where j ->> 'verdict' = 'updated'),
    count(*) filter (where j ->> 'verdict' = 'rejected')
  into v_imported, v_updated, v_rejected
  from jsonb_array_elements(v_judged) as j;
  return network.load_report(v_imported, v_updated, jsonb_array_length(v_judged) - v_imported - v_updated - v_rejected, v_rejected);
end;
$$;

comment on function network.load_rest(bigint, text, bigint, jsonb, jsonb) is
  'Rows that no table of ours has a place for are kept whole, so that nothing is lost.';
--! EndIncluded 0_schema/01_write_side/013_network/0134_legacy/01344_pair/013445_fn_load_rest.sql
--! Included 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql
-- 031B42  app.import_batch()
-- Takes the next rows of a table in.

create or replace function app.import_batch(run_id uuid, source_table text, first_ordinal bigint, rows jsonb)
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
  set work_mem = '64MB'
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.found_run(run_id, false);
begin
  if v_run.status <> 'running' then
    raise exception using
      errcode = 'SG327',
      message = format('the import is %s', v_run.status),
      hint = 'Begin another with app.begin_import().', column = 'run_id';
  end if;
  if jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) not between 1 and 50000
    or first_ordinal is null or first_ordinal < 1 or source_table is null
    or exists (
      select from jsonb_array_elements(rows) as r
      where jsonb_typeof(r) <> 'object' or jsonb_typeof(r -> 'key') is distinct from 'string' or not r ? 'content'
    )
  then
    raise exception using
      errcode = 'SG148',
      message = 'a batch must be a list of 1 to 50000 rows with key and content',
      hint = 'For example [{"key": "e1", "line": null, "content": {"id": "e1"}}], with the place of its first row from 1.',
      column = 'rows';
  end if;
  return specql_cutover.take_batch(v_run, import_batch.source_table, import_batch.first_ordinal, import_batch.rows);
end;
$$;

comment on function app.import_batch(uuid, text, bigint, jsonb) is
  'rows: [{key, line, nth, content}] in the order of the file, with nth (2, 3, …) only where the key stood before; first_ordinal: the place '
  'of the first in its table, from 1. Returns {imported, updated, unchanged, changed, rejected, next, taken}; taken is false where the batch '
  'had been taken in before. SG148: this is no batch. SG230: no such run. SG236: the store has no such table. SG326: rows before these are '
  'missing. SG327: the run has ended. SG329: rows were lost.';

grant execute on function app.import_batch(uuid, text, bigint, jsonb) to specql_admin;
--! EndIncluded 0_schema/03_functions/031_core/031B_moving/031B4_run/031B42_fn_import_batch.sql

reset role;
