-- 011446  specql_governance.checked_defaults()
-- A default that a user calls a literal is read again: what it says of itself counts for nothing.

create or replace function specql_governance.checked_defaults(operation jsonb, path text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_default constant jsonb := nullif(
    coalesce(operation #> '{column,default}', operation #> '{column,defaultValue}', operation -> 'default'), 'null');
  v_text    text;
  v_parsed  jsonb;
begin
  if operation ->> 'op' not in ('add_column', 'set_default') then
    return operation - 'default';
  end if;
  if v_default is null then
    return operation;
  end if;
  v_text := case jsonb_typeof(v_default)
    when 'object' then coalesce(v_default ->> 'text', '')
    else v_default #>> '{}'
  end;
  v_parsed := specql_governance.parsed_default(v_text, operation #>> '{column,type}');
  return case
    when operation ->> 'op' = 'set_default' then operation || jsonb_build_object('default', v_parsed)
    else jsonb_set(operation, '{column}', (operation -> 'column') - 'defaultValue' || jsonb_build_object('default', v_parsed))
  end;
end;
$$;

comment on function specql_governance.checked_defaults(jsonb, text) is
  'An operation whose default was made anew from its text by specql_governance.parsed_default().';
