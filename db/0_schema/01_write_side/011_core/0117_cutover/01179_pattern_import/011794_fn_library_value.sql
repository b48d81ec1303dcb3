-- 011794  specql_cutover.library_value()
-- Reads one value of a legacy pattern library.

create or replace function specql_cutover.library_value(
  entry jsonb, field text, kind text, is_needed boolean, fallback jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_text  constant text := specql_cutover.text_of(entry, field);
  v_value jsonb;
begin
  if coalesce(v_text, '') = '' and (kind <> 'text' or v_text is null) then
    if is_needed then
      raise exception using
        errcode = 'SG102', message = format('%s is missing', field), hint = 'Give it in the file.', column = field;
    end if;
    return case kind when 'tags' then '[]' else coalesce(fallback, 'null') end;
  end if;
  case kind
  when 'name' then
    return to_jsonb(common.checked_name(v_text, field));
  when 'text' then
    return to_jsonb(common.checked_text(v_text, field, 1000000));
  when 'integer' then
    return to_jsonb(specql_cutover.integer_of(entry, field));
  when 'number' then
    if v_text !~ '^-?[0-9]{1,15}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$' then
      raise exception using
        errcode = 'SG116', message = format('%s must be a number', field),
        detail = format('It is %s.', quote_literal(left(v_text, 40))), column = field;
    end if;
    return to_jsonb(v_text::numeric);
  when 'flag' then
    if v_text in ('0', '1') then
      return to_jsonb(v_text = '1');
    end if;
    return to_jsonb(specql_cutover.boolean_of(entry, field));
  when 'tags' then
    return coalesce((
      select jsonb_agg(btrim(t.tag) order by t.position)
      from unnest(string_to_array(v_text, ',')) with ordinality as t (tag, position)
      where btrim(t.tag) <> ''
    ), '[]');
  when 'time', 'stamp' then
    -- SQLite's CURRENT_TIMESTAMP is UTC, whatever the zone of the import.
    return to_jsonb(specql_cutover.time_of(entry, field, 'UTC'));
  when 'category' then
    return to_jsonb(specql_pattern.claimed_pattern_category(v_text));
  else
    v_value := specql_cutover.json_of(v_text, field);
    if kind = 'object' and jsonb_typeof(v_value) <> 'object' or kind = 'tree' and jsonb_typeof(v_value) not in ('object', 'array') then
      raise exception using
        errcode = 'SG116',
        message = format(case kind when 'object' then '%s must be a JSON object' else '%s must be a JSON object or list' end, field),
        detail = format('It is %s.', left(v_text, 60)), column = field;
    end if;
    return v_value;
  end case;
end;
$$;

comment on function specql_cutover.library_value(jsonb, text, text, boolean, jsonb) is
  'The value as its column of ours takes it; the fallback, else null, where the file says nothing. Kinds are those of '
  'specql_cutover.library_fields(). SG102: it is missing. SG103, SG105, SG116: it has the wrong form.';
