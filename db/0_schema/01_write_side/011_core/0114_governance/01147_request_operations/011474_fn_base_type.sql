-- 011474  specql_governance.base_type()
-- The name by which rules know a type: varchar(50), VARCHAR and character varying are one.
-- In plpgsql on purpose: it is called once for each column, and a SQL function is parsed anew each time.

create or replace function specql_governance.base_type(type text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_type text := lower(type);
begin
  if strpos(v_type, '[') > 0 then
    v_type := left(v_type, strpos(v_type, '[') - 1);
  end if;
  if strpos(v_type, '(') > 0 then
    v_type := regexp_replace(v_type, '\s*\([^)]*\)', '', 'g');
  end if;
  v_type := btrim(v_type);
  if starts_with(v_type, 'pg_catalog.') then
    v_type := substr(v_type, 12);
  end if;
  return case v_type
    when 'int' then 'integer' when 'int4' then 'integer'
    when 'int8' then 'bigint' when 'int2' then 'smallint'
    when 'bool' then 'boolean'
    when 'character varying' then 'varchar'
    when 'character' then 'char' when 'bpchar' then 'char'
    when 'timestamp with time zone' then 'timestamptz'
    when 'timestamp without time zone' then 'timestamp'
    when 'time with time zone' then 'timetz'
    when 'time without time zone' then 'time'
    when 'float8' then 'double precision' when 'float' then 'double precision'
    when 'float4' then 'real'
    when 'decimal' then 'numeric' when 'dec' then 'numeric'
    when 'serial4' then 'serial' when 'serial8' then 'bigserial' when 'serial2' then 'smallserial'
    when 'bit varying' then 'varbit'
    else v_type
  end;
end;
$$;

comment on function specql_governance.base_type(text) is
  'The type''s usual short name in lower case, without modifiers and brackets: numeric(10,2)[] is numeric.';
