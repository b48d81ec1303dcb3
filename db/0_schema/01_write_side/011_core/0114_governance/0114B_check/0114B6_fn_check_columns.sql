-- 0114B6  specql_governance.check_columns()
-- Columns and their types: COL01 to COL08, TYP01 to TYP20, SEC08, NUN01.

create or replace function specql_governance.check_columns(
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
    select v.rule_id, c.n, c.path || v.field, c.statement, c.location, c.object, c.is_new,
      jsonb_build_object('table', c.object, 'column', c.name, 'type', upper(c.type), 'default', c.default_text, 'what', v.what)
    from unnest(change.columns) as c
      cross join lateral unnest(array[
        row('COL01', c.op <> 'alter_column_type' and c.nullable, '.nullable', null),
        row('COL02', c.op <> 'alter_column_type' and not c.is_key and c.default_kind is null and c.identity is null
          and c.generated is null, '.defaultValue', null),
        row('COL03', c.op <> 'alter_column_type' and c.comment is null and not exists (
          select from unnest(change.operations) as o
          where o.op = 'set_comment' and o.object = c.object and o.body ->> 'column' = c.name), '.comment', null),
        row('COL04', settings #> '{COL04,list}' ? c.base, '.type', null),
        row('COL05', c.base in ('char', 'varchar') and c.modifiers[1] > (settings #>> '{COL05,max}')::integer, '.type',
          settings #>> '{COL05,max}'),
        row('COL06', change.profile = 'request' and c.default_kind = 'expression', '.defaultValue', c.body -> 'default' ->> 'problem'),
        row('COL08', c.body ->> 'collation' is not null and not settings #> '{COL08,list}' ? (c.body ->> 'collation'), '.collation',
          c.body ->> 'collation'),
        row('TYP01', c.base = 'varchar' and c.modifiers is not null, '.type', null),
        row('TYP02', c.base = 'char', '.type', null),
        row('TYP03', c.base = 'timestamp', '.type', null),
        row('TYP04', c.op <> 'alter_column_type' and c.name ~ (settings #>> '{TYP04,pattern}')
          and c.base <> all (array['timestamptz', 'tstzrange']), '.type', null),
        row('TYP05', c.base in ('integer', 'serial') and not c.is_key and c.body -> 'references' is null, '.type', null),
        row('TYP06', c.base in ('smallint', 'smallserial'), '.type', null),
        row('TYP07', c.base = 'bigint' and not c.is_key and c.identity is null and c.name ~ (settings #>> '{TYP07,pattern}')
          and c.op <> 'alter_column_type' and not exists (
            select from unnest(change.constraints) as k
            where k.object = c.object and k.kind = 'foreign_key' and c.name = any (k.columns)), '.type', null),
        row('TYP08', c.base in ('serial', 'bigserial', 'smallserial'), '.type', null),
        row('TYP09', c.base = 'json', '.type', null),
        -- A key of several columns holds what it must; only one that stands alone is held to the list.
        row('TYP10', c.is_key and not settings #> '{TYP10,list}' ? c.base
          and (select count(*) = 1 from unnest(change.columns) as k where k.object = c.object and k.is_key), '.type',
          case when c.is_key then (
            select string_agg(upper(l.value), ', ') from jsonb_array_elements_text(settings #> '{TYP10,list}') as l (value)
            where l.value !~ 'serial') end),
        row('TYP11', c.is_key and c.base = 'uuid' and c.default_kind is null, '.defaultValue', null),
        row('TYP12', c.base in ('integer', 'smallint', 'serial', 'smallserial') and (c.is_key or c.body -> 'references' is not null),
          '.type', case when c.is_key then 'primary key' else 'foreign key' end),
        row('TYP13', c.base = 'money', '.type', null),
        row('TYP14', c.base in ('real', 'double precision') and c.name ~ (settings #>> '{TYP14,pattern}'), '.type', null),
        row('TYP18', facts #>> array['types', c.type] <> '', '.type', facts #>> array['types', c.type]),
        row('TYP19', c.base in ('text', 'varchar') and c.name ~ '(^|_)(uuid|guid)$', '.type', null),
        row('TYP20', c.base = 'numeric' and c.modifiers is null, '.type', null),
        row('SEC08', c.op <> 'alter_column_type' and c.name ~* (settings #>> '{SEC08,pattern}')
          and coalesce(c.comment, '') !~ '@(sensitive|pii|secret|public)' and not exists (
            select from unnest(change.operations) as o
            where o.op = 'set_comment' and o.object = c.object and o.body ->> 'column' = c.name
              and o.body ->> 'comment' ~ '@(sensitive|pii|secret|public)'), '.comment', null)
      ]::specql_governance.verdict[]) as v
    where v.hit and settings ? v.rule_id;

  -- A default given to a column that is there already.
  return query
    select 'COL06', o.n, o.path || '.default', o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('table', o.object, 'column', o.body ->> 'column', 'default', o.body #>> '{default,text}',
        'what', o.body #>> '{default,problem}')
    from unnest(change.operations) as o
    where o.op = 'set_default' and change.profile = 'request' and o.body #>> '{default,kind}' = 'expression'
      and settings ? 'COL06';

  return query
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('name', o.object, 'what', v.what)
    from unnest(change.operations) as o
      cross join lateral (
        select 'TYP15' as rule_id, o.op = 'create_type' and o.body ->> 'kind' = 'enum' as hit, null::text as what
        union all
        select 'TYP16', o.op = 'create_domain' and coalesce((o.body ->> 'constrained')::boolean, false), null
        union all
        select 'TYP17', o.op = 'alter_domain' and o.body ->> 'action' = 'add_constraint'
          and not coalesce((o.body ->> 'not_valid')::boolean, false), null
        union all
        select 'NUN01', o.op = 'not_understood', concat_ws(': ', o.body ->> 'node', o.body ->> 'text')
        union all
        select 'NUN01', true, i.path from jsonb_array_elements_text(o.body -> 'ignored') as i (path)
      ) as v
    where v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_columns(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about columns and types. settings holds the parameters of the rules that are on.';
