-- 01122D  specql_pattern.tg_tb_domain_pattern__embed()
-- Gives each pattern its offline vector, and a new one when its text changes.

create or replace function specql_pattern.tg_tb_domain_pattern__embed()
  returns trigger
  language plpgsql
as $$
declare
  v_text text;
begin
  select specql_pattern.pattern_text(new.pattern_name, c.category_name, new.description, new.tags)
  into v_text
  from specql_pattern.tb_pattern_category as c
  where c.pk_pattern_category = new.fk_pattern_category;

  perform specql_pattern.store_embedding(
    domain_pattern => new.pk_domain_pattern,
    provider => 1,
    embedding => specql_pattern.offline_embedding(v_text),
    text_hash => specql_pattern.text_hash(v_text)
  );
  return null;
end;
$$;

comment on function specql_pattern.tg_tb_domain_pattern__embed() is
  'After insert, or update of what is embedded: stores the offline vector. Those of other providers become stale.';

create or replace trigger tr_300_embed
  after insert or update of pattern_name, fk_pattern_category, description, tags on specql_pattern.tb_domain_pattern
  for each row execute function specql_pattern.tg_tb_domain_pattern__embed();

comment on trigger tr_300_embed on specql_pattern.tb_domain_pattern is
  'A pattern can be found by meaning from the moment it is there.';
