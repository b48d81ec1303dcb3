-- 011153  specql_registry.tg__code_is_free()
-- A reserved code is not given out, and a file's code is that of its place, whoever inserts.

create or replace function specql_registry.tg__code_is_free()
  returns trigger
  language plpgsql
as $$
declare
  v_code text;
begin
  if tg_table_name = 'tb_entity_file' then
    v_code := new.file_code;
    if not exists (
      select from specql_registry.tb_entity_registration as e
      where e.pk_entity_registration = new.fk_entity_registration
        and substr(e.table_code, 3, 3) = substr(v_code, 3, 3)
    ) then
      raise exception using
        errcode = 'SG108',
        message = format('code %s does not fit its place', v_code),
        hint = 'A file has the domain, subdomain and entity digits of its entity.',
        column = 'file_code';
    end if;
  else
    -- A generated column is not there yet in a trigger that fires before.
    v_code := '01' || new.domain_number || new.subdomain_number
      || substr('123456789ABCDEF', new.entity_sequence, 1) || '1';
  end if;
  if specql_registry.code_is_reserved(v_code) then
    raise exception using
      errcode = 'SG307',
      message = format('code %s is reserved', v_code),
      hint = 'The view app.reserved_codes says why. Leave the code out to get the next free one.',
      column = 'table_code';
  end if;
  return new;
end;
$$;

comment on function specql_registry.tg__code_is_free() is
  'Before insert of an entity or a file: SG307 where its code is reserved, SG108 where a file''s code is not of its place.';

create or replace trigger tr_120_code_is_free
  before insert on specql_registry.tb_entity_registration
  for each row execute function specql_registry.tg__code_is_free();

comment on trigger tr_120_code_is_free on specql_registry.tb_entity_registration is
  'A reserved code is not given out.';

create or replace trigger tr_120_code_is_free
  before insert on specql_registry.tb_entity_file
  for each row execute function specql_registry.tg__code_is_free();

comment on trigger tr_120_code_is_free on specql_registry.tb_entity_file is
  'A reserved code is not given out.';
