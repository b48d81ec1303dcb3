-- 0114A4  specql_governance.change_index
-- One index that a change brings.

do $$
begin
  if to_regtype('specql_governance.change_index') is null then
    create type specql_governance.change_index as (
      n            integer,
      object       text,
      is_new       boolean,
      path         text,
      statement    integer,
      location     integer,
      name         text,
      columns      text[],
      is_unique    boolean,
      method       text,
      predicate    text,
      is_concurrent boolean,
      body         jsonb
    );
  end if;
end;
$$;

comment on type specql_governance.change_index is
  'An index as checks see it. A column that is an expression is null in columns.';
