-- 01122C  specql_pattern.tg_tb_domain_pattern__derive()
-- Keeps what follows from a pattern's texts.

create or replace function specql_pattern.tg_tb_domain_pattern__derive()
  returns trigger
  language plpgsql
as $$
declare
  v_category constant text := (
    select c.category_name from specql_pattern.tb_pattern_category as c
    where c.pk_pattern_category = new.fk_pattern_category
  );
begin
  new.keywords := specql_pattern.keywords_of(v_category, new.implementation);
  new.text_hash := specql_pattern.text_hash(
    specql_pattern.pattern_text(new.pattern_name, v_category, new.description, new.tags)
  );
  return new;
end;
$$;

comment on function specql_pattern.tg_tb_domain_pattern__derive() is
  'Before insert, or update of what they are made from: computes keywords and text_hash.';

create or replace trigger tr_200_derive
  before insert or update of pattern_name, fk_pattern_category, description, tags, implementation
  on specql_pattern.tb_domain_pattern
  for each row execute function specql_pattern.tg_tb_domain_pattern__derive();

comment on trigger tr_200_derive on specql_pattern.tb_domain_pattern is
  'Full text finds a pattern by its category and by the names of its fields; the hash tells which vectors are stale.';
