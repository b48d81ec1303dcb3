-- 011518  specql_type.tg__types_stay()
-- Keeps what values were checked by.

create or replace function specql_type.tg__types_stay()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG402',
    message = format('rows of %s.%s are final', tg_table_schema, tg_table_name),
    detail = 'Tables and schemas name types, their versions and aliases.',
    hint = 'Register a new version with app.register_type(), or deprecate the type with app.deprecate_type().';
end;
$$;

comment on function specql_type.tg__types_stay() is 'Before delete, truncate, or update of what is final: SG402.';
