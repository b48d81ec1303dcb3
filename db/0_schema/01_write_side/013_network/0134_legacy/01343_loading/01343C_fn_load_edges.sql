-- 01343C  network.load_edges()
-- Brings edges of the legacy file into the graph.

create or replace function network.load_edges(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_n        bigint[];
  v_systems  text[];
  v_names    text[];
  v_from_key text[];
  v_to_key   text[];
  v_legacy   jsonb[];
  v_from     bigint[];
  v_to       bigint[];
  v_twice    bigint[];
  v_added    bigint := 0;
  v_judged   jsonb;
begin
  -- The ends in lower case, of all edges that have the form of one. One passage fills all lists, so they agree in their order.
  select array_agg(e.n), array_agg(e.ends[1]) || array_agg(e.ends[3]), array_agg(e.ends[2]) || array_agg(e.ends[4]),
    array_agg(e.ends[1] || '/' || e.ends[2]), array_agg(e.ends[3] || '/' || e.ends[4]), array_agg(e.legacy)
  into v_n, v_systems, v_names, v_from_key, v_to_key, v_legacy
  from (
    select p.n,
      case when p.is_plain then array[p.parts[2], p.parts[4], p.parts[6], p.parts[8]] else network.edge_ends(p.content) end as ends,
      case when not p.is_plain then network.edge_legacy(p.content) end as legacy
    from (
      -- Nearly every edge is small letters between quotes: [["npm", "a"], ["npm", "b"]] is divided as a text.
      select s.n, s.content, s.parts,
        s.written ~ '^\[\["[a-z0-9._-]+", "[a-z0-9@/._-]+"\], \["[a-z0-9._-]+", "[a-z0-9@/._-]+"\]\]$'
          and length(s.parts[2]) <= 100 and length(s.parts[6]) <= 100
          and length(s.parts[4]) <= 10000 and length(s.parts[8]) <= 10000 as is_plain
      from (
        select t.n, t.content, t.written, string_to_array(t.written, '"') as parts
        from (
          select r.n, r.entry -> 'content' as content, (r.entry -> 'content')::text as written
          from jsonb_array_elements(rows) with ordinality as r (entry, n)
          -- Not to be flattened, as below: that would look at each edge once for each of its parts.
          offset 0
        ) as t
        offset 0
      ) as s
      offset 0
    ) as p
    offset 0
  ) as e
  where e.ends is not null;

  if v_put then
    perform network.refuse_other_key(rows -> (e.n - 1)::integer ->> 'key', e.from_key || ' > ' || e.to_key)
    from unnest(v_n, v_from_key, v_to_key) as e (n, from_key, to_key);
  end if;

  -- The packages, in the order of the other lists; once more where some had to be added.
  for v_try in 1 .. 2 loop
    select array_agg(f.pk_package order by e.place), array_agg(t.pk_package order by e.place)
    into v_from, v_to
    from unnest(v_from_key, v_to_key) with ordinality as e (from_key, to_key, place)
      left join network.tb_package as f on f.identifier = e.from_key
      left join network.tb_package as t on t.identifier = e.to_key;
    exit when v_from is null or array_position(v_from || v_to, null) is null;
    perform network.add_packages(array_agg(m.ecosystem), array_agg(m.package_name))
    from (
      select distinct u.ecosystem, u.package_name
      from unnest(v_systems, v_names, v_from || v_to) as u (ecosystem, package_name, pk)
      where u.pk is null
    ) as m;
  end loop;

  -- Nearly always all of them are new. Where the first is not, nobody is bothered with trying.
  if not v_put and not exists (select from network.tb_dependency as d where d.fk_from = v_from[1] and d.fk_to = v_to[1]) then
    begin
      insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
      select e.fk_from, e.fk_to, e.from_key || ' > ' || e.to_key, first_ordinal + e.n - 1, e.legacy, run, w.actor, w.actor
      from unnest(v_n, v_from, v_to, v_from_key, v_to_key, v_legacy) as e (n, fk_from, fk_to, from_key, to_key, legacy)
        -- Asked once, not once for each row.
        cross join (select common.current_actor() as actor offset 0) as w;
      get diagnostics v_added = row_count;
    exception
      -- One is here, stands twice, or another session adds it: each is looked at below. To ask for conflicts costs a tenth of the time.
      when unique_violation then
        v_added := 0;
    end;
  end if;

  if v_added is distinct from cardinality(v_n) then
    -- One statement: what is here already, what stands twice, and what is new.
    with entry as (
      select e.n, e.fk_from, e.fk_to, e.from_key || ' > ' || e.to_key as identifier, e.legacy,
        row_number() over (partition by e.fk_from, e.fk_to order by e.n) as nth
      from unnest(v_n, v_from, v_to, v_from_key, v_to_key, v_legacy) as e (n, fk_from, fk_to, from_key, to_key, legacy)
    ), known as (
      select e.n, e.nth, e.legacy, d.pk_dependency, d.import_run, d.position
      from entry as e
        join network.tb_dependency as d on d.fk_from = e.fk_from and d.fk_to = e.fk_to
    ), added as (
      insert into network.tb_dependency (fk_from, fk_to, identifier, position, legacy, import_run, created_by, updated_by)
      select e.fk_from, e.fk_to, e.identifier,
        case when run is null then null else first_ordinal + e.n - 1 end,
        e.legacy,
        run, w.actor, w.actor
      from entry as e
        -- Asked once, not once for each row.
        cross join (select common.current_actor() as actor offset 0) as w
      where e.nth = 1 and not exists (select from known as k where k.n = e.n)
      order by e.n
      on conflict on constraint uq_tb_dependency__ends do nothing
      returning pk_dependency
    ), moved as (
      update network.tb_dependency as d set
        position = case when v_put then d.position else first_ordinal + k.n - 1 end,
        legacy = k.legacy
      from known as k
      where d.pk_dependency = k.pk_dependency and k.nth = 1 and (v_put or k.import_run is distinct from run)
        and (d.legacy is distinct from k.legacy
          or (not v_put and k.position is distinct from first_ordinal + k.n - 1))
    )
    select
      (select array_agg(e.n) from entry as e where e.nth > 1 and not v_put)
        || (select array_agg(k.n) from known as k where k.nth = 1 and k.import_run = run and not v_put),
      (select count(*) from added)
    into v_twice, v_added;
  end if;

  if cardinality(v_n) is distinct from jsonb_array_length(rows) or v_twice is not null then
    select jsonb_agg(jsonb_build_object('n', r.n, 'key', r.entry -> 'key', 'line', r.entry -> 'line',
      'content', r.entry -> 'content', 'verdict', 'rejected') || case
        when r.n = any (v_twice) then network.problem('SG317', null, 'the key stands twice in the file',
          'The first row with this key is taken; whatever the case of its letters.')
        else network.edge_problem(r.entry -> 'content') end)
    into v_judged
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
    where r.n = any (v_twice) or network.edge_ends(r.entry -> 'content') is null;
    perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);
  end if;

  return network.load_report(v_added, 0,
    jsonb_array_length(rows) - v_added - coalesce(jsonb_array_length(v_judged), 0),
    coalesce(jsonb_array_length(v_judged), 0));
end;
$$;

comment on function network.load_edges(bigint, text, bigint, jsonb, jsonb) is
  'An edge has nothing but its ends: it is there or it is not. Packages that nothing spoke of before get a row.';
