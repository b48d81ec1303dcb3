-- 011519  specql_type.tg_tb_universal_type__claim_name()
-- Claims a new type's name among all names and aliases.

create or replace function specql_type.tg_tb_universal_type__claim_name()
  returns trigger
  language plpgsql
as $$
begin
  perform specql_type.claim_alias(new.pk_universal_type, new.type_name, false, 'type_name');
  return null;
end;
$$;

comment on function specql_type.tg_tb_universal_type__claim_name() is
  'After insert of a type: SG302 where another type has the name as an alias.';

create or replace trigger tr_200_claim_name
  after insert on specql_type.tb_universal_type
  for each row execute function specql_type.tg_tb_universal_type__claim_name();

comment on trigger tr_200_claim_name on specql_type.tb_universal_type is 'Each name finds one type.';
