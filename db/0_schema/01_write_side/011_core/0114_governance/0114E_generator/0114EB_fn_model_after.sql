-- 0114EB  specql_governance.model_after()
-- A table as it is after one action.

create or replace function specql_governance.model_after(model jsonb, action jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_do   constant text := action ->> 'do';
  v_name constant text := coalesce(action ->> 'column', action ->> 'name');
  v_new  constant text := action ->> 'new_name';
  v_list text;
  v_edit jsonb;
begin
  if v_do = 'create_table' then
    return jsonb_build_object(
      'schema', action ->> 'schema', 'table', action ->> 'table', 'comment', null, 'has_rows', false,
      'columns', action -> 'columns', 'constraints', action -> 'constraints', 'indexes', '[]'::jsonb, 'others', '[]'::jsonb
    );
  elsif v_do = 'drop_table' then
    return null;
  elsif v_do = 'rename_table' then
    return model || jsonb_build_object('table', v_new);
  elsif v_do = 'set_comment' and action ->> 'on' = 'table' then
    return model || jsonb_build_object('comment', action ->> 'comment');
  elsif v_do = 'add_column' then
    return model || jsonb_build_object('columns', model -> 'columns' || jsonb_build_array(action -> 'column'));
  elsif v_do = 'add_constraint' then
    return model || jsonb_build_object(
      'constraints', model -> 'constraints' || jsonb_build_array(action -> 'constraint'),
      'columns', case when action #>> '{constraint,kind}' = 'primary_key' then (
        select jsonb_agg(case when action #> '{constraint,columns}' ? (c.item ->> 'name') then c.item || '{"nullable": false}' else c.item end order by c.position)
        from jsonb_array_elements(model -> 'columns') with ordinality as c (item, position)) else model -> 'columns' end);
  elsif v_do = 'create_index' then
    return model || jsonb_build_object('indexes', model -> 'indexes' || jsonb_build_array(action -> 'index'));
  elsif v_do = 'rename_column' then
    return model || jsonb_build_object(
      'columns', (
        select jsonb_agg(
          case when c.item ->> 'name' = v_name then c.item || jsonb_build_object('name', v_new)
            when c.item ->> 'generated' is not null
            then c.item || jsonb_build_object('generated', specql_governance.renamed_in(c.item ->> 'generated', v_name, v_new))
            else c.item end order by c.position)
        from jsonb_array_elements(model -> 'columns') with ordinality as c (item, position)),
      'constraints', (
        select coalesce(jsonb_agg(case when k.item -> 'columns' ? v_name or k.item ->> 'expression' is not null then k.item || jsonb_build_object(
            'columns', (
              select coalesce(jsonb_agg(case when n.name = v_name then v_new else n.name end order by n.position), '[]')
              from jsonb_array_elements_text(k.item -> 'columns') with ordinality as n (name, position)),
            'expression', specql_governance.renamed_in(k.item ->> 'expression', v_name, v_new),
            'definition', specql_governance.renamed_in(k.item ->> 'definition', v_name, v_new))
          else k.item end order by k.position), '[]')
        from jsonb_array_elements(model -> 'constraints') with ordinality as k (item, position)),
      'indexes', (
        select coalesce(jsonb_agg(case when i.item -> 'columns' ? v_name or i.item ->> 'tail' ~ '\(\(' or i.item ->> 'tail' ~* ' where ' then i.item || jsonb_build_object(
            'columns', (
              select coalesce(jsonb_agg(case when n.name = v_name then v_new else n.name end order by n.position), '[]')
              from jsonb_array_elements_text(i.item -> 'columns') with ordinality as n (name, position)),
            'tail', specql_governance.renamed_in(i.item ->> 'tail', v_name, v_new))
          else i.item end order by i.position), '[]')
        from jsonb_array_elements(model -> 'indexes') with ordinality as i (item, position))
    );
  end if;

  -- The rest removes or edits one entry of one list.
  v_list := case
    when v_do like '%constraint' or action ->> 'on' = 'constraint' then 'constraints'
    when v_do like '%index' or action ->> 'on' = 'index' then 'indexes'
    else 'columns' end;
  v_edit := case v_do
    when 'set_type' then jsonb_build_object('type', action ->> 'type', 'base', action ->> 'base', 'typmod', action -> 'typmod')
    when 'set_default' then jsonb_build_object('default', action ->> 'default', 'serial', null)
    when 'set_not_null' then '{"nullable": false}'
    when 'drop_not_null' then '{"nullable": true}'
    when 'validate_constraint' then '{"valid": true}'
    when 'unvalidate_constraint' then '{"valid": false}'
    when 'rename_constraint' then jsonb_build_object('name', v_new)
    when 'rename_index' then jsonb_build_object('name', v_new)
    when 'set_comment' then jsonb_build_object('comment', action ->> 'comment')
  end;
  return model || jsonb_build_object(v_list, (
    select coalesce(jsonb_agg(case when o.item ->> 'name' = v_name then o.item || v_edit else o.item end order by o.position), '[]')
    from jsonb_array_elements(model -> v_list) with ordinality as o (item, position)
    where v_edit is not null or o.item ->> 'name' <> v_name
  ));
end;
$$;

comment on function specql_governance.model_after(jsonb, jsonb) is
  'The model after the action, null after drop_table. The proof compares it with what PostgreSQL then has.';
