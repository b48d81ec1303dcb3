-- 031F62  app.doctor()
-- Every invariant of a live database, one row each.

create or replace function app.doctor()
  returns table (check_name text, ok boolean, detail text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select c.check_name, c.bad = 0, case when c.bad = 0 then c.good else c.bad || ' ' || c.fault end
  from (
    select 'codes equal their place' as check_name, count(*) as bad, 'every code is made from its place' as good,
      'entities stand elsewhere than their code says' as fault, 1 as position
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    where left(e.table_code, 4) <> '01' || d.domain_number || s.subdomain_number
    union all
    select 'codes are given once', count(*), 'no code is given twice', 'codes are given to an entity and to a file of another', 2
    from specql_registry.tb_entity_file as f
      join specql_registry.tb_entity_registration as e on e.table_code = f.file_code
    where e.pk_entity_registration <> f.fk_entity_registration
    union all
    select 'reserved codes are free', count(*), 'no reserved code is given', 'reserved codes are given', 3
    from specql_registry.tb_reserved_code as r
    where exists (select from specql_registry.tb_entity_registration as e where e.table_code = r.code)
      or exists (select from specql_registry.tb_entity_file as f where f.file_code = r.code)
    union all
    select 'counters skip nothing', count(*), 'below each counter every digit is given or reserved',
      'subdomains have a free digit below their counter', 4
    from specql_registry.tb_entity_counter as c
      join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
    where exists (
      select from generate_series(1, c.next_entity_sequence - 1) as g (digit)
      where not exists (
          select from specql_registry.tb_entity_registration as e
          where e.fk_subdomain = s.pk_subdomain and e.entity_sequence = g.digit
        )
        and not specql_registry.code_is_reserved('01' || s.domain_number || s.subdomain_number
          || substr('123456789ABCDEF', g.digit, 1) || '1')
    )
    union all
    select 'each subdomain has its counter', count(*), 'no counter is missing', 'subdomains have none', 5
    from specql_registry.tb_subdomain as s
    where not exists (select from specql_registry.tb_entity_counter as c where c.fk_subdomain = s.pk_subdomain)
    union all
    select 'names are claimed', count(*), 'each name and alias finds its domain', 'names of domains are not claimed', 6
    from specql_registry.tb_domain as d
      cross join lateral unnest(d.aliases || d.domain_name || d.domain_number) as n (name)
    where not exists (
      select from specql_registry.tb_domain_name as c
      where c.fk_domain = d.pk_domain and c.name_key = common.name_key(n.name)
    )
    union all
    select 'each name finds its type', count(*), 'each type is found by its name', 'types are not found by their name', 20
    from specql_type.tb_universal_type as t
    where specql_type.universal_type_pk(t.type_name) is distinct from t.pk_universal_type
    union all
    select 'each type has its last version', count(*), 'versions have no gap and the last is in force',
      'types have a gap in their versions, or another in force', 21
    from (
      select t.current_version, max(v.version) as last, count(v.version) as versions
      from specql_type.tb_universal_type as t
        left join specql_type.tb_type_version as v on v.fk_universal_type = t.pk_universal_type
      group by t.pk_universal_type, t.current_version
    ) as v
    where v.current_version is distinct from v.last or coalesce(v.last, 0) <> v.versions
    union all
    select 'triggers are enabled', count(*), 'no trigger is switched off', 'triggers are switched off', 7
    from pg_catalog.pg_trigger as t
      join pg_catalog.pg_class as c on c.oid = t.tgrelid
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and not t.tgisinternal and t.tgenabled = 'D'
    union all
    select 'tables are audited', count(*), 'each governed table has the audit trigger', 'tables have no audit trigger', 8
    from pg_catalog.pg_class as c
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and c.relkind in ('r', 'p') and not c.relispartition and c.relname like 'tb\_%'
      and c.relname <> 'tb_change'
      -- Logs, what repeats other rows, and counters whose every move is the insert of a row that is logged.
      and c.relname not in ('tb_import_row', 'tb_entity_counter', 'tb_ledger', 'tb_ledger_head', 'tb_seal', 'tb_graph', 'tb_adjacency',
        'tb_pattern_embedding', 'tb_outbox', 'tb_mirror', 'tb_discrepancy', 'tb_gauge', 'tb_query_metric', 'tb_search_text', 'tb_task_event', 'tb_task_key')
      and not exists (select from pg_catalog.pg_trigger as t where t.tgrelid = c.oid and t.tgname = 'tr_900_record_change')
    union all
    select 'each pattern has its vector', count(*), 'each has an offline vector of its text as it is',
      'patterns have no offline vector, or one of another text', 22
    from specql_pattern.tb_domain_pattern as p
    where not exists (
      select from specql_pattern.tb_pattern_embedding as e
      where e.fk_domain_pattern = p.pk_domain_pattern and e.fk_embedding_provider = 1 and e.text_hash = p.text_hash
    )
    union all
    select 'the audit log has room', case when to_regclass(
        'specql_audit.tb_change_' || to_char(now() at time zone 'UTC' + interval '1 month', 'YYYY_MM')) is null then 1 else 0 end,
      'next month''s partition is there', 'partition is missing: next month''s', 9
    union all
    select 'nobody writes past app', count(*), 'no role but the owner holds a right on a table',
      'rights on private tables are granted', 10
    from pg_catalog.pg_class as c
      cross join lateral aclexplode(c.relacl) as a
    where c.relnamespace::regnamespace::text ~ '^(specql_.*|memory|network)$' and c.relkind in ('r', 'p') and a.grantee <> c.relowner
    union all
    select 'rejected rows are settled', count(*), 'no rejected row is open', 'rejected rows are open (specql import rejects)', 11
    from specql_cutover.tb_import_reject as j
    where j.status = 'open'
    union all
    select 'neighbours of services are right', count(*), 'the arrays are what the dependencies say',
      'services have other dependencies than their arrays say', 12
    from specql_service.tb_service as s
      left join specql_service.tb_adjacency as a on a.fk_service = s.pk_service
    where array(select n.pk from unnest(a.needed) as n (pk) order by 1)
        <> array(select d.fk_needed_service from specql_service.tb_dependency as d where d.fk_service = s.pk_service order by 1)
      or array(select n.pk from unnest(a.dependents) as n (pk) order by 1)
        <> array(select d.fk_service from specql_service.tb_dependency as d where d.fk_needed_service = s.pk_service order by 1)
    union all
    select 'the ledger is whole', count(*), 'no stream of the ledger was tampered with',
      'streams of the ledger are not what they were (specql audit verify)', 13
    from specql_audit.tb_ledger_head as h
      cross join lateral specql_audit.stream_problem(h.stream, 0) as p
    where p.problem is not null
    union all
    select 'approvals are in order', count(*), 'what is approved was approved, by somebody else, as it stands',
      'approved requests lack a valid approval of what they ask for', 14
    from specql_governance.tb_schema_request as q
    where q.status in ('approved', 'migrated', 'rolled_back') and not exists (
      select from specql_governance.tb_revision as v
        join specql_governance.tb_review as r on r.fk_revision = v.pk_revision
      where v.fk_schema_request = q.pk_schema_request and v.revision_number = q.revision_number
        and v.content_hash = q.approved_hash and r.content_hash = v.content_hash
        and r.decision = 'approve' and r.principal_kind = 'human'
        and not specql_governance.is_author(q.pk_schema_request, r.reviewer)
    )
  ) as c
  order by c.position;
$$;

comment on function app.doctor() is
  'One row for each invariant: check_name, ok, and detail, which says what was found. Nothing is changed.';

grant execute on function app.doctor() to specql_reader;
