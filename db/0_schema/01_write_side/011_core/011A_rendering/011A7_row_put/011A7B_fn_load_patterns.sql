-- 011A7B  specql_cutover.load_patterns()
-- Takes rows of a pattern library's tables; the caller's row wins.

create or replace function specql_cutover.load_patterns(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_table  record;
  v_tables jsonb;
  v_id     text;
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  select t.* into v_table from specql_cutover.library_tables() as t where t.source_table = load_patterns.source_table;
  select f.field into v_id from specql_cutover.library_fields() as f
  where f.source_table = load_patterns.source_table and f.kind = 'id';
  for v_row in
    select r.value ->> 'key' as key, specql_cutover.checked_entry(r.value -> 'content') as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    if v_id is not null and v_row.content ->> v_id is distinct from v_row.key then
      raise exception using
        errcode = 'SG237', message = format('the key of a row of %s is its %s', source_table, v_id),
        detail = format('The key is %s, the content says %s.', v_row.key, coalesce(v_row.content ->> v_id, 'nothing')),
        column = 'row_key';
    end if;
    select r.content into v_before from specql_cutover.rendered('patterns', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      if v_id is null then
        -- Nobody planned the table: its rows are what they are.
        insert into specql_cutover.tb_legacy_row as l (kind, source_table, row_key, row)
        values ('patterns', load_patterns.source_table, v_row.key, v_row.content)
        on conflict on constraint uq_tb_legacy_row__row_key do update set row = excluded.row;
      else
        if v_table.target is not null and v_before is not null then
          -- As if the file had last said what the row says now: then what differs has changed in the file.
          execute format(
            'update %1$s as t set legacy = jsonb_build_object(''key'', $1, ''run'', null, ''entry'', $2, ''refs'', '
            '(select coalesce(jsonb_object_agg(c.key, c.value), ''{}'') from jsonb_each(to_jsonb(t)) as c where c.key like ''fk\_%%'' '
            'and exists (select from specql_cutover.library_fields() as f where f.source_table = $3 and f.column_name = c.key))) '
            'where specql_cutover.library_row_key(t.legacy, t.%2$I) = $1 and %3$s',
            v_table.target, v_table.pk_column, coalesce((
              select string_agg(format('t.%I = %L', x.key, x.value), ' and ') from jsonb_each_text(v_table.fixed) as x), 'true'))
          using v_row.key, v_before, source_table;
        end if;
        v_tables := specql_cutover.library_above(source_table, v_row.content);
        perform specql_cutover.put_by_import('patterns', jsonb_build_object('tables', v_tables || jsonb_build_object(
          source_table, jsonb_build_object('rows', jsonb_build_array(v_row.content)))));
      end if;
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_patterns(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one through the importer; whole files go through app.import_patterns(). Raises what would reject a row. SG237: the '
  'key is not the row''s id.';
