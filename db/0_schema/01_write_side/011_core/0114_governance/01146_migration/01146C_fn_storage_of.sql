-- 01146C  specql_governance.storage_of()
-- Which file each relation of some tables has: another file afterwards is a rewrite.

create or replace function specql_governance.storage_of(table_ids oid[])
  returns jsonb
  language plpgsql
  volatile
as $$
begin
  return (
    select coalesce(jsonb_object_agg(c.oid::text, jsonb_build_array(c.relfilenode, format('%I.%I', n.nspname, c.relname))), '{}')
    from (
      select unnest(table_ids) as relation
      union select i.indexrelid from pg_catalog.pg_index as i where i.indrelid = any (table_ids)
      union select d.objid from pg_catalog.pg_depend as d join pg_catalog.pg_class as s on s.oid = d.objid and s.relkind = 'S'
        where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass
          and d.refobjid = any (table_ids) and d.deptype in ('a', 'i')
    ) as r
      join pg_catalog.pg_class as c on c.oid = r.relation
      join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  );
end;
$$;

comment on function specql_governance.storage_of(oid[]) is
  'Per oid of the tables, their indexes and their sequences: the file node and the name.';
