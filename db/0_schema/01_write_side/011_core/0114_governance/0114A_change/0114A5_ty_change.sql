-- 0114A5  specql_governance.change
-- A whole change, laid out for the checks.

do $$
begin
  if to_regtype('specql_governance.change') is null then
    create type specql_governance.change as (
      operations  specql_governance.change_operation[],
      columns     specql_governance.change_column[],
      constraints specql_governance.change_constraint[],
      indexes     specql_governance.change_index[],
      ops         text[],
      profile     text,
      wrapped     boolean
    );
  end if;
end;
$$;

comment on type specql_governance.change is
  'Operations, and the columns, constraints and indexes in them; ops are the kinds of operation that occur, wrapped says that whoever applies it opens the transaction.';
