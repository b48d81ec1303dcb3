-- 011913  specql_governance.note_unasked()
-- Records one change that nobody asked for, or refuses it.

create or replace function specql_governance.note_unasked(
  watch_mode  text,
  command_tag text,
  object_type text,
  schema_name text,
  object_name text
)
  returns void
  language plpgsql
  volatile
as $$
begin
  if specql_governance.is_asked_for(schema_name, object_name) then
    return;
  end if;
  if watch_mode = 'refuse' then
    raise log 'specql refused unasked DDL: login % role %: % %', session_user, common.current_role_name(), command_tag, object_name;
    raise exception using
      errcode = 'SG526',
      message = format('nobody has asked for %s of %s', command_tag, coalesce(object_name, 'this')),
      hint = 'Submit a schema request; an administrator can let changes through with app.watch_ddl().';
  end if;
  insert into specql_governance.tb_unasked_change (command_tag, object_type, object_name, statement)
  values (
    command_tag, coalesce(object_type, ''), coalesce(object_name, ''),
    case when command_tag ~* 'USER MAPPING|SERVER|SUBSCRIPTION' then null else left(current_query(), 2000) end
  );
end;
$$;

comment on function specql_governance.note_unasked(text, text, text, text, text) is
  'A row in tb_unasked_change, or SG526 where the mode is refuse; nothing where a request covers it.';
