-- 013145  network.checked_count()
-- Returns how many are wanted, or says that fewer than none are not possible.

create or replace function network.checked_count(value integer, field text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  if value < 0 then
    raise exception using
      errcode = 'SG126',
      message = format('%s must not be negative', field),
      detail = format('It is %s.', value),
      hint = 'Leave it out for all of them.',
      column = field;
  end if;
  return value;
end;
$$;

comment on function network.checked_count(integer, text) is 'The number, null included, or SG126 for a negative one.';
