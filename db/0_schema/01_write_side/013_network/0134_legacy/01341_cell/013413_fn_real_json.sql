-- 013413  network.real_json()
-- A floating-point number as the network store writes it.

create or replace function network.real_json(value double precision)
  returns jsonb
  language sql
  immutable
as $$
  select to_jsonb(case when scale(value::text::numeric) = 0 then round(value::text::numeric, 1) else value::text::numeric end)
$$;

comment on function network.real_json(double precision) is
  'The shortest number that means the same, always with a fraction: 1.0, 0.875.';
