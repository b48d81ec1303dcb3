-- 031561  app.check_compatibility()
-- Compares two JSON Schemas: what would break.

create or replace function app.check_compatibility(old jsonb, new jsonb, mode text default 'BACKWARD')
  returns table (path text, keyword text, message text, direction text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_mode    constant text := specql_type.checked_mode(mode);
  v_missing text;
begin
  v_missing := case when old is null then 'old' when new is null then 'new' end;
  if v_missing is not null then
    raise exception using
      errcode = 'SG102', message = format('%s is missing', v_missing), hint = 'Give two JSON Schemas.', column = v_missing;
  end if;
  return query
    select c.path, c.keyword, c.message, c.direction
    from specql_type.incompatibilities(
      old_root => specql_type.checked_root(check_compatibility.old, 'old'),
      new_root => specql_type.checked_root(check_compatibility.new, 'new'), mode => v_mode
    ) as c;
end;
$$;

comment on function app.check_compatibility(jsonb, jsonb, text) is
  'Why the new schema is not compatible with the old one, no rows where it is: path (JSON Pointer), keyword, message, direction. '
  'BACKWARD: what was written by the old schema is valid by the new one. FORWARD: the other way round. FULL: both. The transitive '
  'modes compare these two in the same way. docs/type-compatibility.md has the table. SG102, SG14x, SG152: the input is wrong. SG155: '
  'the schemas are too large to compare.';

grant execute on function app.check_compatibility(jsonb, jsonb, text) to specql_reader;
