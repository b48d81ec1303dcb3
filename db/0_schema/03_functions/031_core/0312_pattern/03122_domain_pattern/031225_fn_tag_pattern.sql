-- 031225  app.tag_pattern()
-- Adds tags to a pattern, or takes some away.

create or replace function app.tag_pattern(
  pattern_name text,
  add_tags     text[] default '{}',
  remove_tags  text[] default '{}'
)
  returns app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk      constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_add     constant text[] := specql_pattern.checked_tags(add_tags, 'add_tags');
  v_remove  constant text[] := specql_pattern.tag_keys(specql_pattern.checked_tags(remove_tags, 'remove_tags'));
  v_tags    text[];
  v_pattern app.patterns;
begin
  -- Locked before it is read: what another session adds meanwhile stays.
  select p.tags into v_tags
  from specql_pattern.tb_domain_pattern as p
  where p.pk_domain_pattern = v_pk
  for update;

  v_tags := specql_pattern.checked_tags(array(
    select t.tag
    from unnest(v_tags || v_add) with ordinality as t (tag, place)
    where common.name_key(t.tag) <> all (v_remove)
    order by t.place
  ), 'add_tags');
  update specql_pattern.tb_domain_pattern as p
  set tags = v_tags
  where p.pk_domain_pattern = v_pk and p.tags <> v_tags;

  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.tag_pattern(text, text[], text[]) is
  'Adds tags that the pattern does not have and removes those named, whatever their case. SG102, SG103, SG105: a '
  'tag is wrong, or there are more than 50. SG261: no such pattern.';

grant execute on function app.tag_pattern(text, text[], text[]) to specql_author;
