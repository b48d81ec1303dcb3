-- 01179E  specql_cutover.import_library_table()
-- Imports the rows of one table of a legacy pattern library, in the order of the file.

create or replace function specql_cutover.import_library_table(run bigint, source_table text, rows jsonb, tables jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_id             constant text := (
    select f.field from specql_cutover.library_fields() as f
    where f.source_table = import_library_table.source_table and f.kind = 'id'
  );
  v_postgres_types jsonb;
  v_row            record;
begin
  if source_table = 'universal_types' then
    -- A library says by a mapping what PostgreSQL makes of a type.
    select jsonb_object_agg(m.entry ->> 'universal_type_id', m.entry -> 'language_type')
    into v_postgres_types
    from specql_cutover.entries(specql_cutover.library_rows(tables -> 'type_mappings'), 'type_mappings') as m
      join specql_cutover.entries(specql_cutover.library_rows(tables -> 'languages'), 'languages') as l
        on l.entry ->> 'language_id' = m.entry ->> 'language_id'
    where jsonb_typeof(m.entry) = 'object' and jsonb_typeof(l.entry) = 'object'
      and common.name_key(l.entry ->> 'language_name') = 'postgresql' and m.entry ->> 'universal_type_id' is not null;
  end if;
  for v_row in
    select
      k.*,
      -- Of rows with one name the first goes in; the others name it.
      first_value(k.row_key) over (partition by coalesce(k.same, k.ordinal::text) order by k.ordinal) as first_key,
      row_number() over (partition by coalesce(k.same, k.ordinal::text) order by k.ordinal) as number
    from (
      select
        e.ordinal, e.entry, e.line,
        coalesce(case when jsonb_typeof(e.entry) = 'object' then e.entry ->> v_id end, e.key, e.ordinal::text) as row_key,
        specql_cutover.library_key(import_library_table.source_table, e.entry) as same
      from specql_cutover.entries(rows, import_library_table.source_table) as e
    ) as k
    order by k.ordinal
  loop
    perform specql_cutover.try_row(
      run => run, source_table => import_library_table.source_table, key => v_row.row_key, entry => v_row.entry,
      ordinal => v_row.ordinal, path => import_library_table.source_table || '.' || v_row.row_key, line => v_row.line,
      parent => null, zone => 'UTC',
      context => jsonb_build_object('library', true) || case
        when v_row.number > 1 then jsonb_build_object(
          'first', import_library_table.source_table || '.' || v_row.first_key, 'key', v_row.same)
        else '{}'
      end || case
        when import_library_table.source_table = 'universal_types' then
          jsonb_build_object('postgres_type', v_postgres_types -> v_row.row_key)
        else '{}'
      end
    );
  end loop;
end;
$$;

comment on function specql_cutover.import_library_table(bigint, text, jsonb, jsonb) is
  'Imports each row; its path is the table and its key in the file (its id, else $key, else its place).';
