-- 011152  specql_registry.code_is_reserved()
-- Whether allocation must leave a code alone.

create or replace function specql_registry.code_is_reserved(code text)
  returns boolean
  language plpgsql
  stable
as $$
begin
  return exists (
    select from specql_registry.tb_reserved_code as r where r.code = code_is_reserved.code
  );
end;
$$;

comment on function specql_registry.code_is_reserved(text) is 'True where the code is reserved.';
