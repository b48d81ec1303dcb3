-- 011484  specql_governance.node_type()
-- The text of a type in a parse tree.

create or replace function specql_governance.node_type(node jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_names     text[] := specql_governance.node_names(node -> 'names');
  v_modifiers text;
begin
  -- The parser writes pg_catalog before the types that SQL itself names.
  if v_names[1] = 'pg_catalog' then
    v_names := v_names[2:];
  end if;
  select string_agg(coalesce(m.value #>> '{A_Const,ival,ival}', m.value #>> '{A_Const,sval,sval}', '0'), ',')
  into v_modifiers
  from jsonb_array_elements(coalesce(node -> 'typmods', '[]')) as m (value);
  -- interval carries its fields as a modifier.
  return case v_names[1]
      when 'int4' then 'integer' when 'int8' then 'bigint' when 'int2' then 'smallint' when 'bool' then 'boolean'
      when 'float8' then 'double precision' when 'float4' then 'real' when 'bpchar' then 'char'
      else array_to_string(v_names, '.')
    end
    || case when v_modifiers is not null and v_names[1] <> 'interval' then format('(%s)', v_modifiers) else '' end
    || repeat('[]', jsonb_array_length(coalesce(node -> 'arrayBounds', '[]')));
end;
$$;

comment on function specql_governance.node_type(jsonb) is
  'A TypeName node as text: varchar(50), integer, shop.mood, text[].';
