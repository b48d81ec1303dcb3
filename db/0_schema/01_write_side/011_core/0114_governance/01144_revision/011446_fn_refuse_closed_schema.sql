-- 011446  specql_governance.refuse_closed_schema()
-- A table can only be asked for where specql_owner, who makes it, can look.

create or replace function specql_governance.refuse_closed_schema(schema_name text)
  returns void
  language plpgsql
  stable
as $$
declare
  v_schema oid;
begin
  select n.oid into v_schema
  from pg_catalog.pg_namespace as n
  where n.nspname = refuse_closed_schema.schema_name;
  if not found then
    raise exception using
      errcode = 'SG272',
      message = format('there is no schema %s', quote_literal(schema_name)),
      hint = coalesce('Did you mean ' || common.closest(schema_name, array(
        select n.nspname::text from pg_catalog.pg_namespace as n where n.nspname !~ '^(pg_|specql_|information_schema$)'
      )) || '?', 'Create it first; a request is about a table.'),
      column = 'schema';
  end if;
  if not has_schema_privilege('specql_owner', v_schema, 'usage') then
    raise exception using
      errcode = 'SG454',
      message = format('specql_owner may not use the schema %s', quote_literal(schema_name)),
      detail = 'It makes the tables that are asked for.',
      hint = format('Its owner says: grant usage, create on schema %I to specql_owner.', schema_name),
      column = 'schema';
  end if;
end;
$$;

comment on function specql_governance.refuse_closed_schema(text) is
  'SG272: no such schema. SG454: specql_owner has no right to use it.';
