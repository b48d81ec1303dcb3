-- 011222  specql_pattern.domain_pattern_pk()
-- The internal key of a pattern.

create or replace function specql_pattern.domain_pattern_pk(identifier text)
  returns bigint
  language sql
  stable
as $$
  select p.pk_domain_pattern
  from specql_pattern.tb_domain_pattern as p
  where common.name_key(p.pattern_name) = common.name_key(domain_pattern_pk.identifier);
$$;

comment on function specql_pattern.domain_pattern_pk(text) is
  'The internal key of a pattern, found by its name whatever its case; null where there is none.';
