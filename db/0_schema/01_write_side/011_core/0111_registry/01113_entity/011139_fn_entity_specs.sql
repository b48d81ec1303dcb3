-- 011139  specql_registry.entity_specs()
-- A list of entities as rows, each with the place where it goes.

create or replace function specql_registry.entity_specs(specs jsonb)
  returns table (
    ordinal         integer,
    subdomain_pk    bigint,
    entity_name     text,
    entity_code     text,
    wanted_sequence integer
  )
  language plpgsql
  stable
as $$
begin
  return query
    select
      s.position::integer,
      p.pk,
      common.checked_name(s.spec ->> 'entity_name', 'entity_name'),
      specql_registry.checked_entity_code(s.spec ->> 'entity_code', s.spec ->> 'entity_name'),
      specql_registry.wanted_sequence(p.pk, s.spec ->> 'table_code')
    from jsonb_array_elements(specs) with ordinality as s (spec, position)
      cross join lateral (
        select specql_registry.meant_subdomain(
          domain => s.spec ->> 'domain', subdomain => s.spec ->> 'subdomain',
          entity_name => s.spec ->> 'entity_name'
        ) as pk
      ) as p;
end;
$$;

comment on function specql_registry.entity_specs(jsonb) is
  'One row for each entry, in order; ordinal counts from 1. Raises what its parts raise: SG102 to SG108, SG201, '
  'SG203, SG404.';
