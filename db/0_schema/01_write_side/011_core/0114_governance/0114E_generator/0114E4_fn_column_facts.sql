-- 0114E4  specql_governance.column_facts()
-- A COLUMN of operations.md, with everything in it written as SQL.

create or replace function specql_governance.column_facts(wanted jsonb, schema_name text, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_name      constant text := specql_governance.migration_identifier(wanted ->> 'name', path || '.name');
  v_type      constant jsonb := specql_governance.resolved_type(wanted ->> 'type', schema_name, path || '.type');
  v_identity  constant text := lower(nullif(wanted ->> 'identity', ''));
  v_default   text;
  v_collation text;
begin
  v_default := specql_governance.written_default(wanted -> 'default', v_type ->> 'category', path || '.defaultValue');
  if v_identity is not null and v_identity not in ('always', 'by default') then
    raise exception using
      errcode = 'SG521', message = format('%s.identity must be always or by default', path), column = path || '.identity';
  end if;
  if (v_default is not null)::integer + (v_identity is not null)::integer
    + (nullif(wanted ->> 'generated', '') is not null)::integer + (v_type ->> 'serial' is not null)::integer > 1
  then
    raise exception using
      errcode = 'SG521',
      message = format('%s has more than one of default, identity, generated and serial', path),
      hint = 'Each of them says where the value comes from; keep one.',
      column = path || '.defaultValue';
  end if;
  if nullif(wanted ->> 'collation', '') is not null then
    select format('%I.%I', n.nspname, c.collname) into v_collation
    from pg_catalog.pg_collation as c join pg_catalog.pg_namespace as n on n.oid = c.collnamespace
    where c.collname = btrim(wanted ->> 'collation', '"') and n.nspname !~ '^pg_temp'
    order by n.nspname = 'pg_catalog' desc limit 1;
    if not found then
      raise exception using
        errcode = 'SG521', message = format('%s.collation names no collation', path),
        hint = 'select collname from pg_collation lists them.', column = path || '.collation';
    end if;
  end if;
  return jsonb_build_object(
    'name', v_name,
    'type', v_type ->> 'sql',
    'base', v_type ->> 'base',
    'typmod', (v_type ->> 'typmod')::integer,
    'serial', v_type ->> 'serial',
    -- Requests name it beside the type that it stands for.
    'registered', coalesce(v_type ->> 'registered', nullif(wanted ->> 'registered_type', '')),
    'nullable', not (
      coalesce((wanted ->> 'primary_key')::boolean, false) or v_identity is not null or v_type ->> 'serial' is not null
    ) and coalesce((wanted ->> 'nullable')::boolean, true),
    'default', v_default,
    'identity', v_identity,
    'generated', case when nullif(wanted ->> 'generated', '') is not null
      then specql_governance.migration_expression(wanted ->> 'generated', path || '.generated') end,
    'collation', v_collation,
    'comment', nullif(wanted ->> 'comment', ''),
    'path', path
  );
end;
$$;

comment on function specql_governance.column_facts(jsonb, text, text) is
  'name, type, base, typmod, serial, nullable, default, identity, generated, collation, comment. Every text in it is either '
  'a name that still goes through %I or SQL that we wrote, except generated: a checked expression.';
