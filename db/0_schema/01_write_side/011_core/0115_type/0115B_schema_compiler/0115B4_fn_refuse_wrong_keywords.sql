-- 0115B4  specql_type.refuse_wrong_keywords()
-- Stops at the first keyword whose value the meta-schema forbids.

create or replace function specql_type.refuse_wrong_keywords(places specql_type.schema_place[])
  returns void
  language plpgsql
  immutable
as $$
declare
  v_problem record;
begin
  select p.document, p.pointer || coalesce('/' || k.key, '') as pointer, k.key as keyword,
    coalesce(specql_type.keyword_problem(k.key, k.value), 'must be a schema: an object, true or false') as message
  into v_problem
  from unnest(places) with ordinality as p (document, pointer, parent, keyword, name, base, is_resource, level, schema, number)
    left join lateral jsonb_each(case jsonb_typeof(p.schema) when 'object' then p.schema else '{}' end) as k on true
  where jsonb_typeof(p.schema) not in ('object', 'boolean')
    or specql_type.keyword_problem(k.key, k.value) is not null
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
