-- 031221  app.register_pattern()
-- Puts a pattern into the library, so that it is found by words and by meaning.

create or replace function app.register_pattern(
  pattern_name     text,
  pattern_category text,
  description      text,
  parameters       jsonb,
  implementation   jsonb,
  tags             text[] default '{}',
  embedding        real[] default null
)
  returns app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  v_name           constant text := common.checked_name(register_pattern.pattern_name, 'pattern_name');
  v_tags           constant text[] := specql_pattern.checked_tags(register_pattern.tags, 'tags');
  v_parameters     constant jsonb := specql_pattern.checked_parameters(register_pattern.parameters);
  v_implementation constant jsonb := specql_pattern.checked_object(register_pattern.implementation, 'implementation');
  v_embedding      real[];
  v_category       bigint;
  v_pk             bigint;
  v_pattern        app.patterns;
begin
  perform common.checked_text(register_pattern.description, 'description');
  if register_pattern.embedding is not null then
    v_embedding := specql_pattern.checked_embedding(register_pattern.embedding, 'embedding');
  end if;
  v_category := specql_pattern.claimed_pattern_category(register_pattern.pattern_category);

  -- Waits for another session that claims the same name; then one has it and the other is told.
  insert into specql_pattern.tb_domain_pattern as p
    (pattern_name, fk_pattern_category, description, parameters, implementation, tags)
  values (v_name, v_category, register_pattern.description, v_parameters, v_implementation, v_tags)
  on conflict (common.name_key(pattern_name)) do nothing
  returning p.pk_domain_pattern into v_pk;
  if v_pk is null then
    perform specql_pattern.refuse_taken_name(v_name, 'pattern_name');
  end if;

  if v_embedding is not null then
    perform specql_pattern.store_given_embedding(v_pk, v_embedding);
  end if;

  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.register_pattern(text, text, text, jsonb, jsonb, text[], real[]) is
  'Registers a pattern. A category that is new is made. The pattern gets its offline vector; one that is given '
  'besides is stored under the provider given/1 (app.set_pattern_embedding() names the provider). SG102, SG103, '
  'SG105, SG112, SG140 to SG146, SG160, SG161, SG162: the input is wrong. SG302: the name is taken.';

grant execute on function app.register_pattern(text, text, text, jsonb, jsonb, text[], real[]) to specql_author;
