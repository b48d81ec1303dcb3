-- 011928  specql_governance.difference_problem()
-- Where two sets of structures differ, as one problem of a proof.

create or replace function specql_governance.difference_problem(wanted jsonb, found jsonb, during text, message text)
  returns jsonb
  language sql
  immutable
as $$
  select case when wanted = found then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
    'code', 'SG525', 'during', during, 'message', message, 'detail', coalesce((
      select string_agg(format('%s %s %s: %s, not %s', w.table_name, w.list, w.name, coalesce(left(f.value::text, 300), 'missing'),
        coalesce(left(w.value::text, 300), 'missing')), '; ')
      from (
        select t.key as table_name, l.key as list, e.key as name, e.value
        from jsonb_each(wanted) as t, jsonb_each(case when jsonb_typeof(t.value) = 'object' then t.value else '{}' end) as l,
          jsonb_each(case when jsonb_typeof(l.value) = 'object' then l.value else jsonb_build_object('', l.value) end) as e
      ) as w
        full join (
          select t.key as table_name, l.key as list, e.key as name, e.value
          from jsonb_each(found) as t, jsonb_each(case when jsonb_typeof(t.value) = 'object' then t.value else '{}' end) as l,
            jsonb_each(case when jsonb_typeof(l.value) = 'object' then l.value else jsonb_build_object('', l.value) end) as e
        ) as f on f.table_name = w.table_name and f.list = w.list and f.name = w.name
      where w.value is distinct from f.value
    ), 'The tables that there are differ.'))) end;
$$;

comment on function specql_governance.difference_problem(jsonb, jsonb, text, text) is
  'An empty list where they are the same, else one SG525 whose detail names each column, constraint and index that differs.';
