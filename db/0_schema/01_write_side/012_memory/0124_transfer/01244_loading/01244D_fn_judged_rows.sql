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
