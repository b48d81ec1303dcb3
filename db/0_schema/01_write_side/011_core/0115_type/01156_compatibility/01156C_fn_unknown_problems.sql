-- 01156C  specql_type.unknown_problems()
-- Keywords that are not compared.

create or replace function specql_type.unknown_problems(roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
begin
  -- What looks at the whole schema means the same only where the whole schema is the same.
  if rule not like 'unevaluated%' and exists (
    select from jsonb_array_elements(narrow) as n
    where n -> 's' -> rule = wanted and specql_type.is_same_text(roots, n -> 'b', wide -> 'b', wanted)
  ) or (rule like 'unevaluated%' and wanted in ('true', '{}')) then
    return;
  end if;
  return query select place, rule,
    format('cannot be shown compatible: %s is not compared', rule);
end;
$$;

comment on function specql_type.unknown_problems(jsonb, jsonb, jsonb, text, jsonb, text) is
  'What nobody can compare is compatible only where both sides say the same.';
