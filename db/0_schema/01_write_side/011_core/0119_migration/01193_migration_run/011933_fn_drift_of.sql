-- 011933  specql_governance.drift_of()
-- Where a table is not as it was left.

create or replace function specql_governance.drift_of(table_key text, was jsonb, parts text[])
  returns table (part text, name text, approved jsonb, found jsonb)
  language sql
  stable
as $$
  with side as (
    select 1 as side, was as content
    union all
    select 2, specql_governance.table_content((parse_ident(table_key))[1], (parse_ident(table_key))[2])
  ), entry as (
    select s.side, p.key || case when l.list_value is null then '' else '.' || l.list_key end as part,
      coalesce(e.key, case when l.list_value is null then l.list_key end, '') as name, coalesce(e.value, l.plain, 'null') as value
    from side as s
      cross join lateral jsonb_each(case when jsonb_typeof(s.content) = 'object' then s.content else '{}' end) as p
      cross join lateral (
        select i.key as list_key, case when jsonb_typeof(i.value) = 'object' then i.value end as list_value,
          case when jsonb_typeof(i.value) <> 'object' then i.value end as plain
        from jsonb_each(case when jsonb_typeof(p.value) = 'object' then p.value else '{}' end) as i
      ) as l
      left join lateral jsonb_each(l.list_value) as e on true
    where p.key = any (parts) and (l.list_value is null or e.key is not null)
  )
  select coalesce(a.part, b.part), coalesce(a.name, b.name), a.value, b.value
  from (select * from entry as e where e.side = 1) as a
    full join (select * from entry as e where e.side = 2) as b on b.part = a.part and b.name = a.name
  where a.value is distinct from b.value
    and (jsonb_typeof(was) = 'object') = ((select s.content from side as s where s.side = 2) is not null)
  union all
  select 'table', table_key, case when jsonb_typeof(was) = 'object' then to_jsonb('present'::text) else to_jsonb('absent'::text) end,
    case when jsonb_typeof(was) = 'object' then to_jsonb('absent'::text) else to_jsonb('present'::text) end
  where (jsonb_typeof(was) = 'object') <> ((select s.content from side as s where s.side = 2) is not null);
$$;

comment on function specql_governance.drift_of(text, jsonb, text[]) is
  'Per column, constraint, index, trigger, policy, owner … of these parts of the content that is not as it was: both values.';
