-- 0114E3  specql_governance.migration_expression()
-- A user's expression, as far as its letters show: one, balanced, and nothing that could end it.

create or replace function specql_governance.migration_expression(expression text, path text)
  returns text
  language plpgsql
  immutable
as $$
declare
  -- Strings and quoted names are emptied, whichever begins first: what they hold cannot end anything.
  v_bare  text := regexp_replace(coalesce(expression, ''), '''([^'']|'''')*''|"([^"]|"")+"', '''''', 'g');
  v_depth integer := 0;
  v_open  text := '';
  v_sign  text;
  v_why   text;
begin
  v_why := case
    when btrim(coalesce(expression, '')) = '' then 'it is empty'
    when length(expression) > 2000 then 'it is longer than 2000 characters'
    when expression ~ '[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029]' then 'it has control characters'
    when expression ~ ':DATABASE_' then 'it has a placeholder of graphile-migrate'
    when length(regexp_replace(expression, '[^\t\r\n]', '', 'g')) > length(regexp_replace(v_bare, '[^\t\r\n]', '', 'g'))
      then 'it has a line break or a tab in a string'
    when v_bare ~ ';' then 'it has a semicolon'
    when v_bare ~ '--' or v_bare ~ '/\*' then 'it has a comment'
    when v_bare ~ '\$' then 'it has a dollar sign outside of quotes'
    when v_bare ~ '\\' then 'it has a backslash outside of quotes'
    when replace(v_bare, '''''', '') ~ '[''"]' then 'a quotation does not end'
    when v_bare ~ '[A-Za-z_0-9&]''''' then 'it has a string with a prefix'
    when v_bare ~ '''''\s*''''' or v_bare ~ '""""' then 'two quotations follow one another'
    when v_bare ~* '\m(select|insert|update|delete|merge|truncate|create|alter|drop|copy|grant|revoke|do|call|with|values|table|union|intersect|except|into|returning|window|over|filter)\M'
      then 'it has a word that only statements have'
  end;
  if v_why is null then
    foreach v_sign in array regexp_split_to_array(regexp_replace(v_bare, '[^][()]', '', 'g'), '') loop
      if v_sign in ('(', '[') then
        v_open := v_open || v_sign;
      elsif v_sign in (')', ']') then
        if right(v_open, 1) is distinct from (case v_sign when ')' then '(' else '[' end) then
          v_why := 'its brackets do not match';
          exit;
        end if;
        v_open := left(v_open, -1);
      end if;
      v_depth := greatest(v_depth, length(v_open));
    end loop;
    v_why := coalesce(v_why, case
      when v_open <> '' then 'its brackets do not match'
      when v_depth > 50 then 'its brackets are nested too deeply' end);
  end if;
  if v_why is not null then
    raise exception using
      errcode = 'SG521',
      message = format('%s is no expression that a migration may hold', path),
      detail = format('The reason: %s.', v_why),
      hint = 'Write one expression over the table''s columns with PostgreSQL''s own operators and immutable functions.',
      column = path;
  end if;
  return regexp_replace(btrim(expression, E' \t\r\n'), '[\t\r\n]', ' ', 'g');
end;
$$;

comment on function specql_governance.migration_expression(text, text) is
  'The expression on one line, or SG521: it must be one balanced expression without statement words, comments, semicolons, '
  'prefixed strings or dollar quotes. What it calls is checked in the proof, before anything of it is evaluated.';
