-- 011A61  specql_cutover.library_row_key()
-- The number that a row has in a legacy pattern library.

create or replace function specql_cutover.library_row_key(legacy jsonb, pk bigint)
  returns text
  language plpgsql
  immutable
as $$
begin
  -- Far above what a file numbers by itself: a row made here never takes the number of another.
  return coalesce(legacy ->> 'key', (1000000000 + pk)::text);
end;
$$;

comment on function specql_cutover.library_row_key(jsonb, bigint) is
  'The key that the file has; of a row that no file brought, a number above 1,000,000,000 that stays its own.';
