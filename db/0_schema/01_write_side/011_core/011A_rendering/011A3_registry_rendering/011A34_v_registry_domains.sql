-- 011A34  specql_cutover.lr_registry_domains
-- Domains as the legacy file has them, without what stands below them.

create or replace view specql_cutover.lr_registry_domains as
select
  specql_cutover.domain_key(d.domain_number, d.legacy) as row_key,
  d.pk_domain as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'name', btrim(r.entry ->> 'name') is not distinct from d.domain_name, to_jsonb(d.domain_name)),
    'description', r.entry ->> 'description' is not distinct from d.description, to_jsonb(d.description)),
    'multi_tenant', d.legacy is not null
      and coalesce(specql_cutover.boolean_of(r.entry, 'multi_tenant'), false) = d.multi_tenant, to_jsonb(d.multi_tenant::text)),
    'aliases', specql_registry.checked_aliases(specql_cutover.texts_of(r.entry, 'aliases')) = d.aliases, to_jsonb(d.aliases)
  ) as content,
  null::jsonb as also
from specql_registry.tb_domain as d
  cross join lateral (select coalesce(specql_cutover.failsafe(d.legacy -> 'entry'), '{}') as entry) as r;

comment on view specql_cutover.lr_registry_domains is 'Domains as rows of the legacy file.';
comment on column specql_cutover.lr_registry_domains.row_key is 'domains and the key.';
comment on column specql_cutover.lr_registry_domains.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_domains.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_domains.also is 'Other values that an attribute may have.';
