-- 011423  specql_governance.allowed_in_comments()
-- The exceptions that a SQL file claims in its comments.

create or replace function specql_governance.allowed_in_comments(parse_tree jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_comment record;
  v_parts   text[];
  v_target  integer[];
  v_result  jsonb := '[]';
begin
  for v_comment in
    select c.value ->> 'text' as text, (c.value ->> 'offset')::integer as place
    from jsonb_array_elements(coalesce(parse_tree -> 'comments', '[]')) as c (value)
  loop
    -- specql: allow LCK01, LCK28 the table is empty
    v_parts := regexp_match(v_comment.text, 'specql:\s*(allow|allow-file)\s+([A-Za-z0-9-]+(?:\s*,\s*[A-Za-z0-9-]+)*)\s*:?\s*(.*?)\s*(?:\*/)?$');
    if v_parts is null then
      v_result := v_result || jsonb_build_object('problem', btrim(v_comment.text), 'statement', null,
        'offset', v_comment.place, 'rules', '[]'::jsonb);
      continue;
    end if;
    if v_parts[1] = 'allow-file' then
      v_target := array(select s.n::integer from jsonb_array_elements(parse_tree -> 'stmts') with ordinality as s (value, n));
    else
      -- The statement that the comment stands in or after on its line, else the next one.
      v_target := array(
        select s.n::integer
        from jsonb_array_elements(parse_tree -> 'stmts') with ordinality as s (value, n)
        where coalesce((s.value ->> 'stmt_location')::integer, 0) + coalesce((s.value ->> 'stmt_len')::integer, 2147483647 / 2)
          > v_comment.place
        order by s.n
        limit 1
      );
    end if;
    v_result := v_result || coalesce((
      select jsonb_agg(jsonb_build_object(
        'statement', t.n,
        'offset', v_comment.place,
        'rules', to_jsonb(regexp_split_to_array(v_parts[2], '\s*,\s*')),
        'reason', nullif(v_parts[3], ''),
        'problem', case when v_parts[3] = '' then v_parts[2] end))
      from unnest(v_target) as t (n)
    ), jsonb_build_array(jsonb_build_object('problem', v_parts[2], 'statement', null,
      'offset', v_comment.place, 'rules', '[]'::jsonb)));
  end loop;
  return v_result;
end;
$$;

comment on function specql_governance.allowed_in_comments(jsonb) is
  'The exceptions of comments such as -- specql: allow LCK01 the table is empty: statement, rules, reason; problem names one that '
  'has no reason, no statement or another form. allow-file stands for every statement.';
