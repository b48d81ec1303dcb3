-- 001F51  common.signature_of()
-- What common.call_function() must know of a function of app.

create or replace function common.signature_of(function_name text)
  returns table (
    function_id   oid,
    argument_names text[],
    argument_types text[],
    required_count integer,
    returns_set   boolean,
    returns_row   boolean,
    returns_void  boolean
  )
  language sql
  stable
as $$
  select
    p.oid,
    -- Table-returning functions list their result columns here too; input arguments come first.
    coalesce(p.proargnames[1:p.pronargs], '{}'),
    array(
      select format_type(t.type_id, null)
      from unnest(p.proargtypes) with ordinality as t (type_id, position)
      order by t.position
    ),
    p.pronargs - p.pronargdefaults,
    p.proretset,
    p.prorettype = 'record'::regtype or r.typtype = 'c',
    p.prorettype = 'void'::regtype
  from pg_catalog.pg_proc as p
    join pg_catalog.pg_type as r on r.oid = p.prorettype
  where p.pronamespace = 'app'::regnamespace
    and p.prokind = 'f'
    and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and p.proname = signature_of.function_name;
$$;

comment on function common.signature_of(text) is
  'The catalog''s facts on a function of app: input argument names and types in order, how many have no '
  'default, and the kind of its result.';

grant execute on function common.signature_of(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
