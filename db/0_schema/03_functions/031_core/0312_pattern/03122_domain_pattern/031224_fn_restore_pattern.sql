-- 031224  app.restore_pattern()
-- Takes a deprecation back.

create or replace function app.restore_pattern(pattern_name text)
  returns app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk      constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_pattern app.patterns;
begin
  update specql_pattern.tb_domain_pattern as p
  set deprecated_at = null, deprecated_reason = null, fk_replacement = null
  where p.pk_domain_pattern = v_pk and p.deprecated_at is not null;

  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.restore_pattern(text) is
  'Makes a deprecated pattern one like any other again. SG261: no such pattern.';

grant execute on function app.restore_pattern(text) to specql_author;
