-- 011B26  specql_cutover.raw_of()
-- What of a legacy row the columns of a table would not render again as it was.

create or replace function specql_cutover.raw_of(content jsonb, rendering jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_legacy jsonb;
begin
  if content::text = rendering::text then
    return null;
  end if;
  select jsonb_strip_nulls(jsonb_build_object(
    'raw', jsonb_object_agg(coalesce(c.key, r.key), jsonb_build_array(c.value))
      filter (where c.key is not null and r.key is not null and c.value::text is distinct from r.value::text),
    'extra', jsonb_object_agg(coalesce(c.key, r.key), jsonb_build_array(c.value)) filter (where r.key is null),
    'absent', jsonb_agg(r.key) filter (where c.key is null)
  ))
  into v_legacy
  from jsonb_each(content) as c
    full join jsonb_each(rendering) as r on r.key = c.key;
  -- The values were wrapped so that a null of the file is not taken for none.
  return (
    select jsonb_object_agg(p.key, case p.key
      when 'absent' then p.value
      else (select jsonb_object_agg(v.key, v.value -> 0) from jsonb_each(p.value) as v) end)
    from jsonb_each(v_legacy) as p
  );
end;
$$;

comment on function specql_cutover.raw_of(jsonb, jsonb) is
  '{raw: {cell: value}, extra: {key without a column: value}, absent: [cells that the row does not have]}, each part only where there is '
  'something in it; null where the rendering is the row, to the last digit.';
