-- 0115BC  specql_type.compile_list()
-- The links of a keyword that has a list of schemas, in order.

create or replace function specql_type.compile_list(schema jsonb, links jsonb, keyword text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case when schema ? keyword then (
    select jsonb_agg(e.value order by e.key::integer) from jsonb_each(links -> keyword) as e
  ) end;
end;
$$;

comment on function specql_type.compile_list(jsonb, jsonb, text) is 'An array of links, or null where the schema lacks the keyword.';
