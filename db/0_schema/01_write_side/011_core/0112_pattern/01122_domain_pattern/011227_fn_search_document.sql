-- 011227  specql_pattern.search_document()
-- What full text looks into.
-- In plpgsql on purpose: a generated column uses it.

create or replace function specql_pattern.search_document(
  pattern_name text,
  tags         text[],
  description  text,
  keywords     text
)
  returns tsvector
  language plpgsql
  immutable
  parallel safe
as $$
begin
  -- audit_trail and parent-child are two words each.
  return setweight(to_tsvector('pg_catalog.english', translate(pattern_name, '_-./', '    ')), 'A')
    || setweight(to_tsvector('pg_catalog.english', translate(array_to_string(tags, ' '), '_-./', '    ')), 'B')
    || setweight(to_tsvector('pg_catalog.english', translate(coalesce(description, ''), '_-./', '    ')), 'C')
    || setweight(to_tsvector('pg_catalog.english', translate(coalesce(keywords, ''), '_-./', '    ')), 'D');
end;
$$;

comment on function specql_pattern.search_document(text, text[], text, text) is
  'The English full text of a pattern: its name weighs A, tags B, description C, keywords D.';
