-- 011777  specql_cutover.checksums_of()
-- Compares the rows of the file with what the tables hold of them.

create or replace function specql_cutover.checksums_of(run bigint)
  returns jsonb
  language sql
  stable
as $$
  with held (source_table, path, content) as (
    select 'domains', 'domains.' || (d.legacy ->> 'key'), d.legacy -> 'entry'
    from specql_registry.tb_domain as d
    union all
    select 'subdomains', 'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key'), s.legacy -> 'entry'
    from specql_registry.tb_subdomain as s
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select
      'entities',
      'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key') || '.entities.' || (e.legacy ->> 'key'),
      e.legacy -> 'entry'
    from specql_registry.tb_entity_registration as e
      join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select
      'read_entities',
      'domains.' || (d.legacy ->> 'key') || '.subdomains.' || (s.legacy ->> 'key') || '.read_entities.' || (r.legacy ->> 'key'),
      r.legacy -> 'entry'
    from specql_registry.tb_read_entity as r
      join specql_registry.tb_subdomain as s on s.pk_subdomain = r.fk_subdomain
      join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
    union all
    select 'services', 'services.' || (s.position - 1), s.legacy -> 'entry' from specql_service.tb_service as s
    union all
    select t.source_table, t.path, t.content from specql_cutover.types_held() as t
  ), hashed as (
    select
      r.source_table,
      r.path,
      encode(sha256(convert_to(r.source_row::text, 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(h.content::text, 'UTF8')), 'hex') as database_hash
    from specql_cutover.tb_import_row as r
      left join held as h on h.source_table = r.source_table and h.path = r.path
    where r.fk_import_run = run
      and r.outcome in ('imported', 'changed')
      and r.source_table in ('domains', 'subdomains', 'entities', 'read_entities', 'services',
        'scalars', 'composites', 'composite_fields', 'type_aliases', 'rich_types')
  )
  select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}')
  from (
    select
      h.source_table,
      count(*) as rows,
      count(*) filter (where h.source_hash is distinct from h.database_hash) as differing,
      encode(sha256(convert_to(string_agg(h.source_hash, '' order by h.path), 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(string_agg(coalesce(h.database_hash, ''), '' order by h.path), 'UTF8')), 'hex') as database_hash
    from hashed as h
    group by h.source_table
  ) as c;
$$;

comment on function specql_cutover.checksums_of(bigint) is
  'For each kind of row that went in: rows, how many differ from what the tables hold, and sha256 over the hashes of the '
  'rows of the source and of the database.';
