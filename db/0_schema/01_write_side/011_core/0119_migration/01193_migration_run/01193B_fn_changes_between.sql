-- 01193B  specql_governance.changes_between()
-- Compares two models of one table.

create or replace function specql_governance.changes_between(live jsonb, wanted jsonb, operations jsonb, renamed jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_base    constant jsonb := jsonb_build_object('schema', live ->> 'schema', 'table', live ->> 'table');
  v_create  constant jsonb := (select o from jsonb_array_elements(operations) as o where o ->> 'op' = 'create_table');
  v_changes jsonb := '[]';
  v_former  text;
  v_column  jsonb;
  v_now     jsonb;
  v_source  jsonb;
  v_item    record;
  v_keys    jsonb;
begin
  for v_source in select c from jsonb_array_elements(v_create -> 'columns') as c loop
    v_former := renamed ->> (v_source ->> 'name');
    if exists (select from jsonb_array_elements(live -> 'columns') as c where c ->> 'name' = v_former)
      and not exists (select from jsonb_array_elements(live -> 'columns') as c where c ->> 'name' = v_source ->> 'name')
    then
      live := specql_governance.model_after(live, jsonb_build_object(
        'do', 'rename_column', 'column', v_former, 'new_name', v_source ->> 'name'));
      v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object(
        'op', 'rename_column', 'column', v_former, 'new_name', v_source ->> 'name', 'path', v_source -> 'path'));
    end if;
  end loop;

  -- What goes, goes first: constraints and indexes, then columns.
  for v_item in
    select k.item from jsonb_array_elements(live -> 'constraints') as k (item)
    where k.item ->> 'kind' <> 'foreign_key' and not exists (
      select from jsonb_array_elements(wanted -> 'constraints') as w
      where w ->> 'kind' = k.item ->> 'kind' and w -> 'columns' = k.item -> 'columns'
        and w ->> 'expression' is not distinct from k.item ->> 'expression')
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'drop_constraint', 'name', v_item.item ->> 'name'));
  end loop;
  v_keys := specql_governance.wanted_references(v_create);
  for v_item in
    select k.item from jsonb_array_elements(live -> 'constraints') as k (item)
    where k.item ->> 'kind' = 'foreign_key' and not exists (
      select from jsonb_array_elements(v_keys) as w where specql_governance.same_reference(w, k.item))
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'drop_constraint', 'name', v_item.item ->> 'name'));
  end loop;
  for v_item in
    select i.item from jsonb_array_elements(live -> 'indexes') as i (item)
    where not exists (
      select from jsonb_array_elements(wanted -> 'indexes') as w
      where w ->> 'tail' = i.item ->> 'tail' and w -> 'unique' = i.item -> 'unique')
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'drop_index', 'name', v_item.item ->> 'name'));
  end loop;
  for v_column in
    select c from jsonb_array_elements(live -> 'columns') as c
    where not exists (select from jsonb_array_elements(wanted -> 'columns') as w where w ->> 'name' = c ->> 'name')
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'drop_column', 'column', v_column ->> 'name'));
  end loop;

  for v_item in
    select c.item from jsonb_array_elements(wanted -> 'columns') with ordinality as c (item, position) order by c.position
  loop
    v_column := v_item.item;
    select c into v_now from jsonb_array_elements(live -> 'columns') as c where c ->> 'name' = v_column ->> 'name';
    select c into v_source from jsonb_array_elements(v_create -> 'columns') as c where c ->> 'name' = v_column ->> 'name';
    if v_now is null then
      v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'add_column', 'path', v_source -> 'path',
        -- Keys are added below, as constraints.
        'column', v_source - array['primary_key', 'unique', 'references', 'check']));
      continue;
    end if;
    v_changes := v_changes || (
      select coalesce(jsonb_agg(v_base || jsonb_build_object('column', v_column ->> 'name', 'path', v_source -> 'path') || x.change order by x.place), '[]')
      from (values
        (1, jsonb_build_object('op', 'alter_column_type', 'type', v_column ->> 'type'), v_now ->> 'type' <> v_column ->> 'type'),
        (2, jsonb_build_object('op', 'drop_default'),
          v_now ->> 'default' is not null and v_column ->> 'default' is null and v_column ->> 'serial' is null),
        (3, jsonb_build_object('op', 'set_default', 'default', v_source -> 'default'),
          v_column ->> 'default' is not null and v_column ->> 'serial' is null and v_column ->> 'default' is distinct from v_now ->> 'default'),
        (4, jsonb_build_object('op', 'set_not_null'), (v_now ->> 'nullable')::boolean and not (v_column ->> 'nullable')::boolean),
        (5, jsonb_build_object('op', 'drop_not_null'), not (v_now ->> 'nullable')::boolean and (v_column ->> 'nullable')::boolean),
        (6, jsonb_build_object('op', 'set_comment', 'comment', v_column -> 'comment'),
          v_now ->> 'comment' is distinct from v_column ->> 'comment')
      ) as x (place, change, needed)
      where x.needed);
  end loop;

  for v_item in
    select w.item from jsonb_array_elements(wanted -> 'constraints') as w (item)
    where not exists (
      select from jsonb_array_elements(live -> 'constraints') as k
      where w.item ->> 'kind' = k ->> 'kind' and w.item -> 'columns' = k -> 'columns'
        and w.item ->> 'expression' is not distinct from k ->> 'expression')
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'add_constraint', 'constraint', jsonb_strip_nulls(
      jsonb_build_object('kind', v_item.item ->> 'kind', 'name', v_item.item ->> 'name', 'columns', v_item.item -> 'columns',
        'expression', v_item.item ->> 'expression', 'deferrable', v_item.item -> 'deferrable'))));
  end loop;
  for v_item in
    select w.item from jsonb_array_elements(v_keys) as w (item)
    where not exists (select from jsonb_array_elements(live -> 'constraints') as k where specql_governance.same_reference(w.item, k))
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'add_constraint', 'constraint', v_item.item));
  end loop;
  for v_item in
    select w.item, o.item as source
    from jsonb_array_elements(wanted -> 'indexes') as w (item)
      left join lateral (
        select s -> 'index' as item from jsonb_array_elements(operations) as s
        where s ->> 'op' = 'create_index' and coalesce(nullif(s #>> '{index,name}', ''), w.item ->> 'name') = w.item ->> 'name' limit 1
      ) as o on true
    where not exists (
      select from jsonb_array_elements(live -> 'indexes') as i
      where w.item ->> 'tail' = i ->> 'tail' and w.item -> 'unique' = i -> 'unique')
  loop
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'create_index',
      'index', v_item.source || jsonb_build_object('name', v_item.item ->> 'name')));
  end loop;
  if live ->> 'comment' is distinct from wanted ->> 'comment' then
    v_changes := v_changes || jsonb_build_array(v_base || jsonb_build_object('op', 'set_comment', 'comment', wanted -> 'comment'));
  end if;
  return v_changes;
end;
$$;

comment on function specql_governance.changes_between(jsonb, jsonb, jsonb, jsonb) is
  'Operations from the live model to the wanted one; renamed gives columns'' former names. Constraints and indexes are the same when they mean the same, whatever '
  'their names; foreign keys are compared as they were asked for.';
