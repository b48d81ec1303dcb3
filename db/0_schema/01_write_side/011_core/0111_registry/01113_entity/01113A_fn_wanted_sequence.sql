-- 01113A  specql_registry.wanted_sequence()
-- The digit that a given table code asks for, once it is known to fit its place.

create or replace function specql_registry.wanted_sequence(subdomain bigint, table_code text)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_code  constant text := upper(table_code collate "C");
  v_place text;
begin
  if table_code is null then
    return null;
  end if;
  if v_code !~ '^[0-9A-F]{6}$' then
    raise exception using
      errcode = 'SG107',
      message = format('%s is no table code', quote_literal(left(table_code, 40))),
      hint = 'A code has six hexadecimal digits: layer 01, domain, subdomain, entity, file 1; for example 012311.',
      column = 'table_code';
  end if;
  if not specql_registry.validation_flag('allow_manual_override', true) then
    raise exception using
      errcode = 'SG404',
      message = 'codes are given by the registry here',
      detail = 'The registry''s section validation says allow_manual_override: false.',
      hint = 'Leave table_code out to get the next free code.',
      column = 'table_code';
  end if;
  select '01' || s.domain_number || s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = wanted_sequence.subdomain;
  if left(v_code, 4) <> v_place or v_code !~ '[1-9A-F]1$' then
    raise exception using
      errcode = 'SG108',
      message = format('code %s does not fit its place', v_code),
      detail = format('Table codes of this subdomain are %s, one digit from 1 to F, and 1.', v_place),
      hint = 'Leave table_code out to get the next free code.',
      column = 'table_code';
  end if;
  return strpos('123456789ABCDEF', substr(v_code, 5, 1));
end;
$$;

comment on function specql_registry.wanted_sequence(bigint, text) is
  'The entity digit of a wanted table code as a number, null where none is wanted. SG107: it is no code. SG108: it '
  'belongs elsewhere. SG404: the registry does not take wishes.';
