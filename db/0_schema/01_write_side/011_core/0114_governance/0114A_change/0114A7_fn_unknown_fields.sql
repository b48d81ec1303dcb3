-- 0114A7  specql_governance.unknown_fields()
-- What a request says that nobody reads.

create or replace function specql_governance.unknown_fields(source jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_table  constant text[] := '{tableName,table_name,schema,columns,indexes,constraints,comment,owner,domain,subdomain,entity,operations}';
  v_column constant text[] := '{name,type,nullable,primaryKey,primary_key,unique,defaultValue,default_value,default,references,comment,check,identity,generated,collation,path}';
  v_index  constant text[] := '{name,columns,unique,type,method,where,include,path}';
begin
  return coalesce((
    select jsonb_agg(f.path)
    from (
      select k.key as path from jsonb_object_keys(source) as k (key) where k.key <> all (v_table)
      union all
      select format('columns[%s].%s', c.position - 1, k.key)
      from jsonb_array_elements(case when jsonb_typeof(source -> 'columns') = 'array' then source -> 'columns' end)
          with ordinality as c (value, position),
        jsonb_object_keys(case when jsonb_typeof(c.value) = 'object' then c.value end) as k (key)
      where k.key <> all (v_column)
      union all
      select format('indexes[%s].%s', i.position - 1, k.key)
      from jsonb_array_elements(case when jsonb_typeof(source -> 'indexes') = 'array' then source -> 'indexes' end)
          with ordinality as i (value, position),
        jsonb_object_keys(case when jsonb_typeof(i.value) = 'object' then i.value end) as k (key)
      where k.key <> all (v_index)
      limit 100
    ) as f
  ), '[]');
end;
$$;

comment on function specql_governance.unknown_fields(jsonb) is
  'The paths of fields of a wanted table that have no meaning, at most 100.';
