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
  v_put       constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_n         bigint[];
  v_from      text[];
  v_from_name text[];
  v_to        text[];
  v_to_name   text[];
  v_legacy    jsonb[];
  v_twice     bigint[];
  v_imported  bigint;
  v_judged    jsonb;
begin
  -- The ends in lower case, of all edges that have the form of one.
  select array_agg(e.n order by e.n), array_agg(e.ends[1] order by e.n), array_agg(e.ends[2] order by e.n),
    array_agg(e.ends[3] order by e.n), array_agg(e.ends[4] order by e.n), array_agg(e.legacy order by e.n)
  into v_n, v_from, v_from_name, v_to, v_to_name, v_legacy
  from (
    select r.n, network.edge_ends(r.entry -> 'content') as ends, network.edge_legacy(r.entry -> 'content') as legacy
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
    -- Not to be flattened: that would look at each edge once for each of its parts.
    offset 0
  ) as e
  where e.ends is not null;

  if v_put then
    perform network.refuse_other_key(
      rows -> (e.n - 1)::integer ->> 'key',
      e.from_ecosystem || '/' || e.from_name || ' > ' || e.to_ecosystem || '/' || e.to_name)
    from unnest(v_n, v_from, v_from_name, v_to, v_to_name) as e (n, from_ecosystem, from_name, to_ecosystem, to_name);
  end if;
  perform network.add_packages(v_from || v_to, v_from_name || v_to_name);

  -- One statement: what is here already, what stands twice, and what is new.
  with entry as (
    select e.n, f.pk_package as fk_from, t.pk_package as fk_to, f.identifier || ' > ' || t.identifier as identifier, e.legacy,
      row_number() over (partition by f.pk_package, t.pk_package order by e.n) as nth
    from unnest(v_n, v_from, v_from_name, v_to, v_to_name, v_legacy) as e (n, from_ecosystem, from_name, to_ecosystem, to_name, legacy)
      join network.tb_package as f on f.digest = sha256(convert_to(e.from_ecosystem || '/' || e.from_name, 'UTF8'))
      join network.tb_package as t on t.digest = sha256(convert_to(e.to_ecosystem || '/' || e.to_name, 'UTF8'))
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
  into v_twice, v_imported;

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

  return network.load_report(v_imported, 0,
    jsonb_array_length(rows) - v_imported - coalesce(jsonb_array_length(v_judged), 0),
    coalesce(jsonb_array_length(v_judged), 0));
end;
$$;

comment on function network.load_edges(bigint, text, bigint, jsonb, jsonb) is
  'An edge has nothing but its ends: it is there or it is not. Packages that nothing spoke of before get a row.';
