-- 011464  specql_governance.expressions_of()
-- The users' expressions in one action, with the columns that they may read.

create or replace function specql_governance.expressions_of(action jsonb, model_before jsonb, model_then jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'schema', action ->> 'schema', 'table', action ->> 'table',
        'kind', e.kind, 'expression', e.expression, 'path', e.path,
        'columns', (
          select coalesce(jsonb_agg(jsonb_build_object('name', c ->> 'name', 'type', c ->> 'type', 'collation', c ->> 'collation')), '[]')
          from jsonb_array_elements(case when e.kind = 'using' then model_before else model_then end -> 'columns') as c
          where c ->> 'name' is distinct from e.without)
      )), '[]')
    from (
      select 'check' as kind, action #>> '{constraint,expression}' as expression, action #>> '{constraint,path}' as path, null as without where action #> '{constraint,ours}' is null
      union all
      select 'check', k ->> 'expression', k ->> 'path', null from jsonb_array_elements(coalesce(action -> 'constraints', '[]')) as k where k -> 'ours' is null
      union all
      select 'generated', c ->> 'generated', c ->> 'path', c ->> 'name'
      from jsonb_array_elements(case when action ->> 'do' = 'create_table' then action -> 'columns' else jsonb_build_array(action -> 'column') end) as c
      where jsonb_typeof(c) = 'object'
      union all
      select 'using', action ->> 'using', action ->> 'path', null
      union all
      select 'index', i ->> 'expression', i ->> 'path', null from jsonb_array_elements(coalesce(action #> '{index,checks}', '[]')) as i
    ) as e
    where e.expression is not null
  );
end;
$$;

comment on function specql_governance.expressions_of(jsonb, jsonb, jsonb) is
  'A list of {schema, table, kind, expression, path, columns}: what the proof must look at before it lets it be evaluated.';
