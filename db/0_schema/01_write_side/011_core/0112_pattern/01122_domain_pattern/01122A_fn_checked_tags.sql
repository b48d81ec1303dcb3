-- 01122A  specql_pattern.checked_tags()
-- Returns the tags, each once, or says what is wrong with them.

create or replace function specql_pattern.checked_tags(tags text[], field text)
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_tag  text;
  v_tags text[] := '{}';
  v_keys text[] := '{}';
  v_key  text;
begin
  if cardinality(tags) > 50 then
    raise exception using
      errcode = 'SG103',
      message = format('%s has too many entries', field),
      detail = format('It has %s; 50 are allowed.', cardinality(tags)),
      hint = 'Leave out those that nobody would look for.',
      column = field;
  end if;
  foreach v_tag in array coalesce(tags, '{}') loop
    v_key := common.name_key(common.checked_name(v_tag, field));
    if v_key <> all (v_keys) then
      v_tags := v_tags || v_tag;
      v_keys := v_keys || v_key;
    end if;
  end loop;
  return v_tags;
end;
$$;

comment on function specql_pattern.checked_tags(text[], text) is
  'The tags in their order, each once whatever its case, or SG102, SG103 or SG105 naming the field.';
