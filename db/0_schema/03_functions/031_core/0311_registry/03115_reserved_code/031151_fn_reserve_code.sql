-- 031151  app.reserve_code()
-- Keeps a code from being given out.

create or replace function app.reserve_code(code text, reason text default null)
  returns app.reserved_codes
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_code     constant text := upper(code collate "C");
  v_reserved app.reserved_codes;
begin
  if v_code is null or v_code !~ '^[0-9A-F]{6}$' then
    raise exception using
      errcode = case when coalesce(code, '') = '' then 'SG102' else 'SG107' end,
      message = case
        when coalesce(code, '') = '' then 'code is missing'
        else format('%s is no code', quote_literal(left(code, 40)))
      end,
      hint = 'A code has six hexadecimal digits, for example 012311.',
      column = 'code';
  end if;
  perform common.checked_text(reason, 'reason');

  -- Nobody gives the code out between the look and the reservation. Rare, so a table lock will do.
  lock table specql_registry.tb_entity_registration, specql_registry.tb_entity_file in share row exclusive mode;
  if not specql_registry.code_is_reserved(v_code) then
    insert into specql_registry.tb_reserved_code (code, reason) values (v_code, reserve_code.reason);
  end if;

  select r.* into v_reserved from app.reserved_codes as r where r.code = v_code;
  return v_reserved;
end;
$$;

comment on function app.reserve_code(text, text) is
  'Reserves a code; reserving it again changes nothing. SG107: it is no code. SG306: it is given to an entity or a file.';

grant execute on function app.reserve_code(text, text) to specql_admin;
