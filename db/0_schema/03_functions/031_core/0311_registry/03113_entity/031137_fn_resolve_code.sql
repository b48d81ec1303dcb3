-- 031137  app.resolve_code()
-- What a code means: its parts, their names, and where its file stands.

create or replace function app.resolve_code(code text)
  returns table (
    full_code        text,
    status           text,
    layer            text,
    layer_name       text,
    domain_number    text,
    domain_name      text,
    subdomain_number text,
    subdomain_name   text,
    entity_digit     text,
    entity_name      text,
    file_digit       text,
    file_kind        text,
    file_name        text,
    path             text
  )
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_code constant text := upper(resolve_code.code collate "C");
begin
  if v_code is null or v_code !~ '^[0-9A-F]{2,6}$' then
    -- An old code finds the entity that had it.
    if v_code ~ '^[0-9A-F]{7,8}$' and exists (
      select from specql_registry.tb_entity_registration as e where e.legacy_code = resolve_code.code
    ) then
      return query
        select r.*
        from specql_registry.tb_entity_registration as e
          cross join lateral specql_registry.code_parts(e.table_code) as r
        where e.legacy_code = resolve_code.code;
      return;
    end if;
    raise exception using
      errcode = case when coalesce(resolve_code.code, '') = '' then 'SG102' else 'SG107' end,
      message = case
        when coalesce(resolve_code.code, '') = '' then 'code is missing'
        else format('%s is no code', quote_literal(left(resolve_code.code, 40)))
      end,
      hint = 'A code has two (a layer) to six (a file) hexadecimal digits, for example 0123 or 012311.',
      column = 'code';
  end if;
  return query select r.* from specql_registry.code_parts(v_code) as r;
end;
$$;

comment on function app.resolve_code(text) is
  'One row for a code of two to six digits, or one for each entity that had this code of seven or eight digits in the '
  'legacy file. status: given, retired, reserved, free, or unregistered where a place above it does not exist. '
  'SG107: it is no code.';

grant execute on function app.resolve_code(text) to specql_reader;
