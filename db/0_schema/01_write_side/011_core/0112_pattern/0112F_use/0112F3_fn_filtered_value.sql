-- 0112F3  specql_pattern.filtered_value()
-- One filter of a placeholder.

create or replace function specql_pattern.filtered_value(value jsonb, filter text, args jsonb, expression text, place text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text constant text := specql_pattern.placeholder_text(value);
  v_list constant jsonb := case jsonb_typeof(value) when 'array' then value when 'null' then '[]' else jsonb_build_array(value) end;
begin
  case
  when filter = 'join' then
    return to_jsonb(coalesce((
      select string_agg(specql_pattern.placeholder_text(e.value), coalesce(args ->> 0, '') order by e.position)
      from jsonb_array_elements(v_list) with ordinality as e (value, position)
    ), ''));
  when filter = 'tojson' then
    return to_jsonb(value::text);
  when filter = 'map' and args ->> 0 in ('tojson', 'upper', 'lower', 'trim') then
    return coalesce((
      select jsonb_agg(specql_pattern.filtered_value(e.value, args ->> 0, '[]', expression, place) order by e.position)
      from jsonb_array_elements(v_list) with ordinality as e (value, position)
    ), '[]');
  when filter = 'replace' and jsonb_array_length(args) = 2 and args ->> 0 <> '' then
    return to_jsonb(replace(v_text, args ->> 0, args ->> 1));
  when filter in ('default', 'd') then
    return case when value = 'null' then coalesce(args -> 0, '""') else value end;
  when filter = 'upper' then
    return to_jsonb(upper(v_text));
  when filter = 'lower' then
    return to_jsonb(lower(v_text));
  when filter = 'trim' then
    return to_jsonb(btrim(v_text));
  when filter in ('length', 'count') then
    return to_jsonb(case jsonb_typeof(value)
      when 'array' then jsonb_array_length(value)
      when 'object' then (select count(*)::integer from jsonb_object_keys(value))
      else length(v_text)
    end);
  when filter = 'first' then
    return coalesce(v_list -> 0, 'null');
  when filter = 'last' then
    return coalesce(v_list -> -1, 'null');
  else
    perform specql_pattern.refuse_placeholder(expression, place);
    return null;
  end case;
end;
$$;

comment on function specql_pattern.filtered_value(jsonb, text, jsonb, text, text) is
  'The value after the filter. SG171: there is no such filter here.';
