-- 0112F5  specql_pattern.placeholder_text()
-- How a value is written inside a longer text.

create or replace function specql_pattern.placeholder_text(value jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case jsonb_typeof(value) when 'string' then value #>> '{}' else value::text end;
end;
$$;

comment on function specql_pattern.placeholder_text(jsonb) is
  'A text verbatim, everything else as JSON: null, true, 12.5, ["a", "b"].';
