-- 01341D  network.legacy_of()
-- What a row of the file says beyond the columns.

create or replace function network.legacy_of(content jsonb, cells jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_raw    jsonb;
  v_extra  jsonb;
  v_absent jsonb;
begin
  -- As texts: 1.0 and 1.00 are equal numbers, and not the same cell.
  if content::text = cells::text then
    return null;
  end if;
  select jsonb_object_agg(c.key, c.value) filter (where cells ? c.key),
    jsonb_object_agg(c.key, c.value) filter (where not cells ? c.key)
  into v_raw, v_extra
  from jsonb_each(content) as c
  where (cells -> c.key)::text is distinct from c.value::text;
  select jsonb_agg(k.key) into v_absent
  from jsonb_object_keys(cells) as k (key)
  where not content ? k.key;
  return nullif(jsonb_strip_nulls(jsonb_build_object('absent', v_absent))
    || case when v_raw is null then '{}' else jsonb_build_object('raw', v_raw) end
    || case when v_extra is null then '{}' else jsonb_build_object('extra', v_extra) end, '{}');
end;
$$;

comment on function network.legacy_of(jsonb, jsonb) is
  'The cells that the columns would not give back as they stood (raw), the keys that no column has (extra) and those that '
  'the file did not have (absent); null where the columns say it all.';
