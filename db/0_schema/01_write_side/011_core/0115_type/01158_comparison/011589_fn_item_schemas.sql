-- 011589  specql_type.item_schemas()
-- What schemas say of an item of a list.

create or replace function specql_type.item_schemas(root jsonb, narrow jsonb, item integer)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(f), '[]')
  from jsonb_array_elements(narrow) as n
    cross join lateral jsonb_array_elements(case
      when jsonb_typeof(n #> '{s,$literal}') = 'array' then
        case when item < jsonb_array_length(n #> '{s,$literal}')
          then specql_type.literal_nodes(n #> '{s,$literal}' -> item) else '[{"b": "", "s": false}]' end
      when item < coalesce(jsonb_array_length(n #> '{s,prefixItems}'), 0)
        then specql_type.flat_schemas(root, jsonb_build_object('b', n -> 'b', 's', n #> '{s,prefixItems}' -> item))
      when n -> 's' ? 'items' then specql_type.flat_schemas(root, jsonb_build_object('b', n -> 'b', 's', n #> '{s,items}'))
      else '[]'
    end) as f;
$$;

comment on function specql_type.item_schemas(jsonb, jsonb, integer) is 'The nodes that the item at a position, from 0, must satisfy.';
