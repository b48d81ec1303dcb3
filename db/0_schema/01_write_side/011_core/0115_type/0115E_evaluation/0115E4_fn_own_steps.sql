-- 0115E4  specql_type.own_steps()
-- How many steps one compiled schema takes itself, without those that it leads to.

create or replace function specql_type.own_steps(node jsonb, value jsonb, kind text)
  returns integer
  language plpgsql
  immutable
  parallel safe
as $$
begin
  -- Listing what is wrong is twice the work of finding that something is.
  return 2 + pg_column_size(value) / 5000
    + case when node ? 'e' then jsonb_array_length(node -> 'e') / 20 + pg_column_size(value) / 1000 else 0 end
    + case
      when kind = 'string' and node -> 's' ? 're' then specql_type.match_steps(length(value #>> '{}'), node -> 's')
      when kind = 'array' and node -> 'a' ? 'u' then jsonb_array_length(value) / 10
      when kind = 'object' and node ? 'o' then pg_column_size(node -> 'o') / 5000
        + coalesce(jsonb_array_length(node -> 'o' -> 'pp'), 0) * (1 + pg_column_size(value) / 50)
      else 0
    end;
end;
$$;

comment on function specql_type.own_steps(jsonb, jsonb, text) is
  'At least two; more for long texts with patterns, long lists of allowed values, unique items and many patterns for names.';
