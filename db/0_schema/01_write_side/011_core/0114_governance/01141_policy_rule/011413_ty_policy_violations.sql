-- 011413  app.policy_violations
-- The row that every check of policy answers with.

do $$
begin
  if to_regtype('app.policy_violations') is null then
    create type app.policy_violations as (
      rule_id    text,
      severity   text,
      path       text,
      message    text,
      suggestion text,
      statement  integer,
      location   integer,
      waived     text
    );
  end if;
end;
$$;

comment on type app.policy_violations is
  'What breaks a rule: rule_id, severity (error, warning, info), path (the field of a request, or schema.table.column), message and '
  'suggestion; for SQL also the statement (from 1) and the byte where it stands (from 0); waived holds the reason where it is waived.';
comment on column app.policy_violations.rule_id is E'@notNull\nThe rule, for example LCK01.';
comment on column app.policy_violations.severity is E'@notNull\nerror, warning or info.';
comment on column app.policy_violations.path is 'The field of a request, or schema.table.column.';
comment on column app.policy_violations.message is E'@notNull\nWhat is wrong.';
comment on column app.policy_violations.suggestion is 'What to do instead.';
comment on column app.policy_violations.statement is 'In SQL: the statement, counted from 1.';
comment on column app.policy_violations.location is 'In SQL: the byte where it stands, counted from 0.';
comment on column app.policy_violations.waived is 'The reason, where a waiver or a comment in the file allows it.';
