-- 0112F8  specql_pattern.filled_text()
-- Fills the placeholders of one text.

create or replace function specql_pattern.filled_text(template text, vals jsonb, place text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  -- }} inside quotes does not end a placeholder.
  c_placeholder constant text := '\{\{(?:[^"''}]|"[^"]*"|''[^'']*''|\}(?!\}))*\}\}';
  v_rest        text := template;
  v_found       text;
  v_at          integer;
  v_result      text := '';
begin
  if strpos(template, '{%') > 0 then
    perform specql_pattern.refuse_placeholder(substr(template, strpos(template, '{%'), 200), place);
  end if;
  if strpos(template, '{{') = 0 then
    return to_jsonb(template);
  end if;
  v_found := substring(template from c_placeholder);
  if v_found = template then
    if specql_pattern.is_spread(template) then
      template := regexp_replace(template, '\|\s*join\([^|]*$', '}}');
    end if;
    return specql_pattern.expression_value(substr(template, 3, length(template) - 4), vals, place);
  end if;
  while strpos(v_rest, '{{') > 0 loop
    v_at := strpos(v_rest, '{{');
    v_found := substring(substr(v_rest, v_at) from '^' || c_placeholder);
    if v_found is null then
      perform specql_pattern.refuse_placeholder(substr(v_rest, v_at, 200), place);
    end if;
    v_result := v_result || left(v_rest, v_at - 1)
      || specql_pattern.placeholder_text(specql_pattern.expression_value(substr(v_found, 3, length(v_found) - 4), vals, place));
    v_rest := substr(v_rest, v_at + length(v_found));
  end loop;
  return to_jsonb(v_result || v_rest);
end;
$$;

comment on function specql_pattern.filled_text(text, jsonb, text) is
  'The text with its placeholders replaced, or, where it is one placeholder and nothing else, the value itself.';
