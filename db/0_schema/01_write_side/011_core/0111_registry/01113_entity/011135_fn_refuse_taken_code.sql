-- 011135  specql_registry.refuse_taken_code()
-- Says why a wanted code cannot be had.

create or replace function specql_registry.refuse_taken_code(code text)
  returns void
  language plpgsql
  stable
as $$
declare
  v_holder text;
begin
  if specql_registry.code_is_reserved(code) then
    raise exception using
      errcode = 'SG307',
      message = format('code %s is reserved', code),
      hint = 'The view app.reserved_codes says why. Leave the code out to get the next free one.',
      column = 'table_code';
  end if;

  select format('entity %s of %s.%s', e.entity_name, e.domain_name, e.subdomain_name)
  into v_holder
  from app.entities as e
  where e.table_code = refuse_taken_code.code;
  if not found then
    select format('file %s of entity %s', f.file_name, f.entity_name)
    into v_holder
    from app.entity_files as f
    where f.file_code = refuse_taken_code.code;
  end if;
  if v_holder is not null then
    raise exception using
      errcode = 'SG306',
      message = format('code %s is already given', code),
      detail = format('It belongs to %s.', v_holder),
      hint = 'Leave the code out to get the next free one.',
      column = 'table_code';
  end if;
end;
$$;

comment on function specql_registry.refuse_taken_code(text) is
  'SG307 where the code is reserved, SG306 naming the holder where it is given; returns where it is free.';
