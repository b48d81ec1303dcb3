-- 01143B  specql_governance.refuse_missing_table()
-- Only a table that is there can be changed, and no partition or view passes for one.

create or replace function specql_governance.refuse_missing_table(target_schema text, target_table text)
  returns void
  language plpgsql
  stable
as $$
begin
  if exists (
    select from pg_catalog.pg_class as c
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = refuse_missing_table.target_schema
      and c.relname = refuse_missing_table.target_table
      and c.relkind in ('r', 'p')
  ) then
    return;
  end if;
  raise exception using
    errcode = 'SG271',
    message = format('there is no table %s', quote_literal(target_schema || '.' || target_table)),
    hint = coalesce('Did you mean ' || common.closest(target_table, array(
      select c.relname::text
      from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
      where n.nspname = refuse_missing_table.target_schema and c.relkind in ('r', 'p')
    )) || '?', 'Ask for the table itself first, with schemaJson.'),
    column = 'tableName';
end;
$$;

comment on function specql_governance.refuse_missing_table(text, text) is 'SG271: no such table to change.';
