-- 0114A1  specql_governance.change_operation
-- One operation, with what the rest of its change says about it.

do $$
begin
  if to_regtype('specql_governance.change_operation') is null then
    create type specql_governance.change_operation as (
      n         integer,
      op        text,
      object    text,
      is_new    boolean,
      path      text,
      statement integer,
      location  integer,
      block     integer,
      body      jsonb
    );
  end if;
end;
$$;

comment on type specql_governance.change_operation is
  'An operation as checks see it: its place n in the change, the object (schema.name), whether the same change made that object, the transaction block it stands in, and the operation itself.';
