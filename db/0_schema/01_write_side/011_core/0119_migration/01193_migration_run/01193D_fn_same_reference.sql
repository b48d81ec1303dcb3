-- 01193D  specql_governance.same_reference()
-- Whether two foreign keys are one.

create or replace function specql_governance.same_reference(wanted jsonb, live jsonb)
  returns boolean
  language sql
  immutable
as $$
  select live ->> 'kind' = 'foreign_key'
    and live -> 'columns' = wanted -> 'columns'
    and live #> '{references,schema}' = wanted #> '{references,schema}'
    and live #> '{references,table}' = wanted #> '{references,table}'
    and (coalesce(wanted #> '{references,columns}', '[null]') in ('[null]', '[]') or live #> '{references,columns}' = wanted #> '{references,columns}')
    and coalesce(live #>> '{references,on_delete}', 'no action')
      = coalesce(lower(nullif(btrim(wanted #>> '{references,on_delete}'), '')), 'no action')
    and coalesce(live #>> '{references,on_update}', 'no action')
      = coalesce(lower(nullif(btrim(wanted #>> '{references,on_update}'), '')), 'no action');
$$;

comment on function specql_governance.same_reference(jsonb, jsonb) is
  'The same columns, the same target and the same actions, whatever the names.';
