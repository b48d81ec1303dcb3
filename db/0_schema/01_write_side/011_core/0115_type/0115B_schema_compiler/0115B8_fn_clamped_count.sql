-- 0115B8  specql_type.clamped_count()
-- A length or count of a schema as an integer; nothing is ever as long as the largest.

create or replace function specql_type.clamped_count(value jsonb)
  returns jsonb
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return to_jsonb(least(value::numeric, 2147483647)::integer);
end;
$$;

comment on function specql_type.clamped_count(jsonb) is 'The number, at most 2,147,483,647; null for null.';
