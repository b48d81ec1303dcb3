-- 0112C3  specql_pattern.field_type()
-- The PostgreSQL type of a field of a template or a pattern.

create or replace function specql_pattern.field_type(definition jsonb, field text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_type constant text := lower(coalesce(definition ->> 'type', 'text'));
  v_found text;
begin
  v_found := case
    when v_type in ('decimal', 'numeric', 'number', 'money', 'currency')
      and (definition ->> 'precision') ~ '^[1-9][0-9]{0,2}$' and coalesce(definition ->> 'scale', '0') ~ '^[0-9]{1,3}$'
      then format('numeric(%s,%s)', definition ->> 'precision', coalesce(definition ->> 'scale', '0'))
    when v_type in ('money', 'currency') then 'numeric(15,2)'
    when v_type in ('decimal', 'numeric', 'number', 'float', 'double', 'percentage') then 'numeric'
    when v_type in ('text', 'string', 'email', 'url', 'uri', 'phone', 'enum', 'char', 'varchar', 'slug', 'color', 'locale', 'password') then 'text'
    when v_type in ('integer', 'int', 'smallint', 'serial') then 'integer'
    when v_type in ('bigint', 'long', 'biginteger') then 'bigint'
    when v_type in ('boolean', 'bool') then 'boolean'
    when v_type in ('timestamp', 'timestamptz', 'datetime') then 'timestamptz'
    when v_type in ('date', 'time', 'uuid', 'interval', 'inet', 'bytea', 'tsvector') then v_type
    when v_type in ('ref', 'reference') then 'uuid'
    when v_type in ('json', 'jsonb', 'object', 'array', 'list', 'map') then 'jsonb'
  end;
  -- What the library does not know the type registry may.
  if v_found is null then
    select case when upper(t.default_postgres_type) = 'ARRAY' then 'jsonb' else coalesce(t.default_postgres_type, 'jsonb') end
    into v_found
    from app.types as t
    where common.name_key(t.type_name) = common.name_key(definition ->> 'type');
  end if;
  if v_found is not null then
    return v_found;
  end if;
  raise exception using
    errcode = 'SG175',
    message = format('the field %s has an unknown type', left(field, 63)),
    detail = format('It is %s.', quote_literal(left(v_type, 63))),
    hint = 'Use text, email, url, enum, integer, bigint, decimal, money, boolean, date, time, timestamp, uuid, ref, object, '
      'array, or register the type.',
    column = left(field, 63);
end;
$$;

comment on function specql_pattern.field_type(jsonb, text) is
  'The type as a column has it: a word of the libraries, else what the type registry says of it. SG175: nobody knows it.';
