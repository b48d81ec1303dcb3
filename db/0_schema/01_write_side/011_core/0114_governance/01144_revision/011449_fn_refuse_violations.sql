-- 011449  specql_governance.refuse_violations()
-- Refuses what breaks a rule, with the whole list for programs in the detail.

create or replace function specql_governance.refuse_violations(violations jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_count integer;
  v_first jsonb;
begin
  select count(*), (array_agg(v.violation order by v.position))[1]
  into v_count, v_first
  from jsonb_array_elements(violations) with ordinality as v (violation, position)
  where v.violation ->> 'severity' = 'error';
  if v_count = 0 then
    return;
  end if;
  perform specql_governance.refuse(
    code => 'SG500',
    message => coalesce(v_first ->> 'message', 'a rule is broken')
      || case when v_count > 1 then format(' (and %s more)', v_count - 1) else '' end,
    detail => violations::text,
    hint => coalesce(v_first ->> 'suggestion', 'app.validate_table_schema() lists everything that is found.'),
    field => v_first ->> 'path'
  );
end;
$$;

comment on function specql_governance.refuse_violations(jsonb) is
  'SG500 where at least one violation is an error. Message, hint and field are the first one''s; the detail is the whole '
  'list as a JSON array.';
