-- 011786  specql_cutover.add_all_entities()
-- Tries to add a whole collection of entities at once.

create or replace function specql_cutover.add_all_entities(
  run bigint, subdomain bigint, collection jsonb, path text, zone text
)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_rows constant jsonb := (
    select jsonb_agg(jsonb_build_object(
      'key', e.key, 'entry', e.entry, 'line', e.line,
      'path', add_all_entities.path || '.' || coalesce(e.key, (e.ordinal - 1)::text)
    ) order by e.ordinal)
    from specql_cutover.entries(collection, path) as e
  );
begin
  if v_rows is not null then
    perform specql_cutover.add_entities(run, add_all_entities.subdomain, v_rows, zone);
  end if;
  return true;
exception
  -- A row is at fault. Which one, row by row will show.
  when sqlstate 'SG102' or sqlstate 'SG103' or sqlstate 'SG105' or sqlstate 'SG112' or sqlstate 'SG116'
    or sqlstate 'SG304' or sqlstate 'SG306' or sqlstate 'SG307'
    or check_violation or not_null_violation or unique_violation
    or invalid_datetime_format or datetime_field_overflow or invalid_text_representation
  then
    return false;
end;
$$;

comment on function specql_cutover.add_all_entities(bigint, bigint, jsonb, text, text) is
  'True where all went in; false, and nothing has changed, where a row is at fault.';
