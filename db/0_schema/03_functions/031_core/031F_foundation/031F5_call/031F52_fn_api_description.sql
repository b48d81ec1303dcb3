-- 031F52  app.api_description()
-- What app holds, for whoever writes a client: functions, views, and who may use them.

create or replace function app.api_description()
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'functions', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', p.proname,
        'description', regexp_replace(coalesce(obj_description(p.oid, 'pg_proc'), ''), '^(@[^\n]*\n)+', ''),
        'writes', p.provolatile = 'v',
        'required', p.pronargs - p.pronargdefaults,
        'arguments', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'name', p.proargnames[t.position], 'type', format_type(t.type_id, null)
          ) order by t.position), '[]')
          from unnest(p.proargtypes) with ordinality as t (type_id, position)
        ),
        'returns', jsonb_build_object(
          'set', p.proretset,
          'type', format_type(p.prorettype, null),
          'view', (
            select c.relname from pg_catalog.pg_class as c
            where c.oid = r.typrelid and c.relkind in ('v', 'c') and c.relnamespace = 'app'::regnamespace
          ),
          -- The columns of a function that returns a table.
          'columns', (
            select jsonb_agg(jsonb_build_object(
              'name', p.proargnames[a.position], 'type', format_type(a.type_id, null)
            ) order by a.position)
            from unnest(p.proallargtypes) with ordinality as a (type_id, position)
            where p.proargmodes[a.position] in ('t', 'o')
          )
        ),
        'roles', (
          select coalesce(jsonb_agg(w.rolname order by w.rolname), '[]')
          from pg_catalog.pg_roles as w
          where w.rolname in ('specql_reader', 'specql_author', 'specql_reviewer', 'specql_admin', 'specql_agent')
            and has_function_privilege(w.oid, p.oid, 'execute')
        )
      ) order by p.proname), '[]')
      from pg_catalog.pg_proc as p
        join pg_catalog.pg_type as r on r.oid = p.prorettype
      where p.pronamespace = 'app'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    ),
    'views', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', c.relname,
        'description', regexp_replace(coalesce(obj_description(c.oid, 'pg_class'), ''), '^(@[^\n]*\n)+', ''),
        'columns', (
          select jsonb_agg(jsonb_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, null),
            'required', coalesce(col_description(c.oid, a.attnum), '') ~ '@notNull',
            'description', regexp_replace(coalesce(col_description(c.oid, a.attnum), ''), '^(@[^\n]*\n)+', '')
          ) order by a.attnum)
          from pg_catalog.pg_attribute as a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        )
      ) order by c.relname), '[]')
      from pg_catalog.pg_class as c
      where c.relnamespace = 'app'::regnamespace and c.relkind in ('v', 'c')
    )
  );
$$;

comment on function app.api_description() is
  E'@behavior -queryField\nThe functions and views of app with their arguments, columns, comments and the roles that may '
  'use them, as JSON: openapi.json is made of it.';

grant execute on function app.api_description() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
