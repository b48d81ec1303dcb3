-- 011499  specql_governance.verdict
-- What one rule says of one thing.

do $$
begin
  if to_regtype('specql_governance.verdict') is null then
    create type specql_governance.verdict as (
      rule_id text,
      hit     boolean,
      field   text,
      what    text
    );
  end if;
end;
$$;

comment on type specql_governance.verdict is
  'A rule, whether it is broken, the field of the path, and a value for the wording. Arrays of it are worked out once for each '
  'thing that is checked; rows of VALUES would be prepared anew each time.';
