-- 011142  specql_registry.checked_layer()
-- Two digits of a layer, given as such or by name.

create or replace function specql_registry.checked_layer(layer text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_layer text;
begin
  select l.layer
  into v_layer
  from (
    values ('00', 'common'), ('01', 'write_side'), ('02', 'query_side'), ('02', 'read_side'), ('03', 'functions')
    union all
    select s.layer, s.layer_name from specql_registry.tb_schema_layer as s where s.layer ~ '^0[0-3]$'
  ) as l (layer, layer_name)
  where checked_layer.layer in (l.layer, ltrim(l.layer, '0'))
    or common.name_key(l.layer_name) = common.name_key(checked_layer.layer)
  limit 1;
  if found then
    return v_layer;
  end if;
  raise exception using
    errcode = case when coalesce(layer, '') = '' then 'SG102' else 'SG111' end,
    message = case
      when coalesce(layer, '') = '' then 'layer is missing'
      else format('there is no layer %s', quote_literal(left(layer, 40)))
    end,
    hint = 'Layers are 00 common, 01 write_side, 02 query_side and 03 functions.',
    column = 'layer';
end;
$$;

comment on function specql_registry.checked_layer(text) is
  'The layer''s two digits. SG102: none given. SG111: no such layer.';
