-- 011247  specql_pattern.text_of_pattern()
-- The text that stands for a pattern, as it is now.

create or replace function specql_pattern.text_of_pattern(pk bigint)
  returns text
  language sql
  stable
as $$
  select specql_pattern.pattern_text(p.pattern_name, c.category_name, p.description, p.tags)
  from specql_pattern.tb_domain_pattern as p
  join specql_pattern.tb_pattern_category as c on c.pk_pattern_category = p.fk_pattern_category
  where p.pk_domain_pattern = pk;
$$;

comment on function specql_pattern.text_of_pattern(bigint) is
  'The text that is embedded for a pattern: specql_pattern.pattern_text() of its row.';
