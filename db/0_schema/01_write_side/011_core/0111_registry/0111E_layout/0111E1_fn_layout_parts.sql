-- 0111E1  specql_registry.layout_parts()
-- The coded folders and files of a source tree, each with its code and its name.

create or replace function specql_registry.layout_parts(paths text[])
  returns table (
    path        text,
    part        text,
    is_file     boolean,
    level       integer,
    code        text,
    parent_code text,
    kind        text,
    part_name   text,
    full_path   text
  )
  language sql
  immutable
as $$
  with file as (
    select distinct on (f.path) f.path, string_to_array(f.path, '/') as parts
    from unnest(paths) as f (path)
    where f.path is not null
  ), coded as (
    select
      f.path,
      p.part,
      p.position = cardinality(f.parts) and p.part like '%.%' as is_file,
      p.position::integer as position,
      substring(p.part from '^([0-9A-Za-z]{2,8})_') as raw_code,
      array_to_string(f.parts[1:p.position], '/') as full_path
    from file as f
      cross join lateral unnest(f.parts) with ordinality as p (part, position)
  ), known as (
    select c.*,
      -- A layer is where the tree begins; what stands above it (db, 0_schema) is nobody's business here.
      case when c.raw_code ~ '^[0-9A-Fa-f]{2,8}$' and c.raw_code ~ '^0' then c.raw_code end as code
    from coded as c
  )
  select
    k.path,
    k.part,
    k.is_file,
    k.position,
    k.code,
    lag(k.code) over (partition by k.path order by k.position),
    case when k.is_file and k.code is not null
      then substring(k.part from '^[0-9A-Za-z]+_([a-z]+)_') end,
    case
      when k.is_file then substring(k.part from '^[0-9A-Za-z]+_[a-z]+_([^.]+)\.')
      else substring(k.part from '^[0-9A-Za-z]+_(.*)$')
    end,
    k.full_path
  from known as k;
$$;

comment on function specql_registry.layout_parts(text[]) is
  'One row for each component of each path: the path, the component, whether it is the file, its depth, its code and that of '
  'the component above (null where they have none), the file''s kind, the name, and the path up to here.';
