-- 011A35  specql_cutover.lr_registry_subdomains
-- Subdomains as the legacy file has them, without what stands below them.

create or replace view specql_cutover.lr_registry_subdomains as
select
  specql_cutover.domain_key(d.domain_number, d.legacy) || '.subdomains.' || coalesce(s.legacy ->> 'key', s.subdomain_number) as row_key,
  -- Those of the first domain stand before those of the second.
  ((d.pk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) as position,
  specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'name', btrim(r.entry ->> 'name') is not distinct from s.subdomain_name, to_jsonb(s.subdomain_name)),
    'description', r.entry ->> 'description' is not distinct from s.description, to_jsonb(s.description))
    -- The counter is derived from the codes; the file's is kept as long as it is ahead.
    || case
      when n.raw is not null then jsonb_build_object('next_entity_sequence', case
        when n.raw ~ '^[0-9]{1,9}$' and n.raw::integer < c.next_entity_sequence then c.next_entity_sequence::text else n.raw end)
      when s.legacy is not null then '{}'
      else jsonb_build_object('next_entity_sequence', c.next_entity_sequence::text)
    end as content,
  case when n.raw is distinct from c.next_entity_sequence::text then jsonb_build_object('next_entity_sequence',
    case when n.raw ~ '^[0-9]{1,9}$' and n.raw::integer < c.next_entity_sequence then n.raw else c.next_entity_sequence::text end)
  end as also
from specql_registry.tb_subdomain as s
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain
  join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  cross join lateral (
    select coalesce(specql_cutover.failsafe(s.legacy -> 'entry'), '{}') as entry
  ) as r
  cross join lateral (select s.legacy ->> 'counter' as raw) as n;

comment on view specql_cutover.lr_registry_subdomains is 'Subdomains as rows of the legacy file.';
comment on column specql_cutover.lr_registry_subdomains.row_key is 'Keys of the domain and of the subdomain.';
comment on column specql_cutover.lr_registry_subdomains.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_subdomains.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_subdomains.also is
  'Other values that an attribute may have: the counter as the file has it, or as the codes have it.';
