-- 0114AC  specql_governance.table_facts()
-- What the catalog knows of one table that a change touches.

create or replace function specql_governance.table_facts(target regclass)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_facts jsonb;
begin
  select jsonb_build_object(
    'kind', c.relkind,
    -- Never analyzed: the size of the file is all there is to go by.
    'rows', case
      when c.relkind = 'p' then (
        select coalesce(sum(greatest(p.reltuples, case when pg_relation_size(p.oid) > 0 then 1 else 0 end)), 0)::bigint
        from pg_catalog.pg_inherits as i join pg_catalog.pg_class as p on p.oid = i.inhrelid
        where i.inhparent = c.oid)
      when c.relkind not in ('r', 'm') or pg_relation_size(c.oid) = 0 then 0
      when c.reltuples >= 0 then greatest(c.reltuples, 1)::bigint
      else greatest(pg_relation_size(c.oid) / 100, 1)
    end,
    'unlogged', c.relpersistence = 'u',
    'row_security', c.relrowsecurity,
    'policies', (select count(*) from pg_catalog.pg_policy as p where p.polrelid = c.oid),
    'owned', pg_has_role(session_user, c.relowner, 'member') or pg_has_role(current_user, c.relowner, 'member'),
    'comment', obj_description(c.oid, 'pg_class') is not null,
    'columns', coalesce((
      select jsonb_object_agg(a.attname, jsonb_build_object(
        'type', format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull, 'default', a.atthasdef and a.attgenerated = '',
        'identity', a.attidentity <> '', 'generated', a.attgenerated <> ''))
      from pg_catalog.pg_attribute as a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ), '{}')
  )
  into v_facts
  from pg_catalog.pg_class as c
  where c.oid = target;
  return v_facts || jsonb_build_object(
    'constraints', coalesce((
      select jsonb_object_agg(k.conname, jsonb_build_object(
        'kind', case k.contype when 'p' then 'primary_key' when 'u' then 'unique' when 'f' then 'foreign_key'
          when 'c' then 'check' when 'x' then 'exclude' end,
        'validated', k.convalidated,
        'expression', case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end,
        'target', case when k.contype = 'f' then specql_governance.relation_key(k.confrelid) end,
        'columns', (
          select jsonb_agg(a.attname order by u.position)
          from unnest(k.conkey) with ordinality as u (attnum, position)
            join pg_catalog.pg_attribute as a on a.attrelid = k.conrelid and a.attnum = u.attnum)))
      from pg_catalog.pg_constraint as k
      where k.conrelid = target and k.contype in ('p', 'u', 'f', 'c', 'x')
    ), '{}'),
    'indexes', coalesce((
      select jsonb_object_agg(x.relname, jsonb_build_object(
        'unique', i.indisunique, 'valid', i.indisvalid, 'method', m.amname, 'partial', i.indpred is not null,
        'constraint', (select k.conname from pg_catalog.pg_constraint as k
          where k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')),
        'columns', (
          select jsonb_agg(a.attname order by u.position)
          from unnest(i.indkey) with ordinality as u (attnum, position)
            left join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = u.attnum and u.attnum > 0
          where u.position <= i.indnkeyatts)))
      from pg_catalog.pg_index as i
        join pg_catalog.pg_class as x on x.oid = i.indexrelid
        join pg_catalog.pg_am as m on m.oid = x.relam
      where i.indrelid = target
    ), '{}'),
    'inbound', coalesce((
      select jsonb_agg(distinct specql_governance.relation_key(k.conrelid))
      from pg_catalog.pg_constraint as k where k.confrelid = target and k.contype = 'f'
    ), '[]'),
    'partition_key', (
      select jsonb_agg(a.attname)
      from pg_catalog.pg_partitioned_table as p
        join pg_catalog.pg_attribute as a on a.attrelid = p.partrelid and a.attnum = any (p.partattrs::smallint[])
      where p.partrelid = target
    ),
    'dependents', coalesce((
      select jsonb_agg(distinct jsonb_build_object('kind', d.kind, 'name', d.name, 'column', a.attname))
      from (
        select case v.relkind when 'm' then 'materialized view' else 'view' end as kind,
          specql_governance.relation_key(v.oid) as name, p.refobjsubid
        from pg_catalog.pg_depend as p
          join pg_catalog.pg_rewrite as r on p.classid = 'pg_rewrite'::regclass and r.oid = p.objid
          join pg_catalog.pg_class as v on v.oid = r.ev_class
        where p.refclassid = 'pg_class'::regclass and p.refobjid = target and v.oid <> target
        union all
        select 'policy', o.polname::text, p.refobjsubid
        from pg_catalog.pg_depend as p
          join pg_catalog.pg_policy as o on p.classid = 'pg_policy'::regclass and o.oid = p.objid
        where p.refclassid = 'pg_class'::regclass and p.refobjid = target and p.refobjsubid > 0
        union all
        select 'function', f.proname::text, p.refobjsubid
        from pg_catalog.pg_depend as p
          join pg_catalog.pg_proc as f on p.classid = 'pg_proc'::regclass and f.oid = p.objid
        where p.refclassid = 'pg_class'::regclass and p.refobjid = target
        union all
        select 'foreign key', format('%s of %s', k.conname, specql_governance.relation_key(k.conrelid)), u.attnum
        from pg_catalog.pg_constraint as k cross join unnest(k.confkey) as u (attnum)
        where k.confrelid = target and k.contype = 'f'
      ) as d
        left join pg_catalog.pg_attribute as a on a.attrelid = target and a.attnum = d.refobjsubid and d.refobjsubid > 0
    ), '[]')
  );
end;
$$;

comment on function specql_governance.table_facts(regclass) is
  'kind, rows (estimated; 0 only where its file is empty), columns, constraints, indexes, policies, inbound foreign keys, '
  'partition key and dependents of a relation: the catalog''s part of docs/operations.md.';
