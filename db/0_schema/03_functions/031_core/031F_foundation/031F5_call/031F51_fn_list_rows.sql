-- 031F51  app.list_rows()
-- Reads a view of app as JSON: the one door behind the lists of the command line.

create or replace function app.list_rows(
  view_name text,
  filter    jsonb default '{}',
  "limit"   integer default 100,
  "offset"  integer default 0
)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_view    regclass;
  v_unknown text;
  v_order   text;
  v_where   text;
  v_rows    jsonb;
begin
  select c.oid
  into v_view
  from pg_catalog.pg_class as c
  where c.relnamespace = 'app'::regnamespace and c.relkind = 'v' and c.relname = list_rows.view_name;
  if not found then
    raise exception using
      errcode = 'SG202',
      message = format('there is no view %s', quote_literal(left(coalesce(view_name, ''), 63))),
      hint = coalesce('Did you mean ' || common.closest(view_name, array(
        select c.relname::text from pg_catalog.pg_class as c
        where c.relnamespace = 'app'::regnamespace and c.relkind = 'v'
      )) || '?', 'Views are domains, subdomains, entities and so on.'),
      column = 'view_name';
  end if;

  if jsonb_typeof(coalesce(filter, '{}')) <> 'object' then
    raise exception using
      errcode = 'SG112',
      message = 'filter must be a JSON object of columns and values',
      column = 'filter';
  end if;
  select k.key
  into v_unknown
  from jsonb_object_keys(coalesce(filter, '{}')) as k (key)
  where not exists (
    select from pg_catalog.pg_attribute as a where a.attrelid = v_view and a.attnum > 0 and a.attname = k.key
  )
  limit 1;
  if found then
    raise exception using
      errcode = 'SG104',
      message = format('%s has no column %s', view_name, quote_literal(left(v_unknown, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_unknown, array(
        select a.attname::text from pg_catalog.pg_attribute as a where a.attrelid = v_view and a.attnum > 0
      )) || '?', format('\d app.%s lists its columns.', view_name)),
      column = left(v_unknown, 63);
  end if;

  select string_agg(format(
    -- Texts are found whatever their case, as names are everywhere else.
    case when a.atttypid = 'text'::regtype
      then 'common.name_key(v.%1$I) is not distinct from common.name_key($1 ->> %1$L)'
      else 'v.%1$I::text is not distinct from $1 ->> %1$L'
    end, a.attname), ' and ')
  into v_where
  from pg_catalog.pg_attribute as a
  where a.attrelid = v_view and a.attnum > 0 and filter ? a.attname;

  v_order := coalesce(substring(obj_description(v_view, 'pg_class') from '@orderBy ([a-z_, ]+)'), 'id');
  execute format(
    'select coalesce(jsonb_agg(to_jsonb(r)), ''[]'') from (
       select v.* from %s as v where %s order by %s limit %s offset %s
     ) as r',
    v_view, coalesce(v_where, 'true'), v_order,
    least(greatest(coalesce("limit", 100), 0), 1000), greatest(coalesce("offset", 0), 0)
  )
  into v_rows
  using filter;
  return v_rows;
end;
$$;

comment on function app.list_rows(text, jsonb, integer, integer) is
  E'@behavior -queryField\nRows of a view of app as a JSON array, in the order that its comment declares, at most 1000 at a '
  'time. The filter names columns and the values that they equal. SG202: no such view. SG104: no such column.';

grant execute on function app.list_rows(text, jsonb, integer, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
