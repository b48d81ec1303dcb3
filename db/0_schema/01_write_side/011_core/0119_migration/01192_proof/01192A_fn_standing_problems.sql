-- 01192A  specql_governance.standing_problems()
-- What stands against a change before anything of it is tried.

create or replace function specql_governance.standing_problems(written jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_problems jsonb := '[]';
  v_step     jsonb;
  v_model    jsonb;
  v_schema   text;
begin
  for v_schema in select distinct s ->> 'schema' from jsonb_array_elements(written -> 'steps') as s loop
    if not exists (select from pg_catalog.pg_namespace as n where n.nspname = v_schema) then
      v_problems := v_problems || jsonb_build_array(jsonb_build_object(
        'code', 'SG529', 'during', 'rights', 'message', format('there is no schema %I', v_schema), 'hint', 'Create it first.'));
    elsif not (has_schema_privilege(current_user, v_schema, 'create') and has_schema_privilege(current_user, v_schema, 'usage')) then
      v_problems := v_problems || jsonb_build_array(jsonb_build_object(
        'code', 'SG529', 'during', 'rights', 'message', format('%I may not create in the schema %I', current_user, v_schema),
        'hint', format('grant create, usage on schema %I to %I;', v_schema, current_user)));
    end if;
  end loop;
  if v_problems <> '[]' then
    return v_problems;
  end if;

  for v_step in select s from jsonb_array_elements(written -> 'steps') as s where (s ->> 'impossible')::boolean loop
    v_problems := v_problems || jsonb_build_array(jsonb_build_object(
      'code', 'SG524', 'during', 'rows', 'path', v_step -> 'path',
      'message', format('%I.%I has rows, and the new column %s has no value for them', v_step ->> 'schema', v_step ->> 'table', quote_ident(v_step ->> 'makes')),
      'hint', 'Give it a default, or let it be null.'));
  end loop;

  for v_model in select m.value from jsonb_each(written -> 'before') as m where m.value <> 'null' loop
    if v_model -> 'others' ?| array['partitions', 'being a partition', 'being a foreign table', 'inheritance'] then
      v_problems := v_problems || jsonb_build_array(jsonb_build_object(
        'code', 'SG520', 'during', 'copy',
        'message', format('the generator does not change %I.%I', v_model ->> 'schema', v_model ->> 'table'),
        'detail', 'It is a partition, has partitions, inherits, or is a foreign table.',
        'hint', 'Write it as a migration of your own, where policy lint reads it.'));
    end if;
    if not pg_has_role(current_user, (v_model ->> 'owner')::name, 'usage') then
      v_problems := v_problems || jsonb_build_array(jsonb_build_object(
        'code', 'SG529', 'during', 'rights',
        'message', format('%I.%I belongs to %I', v_model ->> 'schema', v_model ->> 'table', v_model ->> 'owner'),
        'hint', format('alter table %I.%I owner to %I; or grant %I to %I;', v_model ->> 'schema', v_model ->> 'table', current_user, v_model ->> 'owner', current_user)));
    end if;
    -- The copy has no views: what reads a column that goes or changes must be looked for.
    v_problems := v_problems || coalesce((
      select jsonb_agg(jsonb_build_object('code', 'SG524', 'during', 'readers', 'path', d.path,
        'message', format('%s reads %s', d.reader, d.what), 'hint', 'Change or drop it first, in a migration of your own.'))
      from (
        select distinct s ->> 'path' as path, rn.nspname || '.' || rc.relname as reader,
          format('%I.%I', v_model ->> 'table', coalesce(a.attname, '*')) as what
        from jsonb_array_elements(written -> 'steps') as s
          join pg_catalog.pg_class as t on t.oid = to_regclass(format('%I.%I', v_model ->> 'schema', v_model ->> 'table'))
          join pg_catalog.pg_depend as d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = t.oid
            and d.classid = 'pg_catalog.pg_rewrite'::regclass
          join pg_catalog.pg_rewrite as r on r.oid = d.objid and r.ev_class <> t.oid
          join pg_catalog.pg_class as rc on rc.oid = r.ev_class
          join pg_catalog.pg_namespace as rn on rn.oid = rc.relnamespace
          left join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = d.refobjsubid and d.refobjsubid > 0
        where s ->> 'schema' = v_model ->> 'schema' and s ->> 'table' = v_model ->> 'table'
          and (s ->> 'do' = 'drop_table'
            or (s ->> 'do' = 'drop_column' and a.attname = s ->> 'takes')
            or (s ->> 'do' = 'set_type' and s -> 'needs' ? a.attname::text))
      ) as d), '[]');
  end loop;

  return v_problems;
end;
$$;

comment on function specql_governance.standing_problems(jsonb) is
  'A list of problems: a column that rows have no value for, a table that is not ours to change, rights that are missing, '
  'views that read what goes or changes.';
