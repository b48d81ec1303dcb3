-- 031911  app.acknowledge_unasked_change()
-- Says that a change that nobody asked for is known.

create or replace function app.acknowledge_unasked_change(change_id uuid, comment text)
  returns app.unasked_changes
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.unasked_changes;
begin
  if coalesce(btrim(comment), '') = '' then
    raise exception using
      errcode = 'SG102', message = 'comment is missing', hint = 'Say why it may stay, or what becomes of it.', column = 'comment';
  end if;
  perform common.checked_text(comment, 'comment');
  update specql_governance.tb_unasked_change as u
  set acknowledged_at = clock_timestamp(), acknowledged_by = common.current_actor(), comment = acknowledge_unasked_change.comment
  where u.id = change_id and u.acknowledged_at is null;
  if not found then
    raise exception using
      errcode = 'SG365', message = format('there is no unasked change %s that waits', coalesce(change_id::text, 'null')),
      hint = 'The view app.unasked_changes lists them.', column = 'change_id';
  end if;
  perform specql_audit.record_decision('governance', 'unasked_change_acknowledged', 'unasked_change', change_id,
    jsonb_build_object('comment', comment));
  select u.* into v_row from app.unasked_changes as u where u.id = change_id;
  return v_row;
end;
$$;

comment on function app.acknowledge_unasked_change(uuid, text) is
  'Notes in the row and in the ledger who knows of the change, and what he says. SG102: no comment. SG365: no such change, or '
  'acknowledged already.';

grant execute on function app.acknowledge_unasked_change(uuid, text) to specql_admin;
