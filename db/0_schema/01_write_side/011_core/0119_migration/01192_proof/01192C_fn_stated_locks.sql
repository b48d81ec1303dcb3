-- 01192C  specql_governance.stated_locks()
-- The locks that the statements of a migration are known to take.

create or replace function specql_governance.stated_locks(steps jsonb, models jsonb)
  returns jsonb
  language sql
  stable
as $$
  with step as (
    select s, format('%I.%I', s ->> 'schema', s ->> 'table') as name, s ->> 'do' as what, lower(s ->> 'plain') as plain
    from jsonb_array_elements(steps) as s
  ), taken as (
    select t.name, case
        when t.what = 'set_comment' then 4
        when t.plain ~ '^create (unique )?index' then 5
        when t.plain ~ '^alter table \S+ validate constraint' then 4
        when t.plain ~ '^update ' then 3
        when t.plain ~ '^alter index' then 0
        when t.plain ~ '^alter table \S+ add constraint \S+ foreign key' then 6
        else 8 end as strength
    from step as t
    union all
    -- Both ends of a foreign key.
    select f.other, case when t.plain ~ 'validate constraint' then 2 when t.what in ('create_table', 'add_constraint') then 6 else 8 end
    from step as t
      cross join lateral (
        select format('%I.%I', k #>> '{references,schema}', k #>> '{references,table}') as other
        from jsonb_array_elements(models -> t.name -> 'constraints') as k
        where k ->> 'kind' = 'foreign_key' and (
          t.what = 'drop_table'
          or (t.what = 'drop_constraint' and k ->> 'name' = t.s ->> 'takes')
          or (t.what = 'set_type' and k -> 'columns' ?| array(select jsonb_array_elements_text(t.s -> 'needs')))
          or (t.what = 'validate_constraint' and t.s -> 'needs' ? (k ->> 'name')))
        union
        select format('%s.%s', m[1], m[2])
        from regexp_matches(t.s ->> 'plain', 'references ("(?:[^"]|"")+"|[a-z0-9_$]+)\.("(?:[^"]|"")+"|[a-z0-9_$]+)', 'g') as m
        where t.what in ('create_table', 'add_constraint')
        union
        select m.key
        from jsonb_each(models) as m, jsonb_array_elements(case when m.value = 'null' then '[]' else m.value -> 'constraints' end) as k
        where t.what = 'set_type' and k ->> 'kind' = 'foreign_key'
          and format('%I.%I', k #>> '{references,schema}', k #>> '{references,table}') = t.name
          and k #> '{references,columns}' ?| array(select jsonb_array_elements_text(t.s -> 'needs'))
      ) as f
  )
  select coalesce(jsonb_object_agg(g.name, (array['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
    'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'])[g.strength]), '{}')
  from (
    select t.name, max(t.strength) as strength from taken as t
    where models -> t.name is not null and models -> t.name <> 'null' and t.strength > 0
    group by t.name
  ) as g;
$$;

comment on function specql_governance.stated_locks(jsonb, jsonb) is
  'Table to the strongest lock, by kind of statement, for tables that were there before. A test holds it against pg_locks.';
