-- 031222  app.update_pattern()
-- Changes what is given of a pattern, and leaves the rest.

create or replace function app.update_pattern(
  pattern_name     text,
  new_name         text default null,
  pattern_category text default null,
  description      text default null,
  parameters       jsonb default null,
  implementation   jsonb default null,
  tags             text[] default null,
  icon             text default null
)
  returns app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk       constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_tags     constant text[] := specql_pattern.checked_tags(tags, 'tags');
  v_category bigint;
  v_pattern  app.patterns;
begin
  if new_name is not null then
    perform common.checked_name(new_name, 'new_name');
  end if;
  perform common.checked_text(description, 'description');
  perform common.checked_text(icon, 'icon', 100);
  perform specql_pattern.checked_parameters(parameters);
  perform specql_pattern.checked_object(implementation, 'implementation');
  if pattern_category is not null then
    v_category := specql_pattern.claimed_pattern_category(pattern_category);
  end if;

  -- Locks the row, so that two who rename it do so one after the other.
  update specql_pattern.tb_domain_pattern as p
  set pattern_name = coalesce(update_pattern.new_name, p.pattern_name),
    fk_pattern_category = coalesce(v_category, p.fk_pattern_category),
    description = coalesce(update_pattern.description, p.description),
    parameters = coalesce(update_pattern.parameters, p.parameters),
    implementation = coalesce(update_pattern.implementation, p.implementation),
    tags = case when update_pattern.tags is null then p.tags else v_tags end,
    icon = coalesce(update_pattern.icon, p.icon)
  where p.pk_domain_pattern = v_pk
    and not exists (
      select from specql_pattern.tb_domain_pattern as o
      where common.name_key(o.pattern_name) = common.name_key(update_pattern.new_name)
        and o.pk_domain_pattern <> v_pk
    );
  if not found then
    perform specql_pattern.refuse_taken_name(coalesce(new_name, pattern_name), 'new_name');
  end if;

  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.update_pattern(text, text, text, text, jsonb, jsonb, text[], text) is
  'Changes those properties of a pattern that are given. Its offline vector follows its text; vectors of other '
  'providers become stale. SG102, SG103, SG105, SG112, SG140 to SG146: the input is wrong. SG261: no such pattern. SG302: the name '
  'is taken.';

grant execute on function app.update_pattern(text, text, text, text, jsonb, jsonb, text[], text) to specql_author;
