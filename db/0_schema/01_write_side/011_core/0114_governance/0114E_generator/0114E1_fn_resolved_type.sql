-- 0114E1  specql_governance.resolved_type()
-- A type as somebody wrote it, as PostgreSQL writes it.

create or replace function specql_governance.resolved_type(type_text text, schema_name text, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_part   constant text[] := regexp_match(btrim(type_text),
    '^((?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*))?(?: +(?:varying|precision))?)'
    '\s*(?:\(\s*(\d{1,5})\s*(?:,\s*(\d{1,5})\s*)?\))?'
    '\s*(with(?:out)? +time +zone)?\s*((?:\[\s*\d{0,5}\s*\]\s*){0,6})$', 'i');
  v_base   text;
  v_name   text;
  v_first  integer;
  v_second integer;
  v_serial text;
  v_type   oid;
  v_row    record;
  v_typmod integer := -1;
  v_word   text;
  v_known  text;
begin
  if v_part is null then
    raise exception using
      errcode = case when coalesce(btrim(type_text), '') = '' then 'SG102' else 'SG521' end,
      message = format('%s is %s', path, case when coalesce(btrim(type_text), '') = '' then 'missing' else 'no type' end),
      detail = format('It reads %s.', quote_literal(left(regexp_replace(coalesce(type_text, ''), '[^[:graph:] ]', '?', 'g'), 80))),
      hint = 'Write a type such as text, varchar(50), numeric(10,2), timestamptz or uuid[].',
      column = path;
  end if;
  v_base := case when v_part[1] like '%"%' then v_part[1] else lower(v_part[1]) end;
  v_first := v_part[2]::integer;
  v_second := v_part[3]::integer;
  v_serial := case v_base
    when 'serial' then 'integer' when 'serial4' then 'integer'
    when 'bigserial' then 'bigint' when 'serial8' then 'bigint'
    when 'smallserial' then 'smallint' when 'serial2' then 'smallint' end;
  v_base := coalesce(v_serial, v_base);

  -- float(n) and the like are spellings of other types.
  if v_base = 'float' and v_first is not null then
    v_base := case when v_first <= 24 then 'real' else 'double precision' end;
    v_first := null;
  end if;
  v_name := v_base || coalesce(' ' || lower(regexp_replace(v_part[4], '\s+', ' ', 'g')), '');
  begin
    v_type := to_regtype(v_name);
    if v_type is null and v_base not like '%.%' then
      v_type := coalesce(
        to_regtype(quote_ident(schema_name) || '.' || v_name), to_regtype('public.' || v_name)
      );
    end if;
  exception when syntax_error or invalid_schema_name or undefined_object then
    v_type := null;
  end;
  if v_type is null and v_base not like '%.%' then
    -- An extension's type lies wherever the extension was put.
    select min(t.oid) into v_type
    from pg_catalog.pg_type as t
      join pg_catalog.pg_depend as d on d.classid = 'pg_catalog.pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
    where t.typname = v_base;
  end if;

  if v_type is null and v_part[2] is null and to_regprocedure('specql_type.column_type(text,text)') is not null then
    -- A name of the registry of types.
    execute 'select specql_type.column_type($1, null) ->> ''type''' into v_known using btrim(type_text);
    if v_known is not null and v_known is distinct from type_text then
      return specql_governance.resolved_type(v_known, schema_name, path) || jsonb_build_object('registered', btrim(type_text));
    end if;
  end if;

  select t.oid, t.typname, t.typtype, t.typcategory, n.nspname into v_row
  from pg_catalog.pg_type as t join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
  where t.oid = v_type;
  if not found or v_row.typtype = 'p' or v_row.nspname ~ '^(pg_temp|pg_toast|specql_|app$|common$|graphile_migrate$)' then
    raise exception using
      errcode = 'SG521',
      message = format('%s names no type that a table can use', path),
      detail = format('It reads %s.', quote_literal(btrim(type_text))),
      hint = coalesce(
        'Did you mean ' || common.closest(v_base, array(
          select t.typname::text from pg_catalog.pg_type as t join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
          where t.typtype in ('b', 'd', 'e', 'r') and t.typname !~ '^_' and n.nspname !~ '^(pg_temp|pg_toast|specql_|information_schema$)'
            and t.typrelid = 0
          union all select unnest(array['varchar', 'timestamptz', 'integer', 'bigint', 'boolean', 'smallint', 'decimal'])
        )) || '?',
        'Types are named as in PostgreSQL; a type of another schema with its schema.'),
      column = path;
  end if;

  v_word := v_row.typname;
  if v_first is null then
    -- character and bit without a length mean one.
    v_typmod := case when v_base in ('char', 'character') then 5 when v_base = 'bit' then 1 else -1 end;
  elsif v_word in ('varchar', 'bpchar') and v_second is null and v_first between 1 and 10485760 then
    v_typmod := v_first + 4;
  elsif v_word = 'numeric' and v_first between 1 and 1000 and coalesce(v_second, 0) between 0 and 1000 then
    v_typmod := ((v_first << 16) | coalesce(v_second, 0)) + 4;
  elsif v_word in ('timestamp', 'timestamptz', 'time', 'timetz') and v_second is null and v_first between 0 and 6 then
    v_typmod := v_first;
  elsif v_word in ('bit', 'varbit', 'vector', 'halfvec', 'sparsevec') and v_second is null and v_first >= 1 then
    v_typmod := v_first;
  else
    raise exception using
      errcode = 'SG521',
      message = format('%s has a length or precision that its type does not take', path),
      detail = format('It reads %s.', quote_literal(btrim(type_text))),
      hint = 'For example varchar(50), numeric(10,2) or timestamptz(3).',
      column = path;
  end if;

  if v_part[5] <> '' then
    if v_serial is not null then
      raise exception using
        errcode = 'SG521', message = format('%s cannot be a list of serial numbers', path),
        hint = 'Use the plain integer type.', column = path;
    end if;
    select t.typarray into v_type from pg_catalog.pg_type as t where t.oid = v_type;
    v_row.typcategory := 'A';
  end if;
  return jsonb_build_object(
    'sql', format_type(v_type, nullif(v_typmod, -1)),
    'base', format_type(v_type, null),
    'typmod', v_typmod,
    'category', v_row.typcategory,
    'serial', v_serial
  );
end;
$$;

comment on function specql_governance.resolved_type(text, text, text) is
  'The type {sql, base, typmod, category, serial}: sql as format_type() writes it, so nothing of the text as given is ever '
  'executed. A name without a schema is looked for in pg_catalog, the table''s schema, public and among the extensions, then in the registry of types. '
  'SG521 names the field.';
