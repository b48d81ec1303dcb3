-- 01126A  specql_pattern.checked_query()
-- Returns what is searched for, or says what is wrong with it.

create or replace function specql_pattern.checked_query(query text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if btrim(coalesce(query, '')) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'query is missing',
      hint = 'Say in your own words what you look for.',
      column = 'query';
  end if;
  return common.checked_text(query, 'query', 1000);
end;
$$;

comment on function specql_pattern.checked_query(text) is 'The query verbatim, or SG102 (missing) or SG103 (too long).';
