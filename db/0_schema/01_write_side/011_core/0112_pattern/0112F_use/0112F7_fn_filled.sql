-- 0112F7  specql_pattern.filled()
-- Fills the placeholders of a JSON value with values: structurally, so that a quote in a value is data.

create or replace function specql_pattern.filled(node jsonb, vals jsonb, place text, depth integer default 0)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_result jsonb;
  v_entry  record;
  v_key    text;
  v_value  jsonb;
begin
  if depth > 200 then
    raise exception using
      errcode = 'SG173', message = 'the pattern is nested too deeply', detail = 'At most 200 levels are filled.',
      column = 'implementation';
  end if;
  case jsonb_typeof(node)
  when 'string' then
    return specql_pattern.filled_text(node #>> '{}', vals, place);
  when 'object' then
    -- Most objects have no placeholder anywhere below: they stay as they are.
    if strpos(node::text, '{{') = 0 and strpos(node::text, '{%') = 0 then
      return node;
    end if;
    v_result := '{}';
    for v_entry in select e.key, e.value from jsonb_each(node) as e loop
      v_key := specql_pattern.placeholder_text(specql_pattern.filled_text(v_entry.key, vals, place));
      if v_result ? v_key then
        raise exception using
          errcode = 'SG174',
          message = format('two keys of the result have the name %s', quote_literal(left(v_key, 63))),
          detail = format('It stands at %s.', place),
          hint = 'Give a parameter another value.',
          column = 'parameters';
      end if;
      v_result := v_result || jsonb_build_object(
        v_key, specql_pattern.filled(v_entry.value, vals, place || '/' || v_entry.key, depth + 1));
    end loop;
    return v_result;
  when 'array' then
    if strpos(node::text, '{{') = 0 and strpos(node::text, '{%') = 0 then
      return node;
    end if;
    v_result := '[]';
    for v_entry in select e.value, e.position from jsonb_array_elements(node) with ordinality as e (value, position) loop
      v_value := specql_pattern.filled(v_entry.value, vals, place || '/' || (v_entry.position - 1), depth + 1);
      -- ["{{ list | join('", "') }}"] is how a template writes a list into a list.
      v_result := v_result || case
        when jsonb_typeof(v_entry.value) = 'string' and jsonb_typeof(v_value) = 'array' and specql_pattern.is_spread(v_entry.value #>> '{}')
          then v_value
        else jsonb_build_array(v_value)
      end;
    end loop;
    return v_result;
  else
    return node;
  end case;
end;
$$;

comment on function specql_pattern.filled(jsonb, jsonb, text, integer) is
  'The value with each placeholder replaced, in texts and in keys. A text that is one placeholder becomes the value with '
  'its type; inside a longer text it is written out. What a value holds is never read again. SG171, SG172, SG173, SG174.';
