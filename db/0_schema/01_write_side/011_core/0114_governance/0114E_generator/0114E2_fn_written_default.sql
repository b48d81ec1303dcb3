-- 0114E2  specql_governance.written_default()
-- A column's default as SQL: a literal, or a call that stands on the list.

create or replace function specql_governance.written_default(wanted jsonb, type_category text, path text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_kind  constant text := case jsonb_typeof(wanted) when 'object' then wanted ->> 'kind' end;
  v_value constant text := case when wanted ? 'value' then wanted ->> 'value' else wanted ->> 'text' end;
  v_call  constant text := regexp_replace(lower(btrim(coalesce(wanted ->> 'text', wanted ->> 'call', ''))), '\s+', '', 'g');
  v_part  text[];
begin
  if wanted is null or jsonb_typeof(wanted) = 'null' or v_kind = 'null' then
    return null;
  end if;
  if v_kind = 'literal' and v_value is not null then
    if type_category = 'N' and v_value ~ '^-?\d{1,200}(\.\d{1,200})?$' then
      return v_value;
    end if;
    if type_category = 'B' and lower(v_value) in ('true', 'false') then
      return lower(v_value);
    end if;
    return specql_governance.sql_literal(v_value);
  end if;
  if v_kind = 'call' then
    if v_call ~ '^(current_timestamp|localtimestamp|current_time|localtime)(\([0-6]\))?$'
      or v_call in ('current_date', 'current_user', 'session_user', 'current_role')
    then
      return v_call;
    end if;
    v_part := regexp_match(v_call, '^(?:pg_catalog\.)?([a-z_0-9]+)(?:\(\))?$');
    if v_part[1] in ('now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp', 'gen_random_uuid')
      or (v_part[1] in ('uuidv4', 'uuidv7') and to_regproc('pg_catalog.' || v_part[1]) is not null)
    then
      return v_part[1] || '()';
    end if;
    if v_call in ('timezone(''utc'',now())', 'timezone(''utc''::text,now())') then
      return 'timezone(''utc'', now())';
    end if;
    v_part := regexp_match(btrim(wanted ->> 'text'), '^nextval\(\s*''([^'']+)''\s*(?:::\s*regclass\s*)?\)$', 'i');
    if v_part[1] is not null then
      return (
        select format('nextval(%L::regclass)', format('%I.%I', n.nspname, c.relname))
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid = specql_governance.found_sequence(v_part[1], path)
      );
    end if;
  end if;
  raise exception using
    errcode = 'SG521',
    message = format('%s is neither a literal nor a call that is allowed', path),
    detail = format('It reads %s.', quote_literal(left(regexp_replace(coalesce(wanted ->> 'text', wanted::text), '[^[:graph:] ]', '?', 'g'), 80))),
    hint = 'Write a value, or one of now(), current_timestamp, current_date, clock_timestamp(), gen_random_uuid().',
    column = path;
end;
$$;

comment on function specql_governance.written_default(jsonb, text, text) is
  'The SQL of a DEFAULT of operations.md, or null for none. Values become literals; calls are written anew from the list, '
  'so the text as given is never executed. SG521 names the field.';
