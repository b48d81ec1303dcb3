-- 031511  app.register_type()
-- Registers a type, or a new version of one.

create or replace function app.register_type(
  type_name             text,
  type_category         text,
  json_schema           jsonb default null,
  default_postgres_type text default null,
  is_rich_type          boolean default false,
  description           text default null
)
  returns app.types
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_written record;
  v_known   app.types;
  v_type    app.types;
begin
  select w.pk, w.is_new
  into v_written
  from specql_type.write_type(
    type_name => register_type.type_name, type_category => register_type.type_category,
    default_postgres_type => register_type.default_postgres_type, is_rich_type => register_type.is_rich_type,
    description => register_type.description
  ) as w;

  select t.* into v_known from app.types as t where t.id = specql_type.universal_type_id(v_written.pk);
  if v_known.type_category <> common.name_key(register_type.type_category)
    or upper(btrim(register_type.default_postgres_type)) <> upper(v_known.default_postgres_type)
    or (register_type.default_postgres_type is not null and v_known.default_postgres_type is null)
  then
    raise exception using
      errcode = 'SG350',
      message = format('the type %s is another one', quote_literal(v_known.type_name)),
      detail = format('It is %s and %s in PostgreSQL.', v_known.type_category,
        coalesce(v_known.default_postgres_type, 'jsonb')),
      hint = 'A new version has the category and the PostgreSQL type of the last; choose another name for another type.',
      column = case when v_known.type_category <> common.name_key(register_type.type_category)
        then 'type_category' else 'default_postgres_type' end;
  end if;
  if v_known.deprecated_at is not null then
    raise exception using
      errcode = 'SG352',
      message = format('the type %s is deprecated', quote_literal(v_known.type_name)),
      hint = coalesce('Use ' || v_known.replaced_by || ' instead.', 'Register another type.'),
      column = 'type_name';
  end if;

  if json_schema is not null then
    perform specql_type.add_version(v_written.pk, register_type.json_schema);
  elsif v_written.is_new and v_known.type_category = 'composite' then
    raise exception using
      errcode = 'SG102', message = 'json_schema is missing',
      hint = 'A composite type is what its JSON Schema says.', column = 'json_schema';
  end if;
  if register_type.description is distinct from v_known.description and register_type.description is not null
    or register_type.is_rich_type and not v_known.is_rich_type
  then
    update specql_type.tb_universal_type as t
    set description = coalesce(register_type.description, t.description), is_rich_type = t.is_rich_type or register_type.is_rich_type
    where t.pk_universal_type = v_written.pk;
  end if;
  select t.* into v_type from app.types as t where t.id = v_known.id;
  return v_type;
end;
$$;

comment on function app.register_type(text, text, jsonb, text, boolean, text) is
  'Registers a type. For a type that exists, a new schema becomes a new version if the compatibility mode of the type lets it; the '
  'same schema changes nothing. SG102, SG103, SG105, SG150, SG151: the input is wrong. SG14x: the schema is none. SG253: no such '
  'category. SG302: the name is an alias. SG350: the type is another one. SG351: incompatible, each problem with its path. '
  'SG352: the type is deprecated.';

grant execute on function app.register_type(text, text, jsonb, text, boolean, text) to specql_author;
