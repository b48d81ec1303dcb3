-- 0114AD  specql_governance.relation_key()
-- How facts and operations name a relation: schema, dot, name.

create or replace function specql_governance.relation_key(relation oid)
  returns text
  language plpgsql
  stable
as $$
begin
  return (
    select n.nspname || '.' || c.relname
    from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.oid = relation
  );
end;
$$;

comment on function specql_governance.relation_key(oid) is 'schema.name of a relation, unquoted: a key, not SQL.';
