-- 011414  specql_governance.filled()
-- A wording with the values of a finding in it.

create or replace function specql_governance.filled(template text, arguments jsonb)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_text  text := template;
  v_name  text;
begin
  if strpos(v_text, '{') = 0 then
    return v_text;
  end if;
  -- One pass over the template's own places: a value that itself reads {name} stays as it is.
  for v_name in
    select distinct m.match[1] from regexp_matches(template, '\{([a-z_]+)\}', 'g') as m (match)
  loop
    v_text := replace(v_text, '{' || v_name || '}',
      translate(left(coalesce(arguments ->> v_name, '…'), 300), '{}', U&'\FF5B\FF5D'));
  end loop;
  return translate(v_text, U&'\FF5B\FF5D', '{}');
end;
$$;

comment on function specql_governance.filled(text, jsonb) is
  'The template with each {name} replaced by that argument, at most 300 characters of it; … where there is none.';
