-- 011225  specql_pattern.tag_keys()
-- Tags in the form in which they are compared.
-- In plpgsql on purpose: a generated column uses it.

create or replace function specql_pattern.tag_keys(tags text[])
  returns text[]
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return array(
    select distinct common.name_key(t.tag) collate "C" from unnest(tags) as t (tag) where t.tag is not null order by 1
  );
end;
$$;

comment on function specql_pattern.tag_keys(text[]) is
  'The tags as common.name_key() compares names: each once, in order of their bytes.';
