-- 011226  specql_pattern.search_name()
-- Name and tags as one line of words.
-- In plpgsql on purpose: a generated column uses it.

create or replace function specql_pattern.search_name(pattern_name text, tags text[])
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return translate(common.name_key(pattern_name || ' ' || array_to_string(tags, ' ')), '_-./', '    ');
end;
$$;

comment on function specql_pattern.search_name(text, text[]) is
  'Name and tags in lower case, separated by spaces: what trigrams are taken from.';
