-- 01179F  specql_cutover.library_held()
-- What the tables hold of the rows that an import of a pattern library wrote.

create or replace function specql_cutover.library_held(run bigint)
  returns table (source_table text, path text, content jsonb)
  language plpgsql
  stable
as $$
declare
  v_table record;
begin
  for v_table in select t.* from specql_cutover.library_tables() as t where t.target is not null loop
    return query execute format(
      'select %L::text, %L || (t.legacy ->> ''key''), t.legacy -> ''entry'' from %s as t where t.legacy -> ''run'' = to_jsonb($1)%s',
      v_table.source_table, v_table.source_table || '.', v_table.target,
      coalesce((select string_agg(format(' and t.%I = %L', x.key, x.value), '') from jsonb_each_text(v_table.fixed) as x), '')
      || case v_table.source_table
        when 'pattern_dependencies' then ' and t.fk_universal_pattern is not null'
        when 'entity_template_dependencies' then ' and t.fk_entity_template is not null'
        when 'pattern_implementations' then ' and t.legacy -> ''entry'' ? ''implementation_template'''
        when 'expression_implementations' then ' and t.legacy -> ''entry'' ? ''implementation_syntax'''
        else ''
      end
    ) using run;
  end loop;
  return query
    select l.source_table, l.source_table || '.' || l.row_key, l.row
    from specql_cutover.tb_legacy_row as l
    where l.legacy -> 'run' = to_jsonb(run);
end;
$$;

comment on function specql_cutover.library_held(bigint) is
  'One row for each row of the file that the run wrote: its table, its path and the row as it was kept.';
