-- 01122C  specql_pattern.tg_tb_domain_pattern__fill_keywords()
-- Keeps the keywords that full text looks into.

create or replace function specql_pattern.tg_tb_domain_pattern__fill_keywords()
  returns trigger
  language plpgsql
as $$
begin
  new.keywords := specql_pattern.keywords_of(
    (select c.category_name from specql_pattern.tb_pattern_category as c
     where c.pk_pattern_category = new.fk_pattern_category),
    new.implementation
  );
  return new;
end;
$$;

comment on function specql_pattern.tg_tb_domain_pattern__fill_keywords() is
  'Before insert, or update of category or implementation: computes the keywords.';

create or replace trigger tr_200_fill_keywords
  before insert or update of fk_pattern_category, implementation on specql_pattern.tb_domain_pattern
  for each row execute function specql_pattern.tg_tb_domain_pattern__fill_keywords();

comment on trigger tr_200_fill_keywords on specql_pattern.tb_domain_pattern is
  'Full text finds a pattern by its category and by the names of its fields and actions.';
