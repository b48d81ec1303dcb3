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
    -- What the column would not read again as the file has it. A text, a whole number and a scalar always do.
    string_agg(format(case c.kind
        when 'json' then 'case when c.%2$I::text is distinct from s.content ->> %1$L then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
        when 'real' then 'case when memory.real_cell(c.%2$I)::text is distinct from nullif(s.content -> %1$L, ''null'')::text '
          'then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
        else 'case when memory.time_cell(c.%2$I) is distinct from s.content ->> %1$L then jsonb_build_object(%1$L, s.content -> %1$L) else ''{}'' end'
      end, c.cell, c.column_name), ' || ' order by c.place)
      filter (where c.cell is not null and c.kind in ('json', 'real', 'time', 'stamp')) as raw,
    coalesce(string_agg(format(case
        when c.kind in ('text', 'json', 'time', 'stamp') then 'jsonb_typeof(s.content -> %L) in (''string'', ''null'')'
        else 'jsonb_typeof(s.content -> %L) in (''number'', ''null'')'
      end, c.cell), ' and ' order by c.place) filter (where c.cell is not null and c.kind <> 'scalar'), 'true') as as_expected,
    coalesce(array_agg(c.cell) filter (where c.cell is not null), '{}') as known,
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
       case
         when s.content - ($5 || %4$L::text[]) <> ''{}'' or not s.content ?& %4$L::text[] or not (%5$s) then memory.refuse_row(s.content)
         else %7$s
       end,
       $4, $4
     from jsonb_to_recordset($1) as s (key text, content jsonb)
       cross join lateral (select %8$s offset 0) as c
       cross join lateral (select %6$s as raw offset 0) as w',
    'tb_' || v.table_name, v.columns, v.chosen, v.known, v.as_expected, coalesce(v.raw, '''{}''::jsonb'),
    case when cells <@ v.known then 'case when w.raw <> ''{}'' then jsonb_build_object(''raw'', w.raw) end'
      else format('memory.held_cells(w.raw, s.content - %L::text[], null)', v.known) end,
    v.typed
  ) || case when replace then format(
    ' on conflict (%I) do update set %s, shape = excluded.shape, '
    'legacy = coalesce(excluded.legacy, ''{}'') || jsonb_build_object(''load'', jsonb_build_object('
    '''created_at'', excluded.created_at, ''updated_at'', excluded.updated_at))', v.key, v.updated) else '' end;
end;
$$;

comment on function memory.load_statement(text, text[], text, boolean) is
  'Parameters of the statement: rows as [{key, content}], shape, run, actor, and the cells without a column. It fails where a value '
  'needs to be looked at; then the batch is halved until single rows remain. With replace rows that are there take the new values.';
