-- 011154  specql_registry.tg_tb_reserved_code__code_is_not_given()
-- A code that is given cannot be reserved, whoever inserts.

create or replace function specql_registry.tg_tb_reserved_code__code_is_not_given()
  returns trigger
  language plpgsql
as $$
begin
  perform specql_registry.refuse_taken_code(new.code);
  return new;
end;
$$;

comment on function specql_registry.tg_tb_reserved_code__code_is_not_given() is
  'Before insert of a reserved code: SG306 where it is given, SG307 where it is reserved already.';

create or replace trigger tr_120_code_is_not_given
  before insert on specql_registry.tb_reserved_code
  for each row execute function specql_registry.tg_tb_reserved_code__code_is_not_given();

comment on trigger tr_120_code_is_not_given on specql_registry.tb_reserved_code is
  'A code that is given cannot be reserved.';

create or replace trigger tr_110_code_is_final
  before update of code on specql_registry.tb_reserved_code
  for each row execute function common.tg__columns_are_final('code');

comment on trigger tr_110_code_is_final on specql_registry.tb_reserved_code is
  'A reserved code stays reserved.';
