-- 0114F9  specql_governance.comment_actions()
-- The action that gives something its comment back.

create or replace function specql_governance.comment_actions(base jsonb, kind text, item jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case when item ->> 'comment' is null then '[]' else jsonb_build_array(base || jsonb_build_object(
    'do', 'set_comment', 'on', kind, 'name', item ->> 'name', 'comment', item ->> 'comment')) end;
$$;

comment on function specql_governance.comment_actions(jsonb, text, jsonb) is
  'A list with one set_comment, or an empty one where the column, constraint or index has no comment.';
