-- 0115B4  specql_type.refuse_wrong_keywords()
-- Stops at the first keyword whose value the meta-schema forbids.

create or replace function specql_type.refuse_wrong_keywords(places specql_type.schema_place[])
  returns void
  language plpgsql
  immutable
  -- Places are many and their number is not known to the planner.
  set enable_nestloop = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_problem record;
begin
  with keyword as materialized (
    select p.document, p.pointer, k.key, k.value
    from unnest(places) as p
      left join lateral jsonb_each(case jsonb_typeof(p.schema) when 'object' then p.schema else '{}' end) as k on true
    where k.key is not null or jsonb_typeof(p.schema) not in ('object', 'boolean')
  ), wrong as materialized (
    -- The same keyword with the same value stands in many places.
    select k.key, k.value, specql_type.keyword_problem(k.key, k.value) as message
    from (select distinct k.key, k.value from keyword as k) as k
  )
  select k.document, k.pointer || coalesce('/' || k.key, '') as pointer, k.key as keyword, w.message
  into v_problem
  from keyword as k
    left join wrong as w on w.key = k.key and w.value = k.value
  where k.key is null or w.message is not null
  order by k.document, length(k.pointer), k.pointer
  limit 1;

  if found then
    raise exception using
      errcode = 'SG140',
      message = case when v_problem.keyword is null then 'this is no JSON Schema'
        else format('%s %s', v_problem.keyword, v_problem.message) end,
      detail = format('At %s%s.', case when v_problem.document = '' then '' else v_problem.document || '#' end,
        coalesce(nullif(v_problem.pointer, ''), 'the root of the schema')),
      hint = 'A JSON Schema of draft 2020-12 is an object, true or false. app.check_json_schema() lists all problems.',
      column = 'json_schema';
  end if;
end;
$$;

comment on function specql_type.refuse_wrong_keywords(specql_type.schema_place[]) is
  'SG140 where a place holds no schema, or a keyword has a value that it cannot have. Says where.';
