-- 011497  specql_governance.check_pattern()
-- Rules that are a pattern: which name, type, default or comment has to match what.

create or replace function specql_governance.check_pattern(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  return query
    with subject as (
      select o.n, 'table' as kind, o.path, o.statement, o.location, o.object, o.is_new,
        jsonb_build_object('name', coalesce(o.body ->> 'new_name', o.body ->> 'table'), 'schema', o.body ->> 'schema',
          'comment', coalesce(o.body ->> 'comment', (
            select w.body ->> 'comment' from unnest(change.operations) as w
            where w.op = 'set_comment' and w.object = o.object and not w.body ? 'column' limit 1))) as fields
      from unnest(change.operations) as o
      where o.op in ('create_table', 'rename_table')
      union all
      select c.n, 'column', c.path, c.statement, c.location, c.object, c.is_new,
        jsonb_build_object('name', c.name, 'type', c.type, 'base_type', c.base, 'default', c.default_text,
          'comment', coalesce(c.comment, (
            select w.body ->> 'comment' from unnest(change.operations) as w
            where w.op = 'set_comment' and w.object = c.object and w.body ->> 'column' = c.name limit 1)))
      from unnest(change.columns) as c
      union all
      select i.n, 'index', i.path, i.statement, i.location, i.object, i.is_new,
        jsonb_build_object('name', i.name, 'method', i.method, 'columns', array_to_string(i.columns, ','))
      from unnest(change.indexes) as i
      union all
      select k.n, 'constraint', k.path, k.statement, k.location, k.object, k.is_new,
        jsonb_build_object('name', k.name, 'kind', k.kind, 'columns', array_to_string(k.columns, ','), 'on_delete', k.on_delete)
      from unnest(change.constraints) as k
      union all
      select o.n, 'operation', o.path, o.statement, o.location, o.object, o.is_new, jsonb_build_object('op', o.op, 'name', o.object)
      from unnest(change.operations) as o
    )
    select p.key, s.n, s.path, s.statement, s.location, s.object, s.is_new,
      s.fields || jsonb_build_object('table', s.object, 'subject', s.kind, 'field', g.field,
        'value', coalesce(s.fields ->> g.field, 'nothing'), 'column', case s.kind when 'column' then s.fields ->> 'name' end)
    from jsonb_each(settings) as p
      cross join lateral (select p.value -> 'pattern' as body, coalesce(p.value #>> '{pattern,field}', 'name') as field) as g
      join subject as s on s.kind = g.body ->> 'subject'
    where jsonb_typeof(g.body) = 'object'
      and (g.body -> 'where' is null or not exists (
        select from jsonb_each_text(g.body -> 'where') as w
        where coalesce(case w.key when 'table' then s.object else s.fields ->> w.key end, '') !~ w.value))
      and (coalesce(s.fields ->> g.field, '') !~ (g.body ->> 'must_match')
        or s.fields ->> g.field ~ (g.body ->> 'must_not_match'));
end;
$$;

comment on function specql_governance.check_pattern(specql_governance.change, jsonb, jsonb) is
  'Findings of rules whose parameters hold a pattern: {subject: table, column, index, constraint or operation; field (name); '
  'must_match or must_not_match; where: {field or table: pattern}}.';
