-- 01179D  specql_cutover.library_notes()
-- What a legacy pattern library lacks, and what it has that no one planned.

create or replace function specql_cutover.library_notes(document jsonb)
  returns jsonb
  language sql
  immutable
as $$
  with present as (
    select
      t.key as source_table,
      case when jsonb_typeof(t.value) = 'object' then t.value -> 'rows' else t.value end as rows,
      case when jsonb_typeof(t.value) = 'object' then t.value -> 'columns' end as columns
    from jsonb_each(document -> 'tables') as t
  ), columns as (
    select p.source_table, c.name
    from present as p
      cross join lateral (
        select c.name
        from jsonb_array_elements_text(case jsonb_typeof(p.columns) when 'array' then p.columns else '[]' end) as c (name)
        union
        select k.name
        from jsonb_array_elements(case when jsonb_typeof(p.columns) is distinct from 'array' and jsonb_typeof(p.rows) = 'array' then p.rows else '[]' end) as r (value)
          cross join lateral jsonb_object_keys(case
            when jsonb_typeof(r.value) <> 'object' then '{}'
            when jsonb_typeof(r.value -> '$value') = 'object' then r.value -> '$value'
            else r.value - '{$key,$line}'::text[]
          end) as k (name)
      ) as c
  ), note (rank, what, source_table, column_name, meaning) as (
    select t.rank, 'missing table', t.source_table, null, 'the file has no such table; nothing of it was imported'
    from specql_cutover.library_tables() as t
    where not exists (select from present as p where p.source_table = t.source_table)
    union all
    select t.rank, 'missing column', f.source_table, f.field, 'the file has no such column; its default holds'
    from specql_cutover.library_fields() as f
      join specql_cutover.library_tables() as t on t.source_table = f.source_table
    where exists (select from present as p where p.source_table = f.source_table)
      and exists (select from columns as c where c.source_table = f.source_table)
      and not exists (select from columns as c where c.source_table = f.source_table and c.name = f.field)
    union all
    select t.rank, 'unknown column', c.source_table, c.name, 'kept with each row as it is'
    from columns as c
      join specql_cutover.library_tables() as t on t.source_table = c.source_table
    where not exists (
      select from specql_cutover.library_fields() as f where f.source_table = c.source_table and f.field = c.name
    )
    union all
    select 100, 'unknown table', p.source_table, null, 'its rows are kept as they are: app.legacy_rows'
    from present as p
    where not exists (select from specql_cutover.library_tables() as t where t.source_table = p.source_table)
  )
  select jsonb_build_object(
    'notes', (
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'what', n.what, 'table', n.source_table, 'column', n.column_name, 'meaning', n.meaning
      )) order by n.rank, n.source_table, n.what, n.column_name), '[]')
      from note as n
    ),
    'empty_tables', (
      select coalesce(jsonb_agg(p.source_table order by p.source_table), '[]')
      from present as p
      where coalesce(p.rows, 'null') in ('null', '[]')
    )
  );
$$;

comment on function specql_cutover.library_notes(jsonb) is
  'For the report: notes [{what: missing table|missing column|unknown table|unknown column, table, column, '
  'meaning}] and empty_tables, the tables without rows.';
