-- 013431  network.add_projects()
-- Adds the projects of a load that are new and say nothing but what the columns hold. Nearly all are like this.

create or replace function network.add_projects(run bigint, first_ordinal bigint, rows jsonb)
  returns bigint[]
  language plpgsql
  volatile
as $$
declare
  v_n       bigint[];
  v_content jsonb[];
  v_name    text[];
  v_system  text[];
  v_added   bigint[];
begin
  -- One passage fills all lists, so they agree in their order.
  select array_agg(w.n), array_agg(w.content),
    array_agg(lower(w.ecosystem collate "und-x-icu")), array_agg(lower(w.name collate "und-x-icu"))
  into v_n, v_content, v_system, v_name
  from (
    -- A key that stands twice is looked at by network.judged(), whatever the form of either row.
    select v.*, count(*) over (partition by v.key) as many
    from (
      select r.n, r.entry -> 'content' as content, c.ecosystem, c.name,
        lower(c.ecosystem || '/' || c.name collate "und-x-icu") as key,
        c.name <> '' and c.ecosystem <> '' and network.package_problem(c.ecosystem, c.name) is null
          and length(coalesce(c.dependency_count, '0')::text) <= 100
          and jsonb_typeof(coalesce(c.dependency_count, '0')) = 'number'
          -- As texts: a number where a text belongs, another key, or one that is missing are read with more care.
          and (r.entry -> 'content')::text = jsonb_build_object('name', c.name, 'ecosystem', c.ecosystem, 'version', c.version,
            'description', c.description, 'dependency_count', c.dependency_count)::text as is_plain
      from jsonb_array_elements(rows) with ordinality as r (entry, n)
        cross join lateral jsonb_to_record(case when jsonb_typeof(r.entry -> 'content') = 'object' then r.entry -> 'content' else '{}' end)
          as c (name text, ecosystem text, version text, description text, dependency_count jsonb)
      offset 0
    ) as v
  ) as w
  where w.is_plain and w.many = 1;
  if v_n is null then
    return '{}';
  end if;

  perform network.add_packages(v_system, v_name);
  with added as (
    insert into network.tb_project (fk_package, ecosystem, project_name, version, description, dependency_count, position, import_run, created_by, updated_by)
    select p.pk_package, s.content ->> 'ecosystem', s.content ->> 'name', s.content ->> 'version', s.content ->> 'description',
      (s.content ->> 'dependency_count')::numeric, first_ordinal + s.n - 1, run, w.actor, w.actor
    from unnest(v_n, v_content, v_system, v_name) as s (n, content, ecosystem, name)
      join network.tb_package as p on p.identifier = s.ecosystem || '/' || s.name
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
    where not exists (select from network.tb_project as t where t.fk_package = p.pk_package)
    order by s.n
    returning position
  )
  select coalesce(array_agg(a.position - first_ordinal + 1), '{}') into v_added from added as a;
  return v_added;
exception
  -- Another session adds one of them: the caller looks at each. To ask for conflicts costs a tenth of the time.
  when unique_violation then
    return '{}';
end;
$$;

comment on function network.add_projects(bigint, bigint, jsonb) is
  'The places, from 1, of the rows that were added. All others are left to the caller: what is here already, what stands twice in rows, '
  'and what has another form. Adds none where another session has just added one of them.';
