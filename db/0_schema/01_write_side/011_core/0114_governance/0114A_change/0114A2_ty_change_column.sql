-- 0114A2  specql_governance.change_column
-- One column that a change brings or retypes.

do $$
begin
  if to_regtype('specql_governance.change_column') is null then
    create type specql_governance.change_column as (
      n            integer,
      op           text,
      object       text,
      is_new       boolean,
      path         text,
      statement    integer,
      location     integer,
      name         text,
      type         text,
      base         text,
      modifiers    integer[],
      is_array     boolean,
      nullable     boolean,
      is_key       boolean,
      is_unique    boolean,
      default_kind text,
      default_text text,
      default_call text,
      identity     text,
      generated    text,
      comment      text,
      body         jsonb
    );
  end if;
end;
$$;

comment on type specql_governance.change_column is
  'A column as checks see it, from create_table, add_column or alter_column_type (op says which).';
