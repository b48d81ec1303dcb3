-- 01122D  specql_pattern.tg_tb_domain_pattern__embed()
-- Gives each pattern its offline vector, and a new one when its text changes.

create or replace function specql_pattern.tg_tb_domain_pattern__embed()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' or new.text_hash <> old.text_hash then
    perform specql_pattern.store_embedding(
      domain_pattern => new.pk_domain_pattern,
      provider => 1,
      embedding => specql_pattern.offline_embedding(specql_pattern.text_of_pattern(new.pk_domain_pattern))
    );
  end if;
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
