-- 011921  specql_governance.table_content()
-- What a table is, in a form that is the same wherever the same table is.

create or replace function specql_governance.table_content(schema_name text, table_name text)
  returns jsonb
  language sql
  stable
  -- How the catalog writes an expression depends on the search path; here it must not.
  set search_path = pg_catalog, pg_temp
as $$
  with found as (
    select c.oid, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.relkind, c.relpersistence, c.reloptions,
      specql_governance.live_model(table_content.schema_name, table_content.table_name) as model
    from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = table_content.schema_name and c.relname = table_content.table_name and c.relkind in ('r', 'p', 'f')
  )
  select jsonb_build_object(
    'algorithm', 1,
    'structure', specql_governance.structure_of(f.model),
    'behaviour', jsonb_build_object(
      'kind', f.relkind, 'persistence', f.relpersistence, 'options', to_jsonb(f.reloptions),
      'row_security', f.relrowsecurity, 'forced', f.relforcerowsecurity,
      'triggers', (
        select coalesce(jsonb_agg(jsonb_build_object('name', t.tgname, 'enabled', t.tgenabled, 'definition', pg_get_triggerdef(t.oid)) order by t.tgname), '[]')
        from pg_catalog.pg_trigger as t where t.tgrelid = f.oid and not t.tgisinternal),
      'policies', (
        select coalesce(jsonb_agg(jsonb_build_object(
            'name', p.polname, 'command', p.polcmd, 'permissive', p.polpermissive,
            'roles', (select coalesce(jsonb_agg(coalesce(r.rolname, 'public') order by r.rolname), '[]')
              from unnest(p.polroles) as o (role) left join pg_catalog.pg_roles as r on r.oid = o.role),
            'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname), '[]')
        from pg_catalog.pg_policy as p where p.polrelid = f.oid),
      'rules', (
        select coalesce(jsonb_agg(pg_get_ruledef(r.oid) order by r.rulename), '[]')
        from pg_catalog.pg_rewrite as r where r.ev_class = f.oid)),
    'access', jsonb_build_object(
      'owner', pg_get_userbyid(f.relowner),
      'grants', (
        select coalesce(jsonb_agg(jsonb_build_array(g.grantee, g.right_name, g.column_name, g.is_grantable) order by g.grantee, g.column_name nulls first, g.right_name), '[]')
        from (
          select case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end as grantee,
            a.privilege_type as right_name, null::text as column_name, a.is_grantable
          from aclexplode(coalesce(f.relacl, acldefault('r', f.relowner))) as a
          union all
          select case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end, a.privilege_type, t.attname, a.is_grantable
          from pg_catalog.pg_attribute as t, aclexplode(t.attacl) as a
          where t.attrelid = f.oid and t.attnum > 0 and not t.attisdropped
        ) as g))
  )
  from found as f;
$$;

comment on function specql_governance.table_content(text, text) is
  'The table {algorithm, structure, behaviour, access}, or null where there is none: columns, constraints, indexes and '
  'comments; triggers, policies, rules and options; owner and grants. No oids, no order of columns, no data.';
