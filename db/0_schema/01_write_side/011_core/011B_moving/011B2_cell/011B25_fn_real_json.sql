-- 011B25  specql_cutover.real_json()
-- A floating-point number as the legacy rows write it: always with a fraction.

create or replace function specql_cutover.real_json(value double precision)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when value in ('Infinity', '-Infinity', 'NaN') then jsonb_build_object('$real', value::text)
    when scale(value::text::numeric) = 0 then to_jsonb(round(value::text::numeric, 1))
    else to_jsonb(value::text::numeric)
  end
$$;

comment on function specql_cutover.real_json(double precision) is
  'The shortest digits that mean the same number, 1 as 1.0; what JSON has no number for is {"$real": …}.';
