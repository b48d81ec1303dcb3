-- 0112FE  specql_pattern.composed()
-- Puts filled patterns together, and says what two of them define.

create or replace function specql_pattern.composed(parts jsonb)
  returns jsonb
  language sql
  immutable
as $$
  with part as (
    select p.position, p.value ->> 'pattern' as pattern, p.value -> 'result' as result
    from jsonb_array_elements(parts) with ordinality as p (value, position)
  ), section as (
    select p.position, p.pattern, s.key as section, s.value as content
    from part as p
      cross join lateral jsonb_each(case jsonb_typeof(p.result) when 'object' then p.result else '{}' end) as s
  ), item as (
    -- Fields and actions are a list of objects with a name, or an object by name.
    select s.position, s.pattern, s.section, e.place, e.value ->> 'name' as name, e.value as content
    from section as s
      cross join lateral jsonb_array_elements(case jsonb_typeof(s.content) when 'array' then s.content else '[]' end)
        with ordinality as e (value, place)
    union all
    select s.position, s.pattern, s.section, row_number() over (partition by s.position, s.section order by e.key), e.key,
      case jsonb_typeof(e.value) when 'object' then jsonb_build_object('name', e.key) || e.value
        else jsonb_build_object('name', e.key, 'value', e.value) end
    from section as s
      cross join lateral jsonb_each(case jsonb_typeof(s.content) when 'object' then s.content else '{}' end) as e
  ), single as (
    select distinct on (s.section) s.section, s.content
    from section as s
    where jsonb_typeof(s.content) not in ('array', 'object')
    order by s.section, s.position
  ), named as (
    select i.section, common.name_key(i.name) as name_key, (array_agg(i.name order by i.position, i.place))[1] as name,
      jsonb_agg(distinct i.pattern) as patterns, count(distinct i.content) = 1 as identical
    from item as i
    where i.section in ('fields', 'actions', 'tables', 'functions', 'views', 'indexes') and i.name is not null
    group by i.section, common.name_key(i.name)
    having count(*) > 1
  ), kept as (
    select i.section, i.position, i.place, i.content
    from item as i
    where i.name is null
      or not exists (
        select from item as f
        where f.section = i.section and common.name_key(f.name) = common.name_key(i.name)
          and (f.position, f.place) < (i.position, i.place)
      )
  )
  select jsonb_build_object(
    'compatible', not exists (select from named as n where not n.identical),
    'patterns', (select coalesce(jsonb_agg(p.value - 'result' - 'notes' order by p.position), '[]')
      from jsonb_array_elements(parts) with ordinality as p (value, position)),
    'result', coalesce((select jsonb_object_agg(s.section, s.content) from single as s), '{}') || coalesce((
      select jsonb_object_agg(k.section, k.content)
      from (
        select k.section, jsonb_agg(k.content order by k.position, k.place) as content from kept as k group by k.section
      ) as k
    ), '{}'),
    'conflicts', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', case n.section when 'indexes' then 'index' else left(n.section, -1) end, 'name', n.name, 'patterns', n.patterns,
        'identical', n.identical
      ) order by n.section, n.name collate "C"), '[]')
      from named as n
    ),
    'notes', (
      select coalesce(jsonb_agg(n.value order by p.position, n.place), '[]')
      from jsonb_array_elements(parts) with ordinality as p (value, position)
        cross join lateral jsonb_array_elements(p.value -> 'notes') with ordinality as n (value, place)
    )
  );
$$;

comment on function specql_pattern.composed(jsonb) is
  '{compatible, patterns, result, conflicts, notes} of what specql_pattern.pattern_parts() gave. Of two definitions of one '
  'name the first stands in the result.';
