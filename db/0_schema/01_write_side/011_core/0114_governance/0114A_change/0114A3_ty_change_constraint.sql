-- 0114A3  specql_governance.change_constraint
-- One constraint that a change brings, wherever it was written.

do $$
begin
  if to_regtype('specql_governance.change_constraint') is null then
    create type specql_governance.change_constraint as (
      n              integer,
      op             text,
      object         text,
      is_new         boolean,
      path           text,
      statement      integer,
      location       integer,
      kind           text,
      name           text,
      columns        text[],
      target         text,
      target_columns text[],
      on_delete      text,
      not_valid      boolean,
      using_index    text,
      expression     text,
      calls          text[],
      body           jsonb
    );
  end if;
end;
$$;

comment on type specql_governance.change_constraint is
  'A constraint as checks see it: of the table, of a column, or added. target is the table a foreign key points to.';
