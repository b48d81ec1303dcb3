-- 011577  specql_type.json_kind_problem()
-- Whether a JSON value is of the kind that a PostgreSQL type is written in.

create or replace function specql_type.json_kind_problem(category text, type_name text, value jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_kind   constant text := jsonb_typeof(value);
  v_start  constant text := case when type_name like 'time %' then '^\d{2}:\d{2}' else '^\d{4,}-\d{2}-\d{2}' end;
  v_wanted constant text := case category when 'N' then 'number' when 'B' then 'boolean' else 'string' end;
begin
  if v_kind <> v_wanted then
    return format('must be a %s, but is of the type %s', v_wanted, v_kind);
  end if;
  -- PostgreSQL also reads today, infinity and dates whose order a setting decides: none of them means one thing.
  if category = 'D' and value #>> '{}' !~ v_start then
    return format('is no %s: ISO 8601 is read, %s', type_name,
      case when type_name like 'time %' then '14:30:00' when type_name = 'date' then '2025-11-08' else '2025-11-08T14:30:00Z' end);
  end if;
  return null;
end;
$$;

comment on function specql_type.json_kind_problem(text, text, jsonb) is
  'Numbers are JSON numbers, booleans are true or false, all else is a string, and points in time are ISO 8601.';
