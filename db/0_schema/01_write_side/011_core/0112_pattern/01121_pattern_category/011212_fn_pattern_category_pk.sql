-- 011212  specql_pattern.pattern_category_pk()
-- The internal key of a category.

create or replace function specql_pattern.pattern_category_pk(identifier text)
  returns bigint
  language sql
  stable
as $$
  select c.pk_pattern_category
  from specql_pattern.tb_pattern_category as c
  where common.name_key(c.category_name) = common.name_key(pattern_category_pk.identifier);
$$;

comment on function specql_pattern.pattern_category_pk(text) is
  'The internal key of a category, found by its name whatever its case; null where there is none.';
