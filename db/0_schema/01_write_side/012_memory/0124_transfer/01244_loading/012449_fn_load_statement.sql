-- 012449  memory.load_statement()
-- The statement that writes a batch of rows at once.

create or replace function memory.load_statement(source_table text, cells text[], zone text, replace boolean)
  returns text
  language plpgsql
  stable
as $$
declare
  v record;
begin
  select
    c.table_name,
    string_agg(format('%I', c.column_name), ', ' order by c.place) as columns,
    string_agg(format('c.%I', c.column_name), ', ' order by c.place) as chosen,
    string_agg(format('%s as %I', case
        when c.cell is null then case c.kind when 'stamp' then 'clock_timestamp()' else 'null::' || c.type end
        else format(case c.kind
          when 'text' then 's.content ->> %1$L'
          when 'scalar' then 'nullif(s.content -> %1$L, ''null'')'
          when 'json' then '(nullif(s.content ->> %1$L, ''''))::jsonb'
          when 'real' then '(s.content ->> %1$L)::double precision'
          when 'time' then v_t.time
          when 'stamp' then 'coalesce(' || v_t.time || ', clock_timestamp())'
          else '(s.content ->> %1$L)::bigint'
        end, c.cell, c.column_name)
      end, c.column_name), ', ' order by c.place) as typed,
    string_agg(format('%L, ', c.cell) || format(case c.kind
        when 'json' then 'c.%I::text'
        when 'real' then 'memory.real_cell(c.%I)'
        when 'time' then 'memory.time_cell(c.%I)'
        when 'stamp' then 'memory.time_cell(c.%I)'
        else 'c.%I'
      end, c.column_name), ', ' order by c.place) filter (where c.cell is not null) as rendered,
    coalesce(string_agg(format(' or (s.content -> %1$L)::text is distinct from (x.cells -> %1$L)::text', c.cell), '')
      filter (where c.cell is not null and c.kind = 'real'), '') as reals,
    jsonb_object_agg(c.cell, case when c.kind in ('text', 'json', 'time', 'stamp') then 'string' when c.kind = 'scalar' then 'any' else 'number' end)
      filter (where c.cell is not null) as kinds,
    array_agg(c.cell) filter (where c.cell is not null) as known,
    max(c.column_name) filter (where c.kind = 'id') as key,
    string_agg(format('%1$I = excluded.%1$I', c.column_name), ', ') filter (where c.kind not in ('id', 'stamp')) as updated
  into v
  from (
    select k.*, case k.kind when 'text' then 'text' when 'time' then 'timestamptz' when 'real' then 'double precision'
      when 'json' then 'jsonb' when 'scalar' then 'jsonb' else 'bigint' end as type
    from memory.known_cells(load_statement.source_table, load_statement.cells) as k
  ) as c
  cross join (select
    'case when s.content ->> %1$L like ''____-__-__ __:__:__'' then ' || case when zone in ('UTC', 'Etc/UTC')
      then '((s.content ->> %1$L) || ''+00'')::timestamptz' else format('(s.content ->> %%1$L)::timestamp at time zone %L', zone) end
    || ' else memory.time_of_cell(nullif(s.content -> %1$L, ''null''), ' || quote_literal(zone) || ', %1$L) end' as time
  ) as v_t
  group by c.table_name;

  return format(
    'insert into memory.%1$I (%2$s, shape, import_run, legacy, created_by, updated_by)
     select %3$s, $2, $3,
       memory.held_cells(
         case when s.content - $5 <> x.cells%4$s then memory.raw_cells(s.content - $5, x.cells, %5$L) end, %6$s, null),
       $4, $4
     from jsonb_to_recordset($1) as s (key text, content jsonb)
       cross join lateral (select %7$s offset 0) as c
       cross join lateral (select jsonb_build_object(%8$s) as cells offset 0) as x',
    'tb_' || v.table_name, v.columns, v.chosen, v.reals, v.kinds,
    case when cells <@ v.known then 'null' else format('s.content - %L::text[]', v.known) end,
    v.typed, v.rendered
  ) || case when replace then format(
    ' on conflict (%I) do update set %s, shape = excluded.shape, '
    'legacy = coalesce(excluded.legacy, ''{}'') || jsonb_build_object(''load'', jsonb_build_object('
    '''created_at'', excluded.created_at, ''updated_at'', excluded.updated_at))', v.key, v.updated) else '' end;
end;
$$;

comment on function memory.load_statement(text, text[], text, boolean) is
  'Parameters of the statement: rows as [{key, content}], shape, run, actor, and the cells without a column. It fails where a value '
  'needs to be looked at; then the batch is halved until single rows remain. With replace rows that are there take the new values.';
