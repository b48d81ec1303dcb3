-- 031226  app.get_pattern()
-- One pattern by its name.

create or replace function app.get_pattern(pattern_name text)
  returns app.patterns
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk      constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_pattern app.patterns;
begin
  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.get_pattern(text) is
  'The pattern of this name, whatever its case. SG261: no such pattern, and which one may have been meant.';

grant execute on function app.get_pattern(text) to specql_reader;
