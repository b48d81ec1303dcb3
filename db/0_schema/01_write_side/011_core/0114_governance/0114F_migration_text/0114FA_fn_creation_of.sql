-- 0114FA  specql_governance.creation_of()
-- The actions that make a table as a model says.

create or replace function specql_governance.creation_of(model jsonb, path text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return (
    with base as (
      select jsonb_build_object('schema', model ->> 'schema', 'table', model ->> 'table', 'path', creation_of.path) as base
    )
    select jsonb_build_array(b.base || jsonb_build_object(
        'do', 'create_table', 'columns', model -> 'columns', 'constraints', (
          select coalesce(jsonb_agg(k.item order by k.position), '[]')
          from jsonb_array_elements(model -> 'constraints') with ordinality as k (item, position)
          where (k.item ->> 'valid')::boolean)))
      || coalesce((
        select jsonb_agg(b.base || jsonb_build_object('do', 'add_constraint', 'constraint', k))
        from jsonb_array_elements(model -> 'constraints') as k where not (k ->> 'valid')::boolean), '[]')
      || coalesce((
        select jsonb_agg(b.base || jsonb_build_object('do', 'create_index', 'index', i))
        from jsonb_array_elements(model -> 'indexes') as i), '[]')
      || case when model ->> 'comment' is null then '[]'
        else jsonb_build_array(b.base || jsonb_build_object('do', 'set_comment', 'on', 'table', 'comment', model ->> 'comment')) end
      || coalesce((
        select jsonb_agg(b.base || jsonb_build_object('do', 'set_comment', 'on', o.kind, 'name', o.item ->> 'name', 'comment', o.item ->> 'comment'))
        from (
          select 'column' as kind, c as item from jsonb_array_elements(model -> 'columns') as c
          union all select 'constraint', k from jsonb_array_elements(model -> 'constraints') as k
          union all select 'index', i from jsonb_array_elements(model -> 'indexes') as i
        ) as o
        where o.item ->> 'comment' is not null), '[]')
    from base as b
  );
end;
$$;

comment on function specql_governance.creation_of(jsonb, text) is
  'create_table with the valid constraints, then the others, the indexes and the comments.';
