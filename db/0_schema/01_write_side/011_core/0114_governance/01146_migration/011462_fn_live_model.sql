-- 011462  specql_governance.live_model()
-- A table as the catalog has it, in the words of the generator.

create or replace function specql_governance.live_model(schema_name text, table_name text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_class   record;
  v_columns jsonb;
  v_constraints jsonb;
  v_indexes jsonb;
  v_others  text[];
  v_rows    boolean;
begin
  select c.oid, c.relkind, c.relowner, c.reltuples, c.relpages, c.relrowsecurity, c.relpersistence, c.relreplident,
    c.reloptions, c.relispartition, c.relacl
  into v_class
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = live_model.schema_name and c.relname = live_model.table_name and c.relkind in ('r', 'p', 'f');
  if not found then
    return null;
  end if;

  select coalesce(jsonb_agg(jsonb_build_object(
      'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod),
      'base', format_type(a.atttypid, null),
      'typmod', a.atttypmod,
      'nullable', not a.attnotnull,
      'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
      'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
      'serial', case
        when a.attidentity = '' and s.relname = live_model.table_name || '_' || a.attname || '_seq' and s.nspname = live_model.schema_name
        then case a.atttypid when 'int4'::regtype then 'integer' when 'int8'::regtype then 'bigint' when 'int2'::regtype then 'smallint' end
      end,
      'collation', case when a.attcollation <> 0 and a.attcollation <> t.typcollation then (
        select format('%I.%I', n.nspname, c.collname)
        from pg_catalog.pg_collation as c join pg_catalog.pg_namespace as n on n.oid = c.collnamespace where c.oid = a.attcollation) end,
      'comment', (select e.description from pg_catalog.pg_description as e where e.objoid = v_class.oid and e.classoid = 'pg_catalog.pg_class'::regclass and e.objsubid = a.attnum)
    ) order by a.attnum), '[]')
  into v_columns
  from pg_catalog.pg_attribute as a
    join pg_catalog.pg_type as t on t.oid = a.atttypid
    left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join lateral (
      select q.relname, n.nspname
      from pg_catalog.pg_depend as p
        join pg_catalog.pg_class as q on q.oid = p.objid and q.relkind = 'S'
        join pg_catalog.pg_namespace as n on n.oid = q.relnamespace
      where p.classid = 'pg_catalog.pg_class'::regclass and p.refclassid = 'pg_catalog.pg_class'::regclass
        and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'a'
      limit 1
    ) as s on true
  where a.attrelid = v_class.oid and a.attnum > 0 and not a.attisdropped;

  select coalesce(jsonb_agg(jsonb_build_object(
      'name', k.conname,
      'kind', case k.contype when 'p' then 'primary_key' when 'u' then 'unique' when 'c' then 'check'
        when 'f' then 'foreign_key' else 'exclude' end,
      'columns', coalesce((
        select jsonb_agg(a.attname order by u.position)
        from unnest(k.conkey) with ordinality as u (attnum, position)
          join pg_catalog.pg_attribute as a on a.attrelid = k.conrelid and a.attnum = u.attnum), '[]'),
      'definition', case when k.contype in ('p', 'u', 'x') then pg_get_constraintdef(k.oid) end,
      'expression', case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end,
      'references', case when k.contype = 'f' then jsonb_build_object(
        'schema', (select n.nspname from pg_catalog.pg_class as c
          join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.oid = k.confrelid),
        'table', (select c.relname from pg_catalog.pg_class as c where c.oid = k.confrelid),
        'columns', (
          select jsonb_agg(a.attname order by u.position)
          from unnest(k.confkey) with ordinality as u (attnum, position)
            join pg_catalog.pg_attribute as a on a.attrelid = k.confrelid and a.attnum = u.attnum),
        'match', case k.confmatchtype when 'f' then 'full' end,
        'on_update', case k.confupdtype when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' end,
        'on_delete', case k.confdeltype when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default' end
      ) end,
      'deferrable', k.condeferrable, 'deferred', k.condeferred, 'valid', k.convalidated,
      'comment', (select e.description from pg_catalog.pg_description as e where e.objoid = k.oid and e.classoid = 'pg_catalog.pg_constraint'::regclass and e.objsubid = 0)
    ) order by case k.contype when 'f' then 2 else 1 end, k.conname), '[]')
  into v_constraints
  from pg_catalog.pg_constraint as k
  where k.conrelid = v_class.oid and k.contype in ('p', 'u', 'c', 'f', 'x') and k.conparentid = 0;

  select coalesce(jsonb_agg(jsonb_build_object(
      'name', c.relname, 'unique', i.indisunique, 'valid', i.indisvalid,
      'columns', coalesce((
        select jsonb_agg(a.attname order by a.attnum)
        from pg_catalog.pg_attribute as a
        where a.attrelid = v_class.oid and (a.attnum = any (i.indkey::smallint[]) or exists (
          select from pg_catalog.pg_depend as p
          where p.classid = 'pg_catalog.pg_class'::regclass and p.objid = i.indexrelid
            and p.refclassid = 'pg_catalog.pg_class'::regclass and p.refobjid = v_class.oid and p.refobjsubid = a.attnum))), '[]'),
      'tail', substr(pg_get_indexdef(i.indexrelid), length(format('CREATE %sINDEX %I ON %s%I.%I ',
        case when i.indisunique then 'UNIQUE ' else '' end, c.relname, case when v_class.relkind = 'p' then 'ONLY ' else '' end,
        live_model.schema_name, live_model.table_name)) + 1),
      'comment', (select e.description from pg_catalog.pg_description as e where e.objoid = i.indexrelid and e.classoid = 'pg_catalog.pg_class'::regclass and e.objsubid = 0)
    ) order by c.relname), '[]')
  into v_indexes
  from pg_catalog.pg_index as i join pg_catalog.pg_class as c on c.oid = i.indexrelid
  where i.indrelid = v_class.oid
    and not exists (
      select from pg_catalog.pg_constraint as k where k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')
    );

  v_others := array(
    select o.what from (
      select format('trigger %s', t.tgname) as what from pg_catalog.pg_trigger as t where t.tgrelid = v_class.oid and not t.tgisinternal
      union all select format('policy %s', p.polname) from pg_catalog.pg_policy as p where p.polrelid = v_class.oid
      union all select format('rule %s', r.rulename) from pg_catalog.pg_rewrite as r where r.ev_class = v_class.oid
      union all select 'its grants' where exists (
        select from aclexplode(v_class.relacl) as a where a.grantee <> v_class.relowner)
      union all select 'row-level security' where v_class.relrowsecurity
      union all select 'partitions' where v_class.relkind = 'p'
      union all select 'being a partition' where v_class.relispartition
      union all select 'being a foreign table' where v_class.relkind = 'f'
      union all select 'inheritance' where not v_class.relispartition and v_class.relkind = 'r' and exists (
        select from pg_catalog.pg_inherits as h where v_class.oid in (h.inhrelid, h.inhparent))
      union all select 'storage parameters' where v_class.reloptions is not null
      union all select 'being unlogged' where v_class.relpersistence <> 'p'
      union all select 'its replica identity' where v_class.relreplident <> 'd'
      union all select format('statistics %s', s.stxname) from pg_catalog.pg_statistic_ext as s where s.stxrelid = v_class.oid
      union all select format('the virtual column %s', a.attname) from pg_catalog.pg_attribute as a
        where a.attrelid = v_class.oid and a.attgenerated not in ('', 's') and not a.attisdropped
      union all select format('the check %s without inheritance', k.conname) from pg_catalog.pg_constraint as k
        where k.conrelid = v_class.oid and k.contype = 'c' and k.connoinherit
    ) as o order by 1
  );
  if v_class.relkind <> 'r' or not has_table_privilege(v_class.oid, 'select') or not has_schema_privilege(live_model.schema_name, 'usage') then
    v_rows := v_class.reltuples > 0 or (v_class.reltuples < 0 and v_class.relkind = 'r' and pg_relation_size(v_class.oid) > 0)
      or v_class.relkind <> 'r';
  else
    execute format('select exists (select from %I.%I)', schema_name, table_name) into v_rows;
  end if;

  return jsonb_build_object(
    'schema', schema_name, 'table', table_name,
    'owner', pg_get_userbyid(v_class.relowner),
    'comment', (select e.description from pg_catalog.pg_description as e where e.objoid = v_class.oid and e.classoid = 'pg_catalog.pg_class'::regclass and e.objsubid = 0),
    'has_rows', v_rows,
    'columns', v_columns, 'constraints', v_constraints, 'indexes', v_indexes,
    'others', to_jsonb(v_others)
  );
end;
$$;

comment on function specql_governance.live_model(text, text) is
  'The table {schema, table, owner, comment, has_rows, columns, constraints, indexes, others}, or null where there is none. '
  'others names what the generator cannot write, and so cannot bring back.';
