-- 0115E1  specql_type.outcome
-- What came of holding a value against a schema.

do $$
begin
  if to_regtype('specql_type.outcome') is null then
    create type specql_type.outcome as (
      steps    integer,
      problems jsonb,
      names    text[],
      items    int4multirange
    );
  end if;
end;
$$;

comment on type specql_type.outcome is
  'The steps that are left; the problems found, each as an array of instance path, schema path, keyword and message; and the '
  'properties and items that were evaluated, where these are asked for.';
