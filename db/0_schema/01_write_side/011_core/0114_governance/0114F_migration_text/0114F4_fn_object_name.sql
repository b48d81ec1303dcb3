-- 0114F4  specql_governance.object_name()
-- The name of a constraint or index that nobody named: PostgreSQL's own scheme, without its silent cutting.

create or replace function specql_governance.object_name(
  table_name text,
  columns    text[],
  suffix     text,
  taken      text[] default '{}'
)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_base  text := array_to_string(array[table_name] || columns, '_');
  v_name  text := v_base || '_' || suffix;
  v_count integer := 0;
begin
  while octet_length(v_name) > 62 or v_name = any (taken) loop
    if octet_length(v_name) > 62 then
      v_base := left(v_base, 20) || '_' || left(md5(v_base), 8);
      -- Twenty characters can be eighty bytes.
      while octet_length(v_base) + octet_length(suffix) > 58 loop
        v_base := substr(v_base, 2);
      end loop;
      v_name := v_base || '_' || suffix;
    end if;
    if v_name = any (taken) then
      v_count := v_count + 1;
      v_name := v_base || '_' || suffix || v_count;
    end if;
  end loop;
  return v_name;
end;
$$;

comment on function specql_governance.object_name(text, text[], text, text[]) is
  'table_columns_suffix, numbered when that is taken, and with a hash in the middle when it would be longer than a name can be.';
