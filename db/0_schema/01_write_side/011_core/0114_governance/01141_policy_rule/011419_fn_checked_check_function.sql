-- 011419  specql_governance.checked_check_function()
-- Lets a custom check function through that cannot be swapped by somebody with fewer rights.

create or replace function specql_governance.checked_check_function(function_name text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_function record;
begin
  select p.oid, n.nspname, p.proname, p.prosecdef, p.provolatile, p.proretset, p.prorettype,
    r.rolsuper or r.rolname = 'specql_owner' as is_trusted
  into v_function
  from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    join pg_catalog.pg_roles as r on r.oid = p.proowner
  where n.nspname = split_part(checked_check_function.function_name, '.', 1)
    and p.proname = split_part(checked_check_function.function_name, '.', 2)
    and p.proargtypes::text = format('%s %s %s', 'jsonb'::regtype::oid, 'jsonb'::regtype::oid, 'jsonb'::regtype::oid);
  if not found then
    raise exception using
      errcode = 'SG195', message = format('there is no check function %s', quote_literal(left(function_name, 130))),
      detail = 'A check function takes (operations jsonb, facts jsonb, parameters jsonb).',
      hint = 'Create it, and name it with its schema.', column = 'check_function';
  end if;
  if not v_function.proretset or v_function.prorettype <> 'jsonb'::regtype or v_function.provolatile = 'v' then
    raise exception using
      errcode = 'SG195', message = format('%s is not a check function', left(function_name, 130)),
      detail = 'It must return setof jsonb and be stable or immutable.',
      hint = 'docs/operations.md shows one.', column = 'check_function';
  end if;
  -- It runs with the rights of specql_owner, so nobody else may be able to replace it.
  if not v_function.is_trusted then
    raise exception using
      errcode = 'SG195', message = format('%s does not belong to specql_owner', left(function_name, 130)),
      detail = 'Whoever owns a check function could act with the rights of SpecQL''s owner.',
      hint = 'A superuser runs: alter function … owner to specql_owner.', column = 'check_function';
  end if;
  return format('%I.%I', v_function.nspname, v_function.proname);
end;
$$;

comment on function specql_governance.checked_check_function(text) is
  'The function''s quoted name. SG195: it does not exist, has another signature, is volatile, or belongs to somebody who could '
  'gain rights by replacing it.';
