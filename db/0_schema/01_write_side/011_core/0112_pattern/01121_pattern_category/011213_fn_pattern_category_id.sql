-- 011213  specql_pattern.pattern_category_id()
-- The public key of a category.

create or replace function specql_pattern.pattern_category_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select c.id from specql_pattern.tb_pattern_category as c where c.pk_pattern_category = pk;
$$;

comment on function specql_pattern.pattern_category_id(bigint) is 'The public key of a category.';
