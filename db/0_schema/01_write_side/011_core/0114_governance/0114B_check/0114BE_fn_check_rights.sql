-- 0114BE  specql_governance.check_rights()
-- Rights, roles, row level security and code: SEC01 to SEC10.

create or replace function specql_governance.check_rights(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  return query
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, false,
      jsonb_build_object('table', o.object, 'name', o.body ->> 'name', 'what', v.what)
    from unnest(change.operations) as o
      cross join lateral (values
        ('SEC01', o.op = 'grant' and ((o.body ->> 'to_public')::boolean or (o.body ->> 'all_privileges')::boolean
          or (o.body ->> 'all_in_schema')::boolean) and o.body ->> 'kind' <> 'role', case
            when (o.body ->> 'to_public')::boolean then 'everybody gets it'
            when (o.body ->> 'all_in_schema')::boolean then 'it covers a whole schema'
            else 'it gives all privileges' end),
        ('SEC02', o.op = 'grant' and (o.body ->> 'grant_option')::boolean, null),
        ('SEC03', o.op = 'revoke', null),
        ('SEC04', o.op = 'enable_rls' and coalesce((facts #>> array['tables', o.object, 'policies'])::integer, 0) = 0
          and not exists (select from unnest(change.operations) as p where p.op = 'create_policy' and p.object = o.object), null),
        ('SEC06', o.op = 'create_function' and (o.body ->> 'definer')::boolean and not (o.body ->> 'search_path')::boolean, null),
        ('SEC07', o.op = 'alter_system' or o.op in ('create_role', 'alter_role') and (o.body ->> 'superuser')::boolean
          or o.op = 'copy' and ((o.body ->> 'program')::boolean or (o.body ->> 'file')::boolean)
          or o.op in ('create_database', 'drop_role'), upper(replace(o.op, '_', ' '))),
        ('SEC09', o.op = 'create_extension' and not (o.body ->> 'in_schema')::boolean, null),
        ('SEC10', o.op in ('create_policy', 'alter_policy') and o.body ->> 'command' <> 'select'
          and ((o.body ->> 'using_true')::boolean or (o.body ->> 'check_true')::boolean), o.body ->> 'command')
      ) as v (rule_id, hit, what)
    where v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_rights(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about rights, roles, policies and definer functions.';
