-- 0114A6  specql_governance.finding
-- What a check found.

do $$
begin
  if to_regtype('specql_governance.finding') is null then
    create type specql_governance.finding as (
      rule_id   text,
      n         integer,
      path      text,
      statement integer,
      location  integer,
      object    text,
      is_new    boolean,
      arguments jsonb
    );
  end if;
end;
$$;

comment on type specql_governance.finding is
  'A rule that is broken, where, and the values for its wording. The engine adds severity, waivers and words.';
