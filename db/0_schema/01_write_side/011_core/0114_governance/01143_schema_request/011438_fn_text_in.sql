-- 011438  specql_governance.text_in()
-- Reads a text that may stand under one of several keys.

create or replace function specql_governance.text_in(
  document   jsonb,
  names      text[],
  field      text,
  max_length integer
)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_value jsonb;
begin
  select document -> n.name
  into v_value
  from unnest(names) with ordinality as n (name, position)
  where jsonb_typeof(document -> n.name) <> 'null'
  order by n.position
  limit 1;
  if v_value is null then
    return null;
  end if;
  -- Issue numbers come as numbers too.
  if jsonb_typeof(v_value) not in ('string', 'number') then
    perform specql_governance.checked_json(v_value, 'string', text_in.field);
  end if;
  return nullif(btrim(common.checked_text(v_value #>> '{}', text_in.field, text_in.max_length)), '');
end;
$$;

comment on function specql_governance.text_in(jsonb, text[], text, integer) is
  'The first of several keys that holds a text or a number, trimmed; null for none or an empty one. SG112, SG103.';
