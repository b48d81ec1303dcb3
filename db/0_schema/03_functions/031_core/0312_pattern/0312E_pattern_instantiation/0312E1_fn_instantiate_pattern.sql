-- 0312E1  app.instantiate_pattern()
-- Uses a domain pattern: fills it with parameters, counts the use, and keeps what came of it.

create or replace function app.instantiate_pattern(pattern_name text, parameters jsonb default '{}')
  returns app.pattern_instantiations
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling the plan takes a hundred times as long as running it.
  set jit = off
as $$
declare
  v_pk  constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_new bigint;
  v_row app.pattern_instantiations;
begin
  -- The count's lock keeps the pattern as it is until its use is written.
  update specql_pattern.tb_domain_pattern as p set usage_count = p.usage_count + 1 where p.pk_domain_pattern = v_pk;
  insert into specql_pattern.tb_pattern_instantiation
    (fk_domain_pattern, entity_name, source_name, source_hash, parameters, effective_parameters, result, notes)
  select
    v_pk, left(case when jsonb_typeof(r.effective -> 'entity') = 'string' then r.effective ->> 'entity' end, 1000),
    r.pattern_name, r.hash, coalesce(instantiate_pattern.parameters, '{}'), r.effective, r.result, r.notes
  from specql_pattern.pattern_result(pattern => v_pk, parameters => instantiate_pattern.parameters) as r
  returning pk_pattern_instantiation into v_new;
  select i.*
  into v_row
  from app.pattern_instantiations as i
    join specql_pattern.tb_pattern_instantiation as t on t.id = i.id
  where t.pk_pattern_instantiation = v_new;
  return v_row;
end;
$$;

comment on function app.instantiate_pattern(text, jsonb) is
  'Fills the pattern''s implementation with the parameters, which must fit its JSON Schema; defaults are applied. The row '
  'says what was used (sha256), with which parameters, what came of it, who and when. SG170: the parameters do not fit. '
  'SG171, SG172, SG173, SG174: the pattern cannot be filled. SG261: no such pattern.';

grant execute on function app.instantiate_pattern(text, jsonb) to specql_author, specql_agent;
