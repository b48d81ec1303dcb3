-- 0114F6  specql_governance.guarded()
-- A statement that runs only where it is needed, so that a second run changes nothing.

create or replace function specql_governance.guarded(guard text, statement text, refusal text default '')
  returns text
  language plpgsql
  immutable
as $$
declare
  v_body text := format(
    E'\n%sbegin\n%s  if %s then\n    %s;\n  end if;\nend;\n',
    case when refusal <> '' then E'declare\n  v_lost bigint := 0;\n' else '' end, refusal, guard, statement
  );
  v_tag   text := '$do$';
  v_count integer := 0;
begin
  -- Nothing inside can end the quotation.
  while position(v_tag in v_body) > 0 loop
    v_count := v_count + 1;
    v_tag := '$do' || v_count || '$';
  end loop;
  return 'do ' || v_tag || v_body || v_tag;
end;
$$;

comment on function specql_governance.guarded(text, text, text) is
  'do $$ if guard then statement $$, in quotes that do not occur inside. The refusal stands before it: statements that raise.';
