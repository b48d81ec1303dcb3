-- 0117E6  specql_cutover.checked_digits()
-- How many hexadecimal digits name a bucket.

create or replace function specql_cutover.checked_digits(digits integer, field text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  if digits between 1 and 4 then
    return digits;
  end if;
  raise exception using
    errcode = 'SG159',
    message = 'a bucket is named by 1 to 4 digits',
    detail = format('Given: %s.', coalesce(digits::text, 'nothing')),
    hint = 'Two are right for up to 100,000 rows, three for more.',
    column = field;
end;
$$;

comment on function specql_cutover.checked_digits(integer, text) is 'The number itself. SG159: it is not 1 to 4.';
