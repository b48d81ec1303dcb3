-- 031141  app.allocate_file_code()
-- Gives a file of an entity its code; asked again, gives the same code.

create or replace function app.allocate_file_code(
  table_code text,
  layer      text,
  kind       text,
  file_name  text
)
  returns text
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_layer    constant text := specql_registry.checked_layer(layer);
  v_kind     constant text := specql_registry.checked_kind(kind);
  v_entity   record;
  v_code     text;
  v_sequence integer;
begin
  perform common.checked_name(file_name, 'file_name');

  -- The entity's row is the lock: its files get their digits one after the other.
  select e.pk_entity_registration, e.table_code
  into v_entity
  from specql_registry.tb_entity_registration as e
  where e.table_code = upper(allocate_file_code.table_code collate "C")
  for no key update;
  if not found then
    raise exception using
      errcode = case when coalesce(table_code, '') = '' then 'SG102' else 'SG205' end,
      message = case
        when coalesce(table_code, '') = '' then 'table_code is missing'
        else format('no entity has the code %s', quote_literal(left(table_code, 40)))
      end,
      hint = 'app.allocate_entity_code() gives one; app.entities lists them.',
      column = 'table_code';
  end if;

  select f.file_code
  into v_code
  from specql_registry.tb_entity_file as f
  where f.fk_entity_registration = v_entity.pk_entity_registration
    and f.layer = v_layer
    and f.kind = v_kind
    and common.name_key(f.file_name) = common.name_key(allocate_file_code.file_name);
  if found then
    return v_code;
  end if;

  v_sequence := specql_registry.free_file_sequence(v_entity.table_code, v_layer, v_kind);
  v_code := v_layer || substr(v_entity.table_code, 3, 3) || substr('123456789ABCDEF', v_sequence, 1);
  insert into specql_registry.tb_entity_file
    (fk_entity_registration, layer, file_sequence, file_code, kind, file_name)
  values
    (v_entity.pk_entity_registration, v_layer, v_sequence, v_code, v_kind, allocate_file_code.file_name);
  return v_code;
end;
$$;

comment on function app.allocate_file_code(text, text, text, text) is
  E'@notNull\nThe six-digit code of a file of an entity: layer (two digits or its name), place, and the lowest free file '
  'digit. Digit 1 of layer 01 is the table, kind tb. SG111: no such layer or kind. SG205: no entity has this code. '
  'SG310: all fifteen digits of the layer are given.';

grant execute on function app.allocate_file_code(text, text, text, text) to specql_author;
