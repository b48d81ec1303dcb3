-- 011525  specql_type.count_comparison()
-- Keeps the comparison of two schemas from going on for ever.

create or replace function specql_type.count_comparison(depth integer)
  returns void
  language plpgsql
  stable
as $$
declare
  v_count constant integer := coalesce(nullif(current_setting('specql.comparisons', true), '')::integer, 0) + 1;
begin
  perform set_config('specql.comparisons', v_count::text, true);
  if v_count > 20000 or depth > 64 then
    raise exception using
      errcode = 'SG155', message = 'the schemas are too tangled to compare',
      detail = format('After %s comparisons, %s deep, there is no answer.', v_count, depth),
      hint = 'Split the type, or set its compatibility mode to NONE.', column = 'json_schema';
  end if;
end;
$$;

comment on function specql_type.count_comparison(integer) is
  'Counts in the setting specql.comparisons. SG155: more than 20000, or more than 64 deep.';
