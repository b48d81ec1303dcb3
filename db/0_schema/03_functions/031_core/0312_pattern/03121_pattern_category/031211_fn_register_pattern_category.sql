-- 031211  app.register_pattern_category()
-- Makes a category, or says what belongs into the one that is there.

create or replace function app.register_pattern_category(category_name text, description text default null)
  returns app.pattern_categories
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk       constant bigint := specql_pattern.claimed_pattern_category(category_name);
  v_category app.pattern_categories;
begin
  perform common.checked_text(description, 'description');

  update specql_pattern.tb_pattern_category as c
  set description = register_pattern_category.description
  where c.pk_pattern_category = v_pk
    and register_pattern_category.description is not null
    and c.description is distinct from register_pattern_category.description;

  select v.* into v_category
  from app.pattern_categories as v
  where v.id = specql_pattern.pattern_category_id(v_pk);
  return v_category;
end;
$$;

comment on function app.register_pattern_category(text, text) is
  'Makes a category of patterns, or gives the one of this name another description. SG102, SG103, SG105: the input '
  'is wrong.';

grant execute on function app.register_pattern_category(text, text) to specql_author;
