-- 013414  network.money()
-- An amount as a file gives it, exactly.

create or replace function network.money(value jsonb)
  returns numeric
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(value) in ('string', 'number')
      and length(value #>> '{}') <= 1000
      and value #>> '{}' ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$'
    then (value #>> '{}')::numeric
  end
$$;

comment on function network.money(jsonb) is
  'A text or number of JSON as numeric, with the digits that it has; null for anything that is no decimal number.';
