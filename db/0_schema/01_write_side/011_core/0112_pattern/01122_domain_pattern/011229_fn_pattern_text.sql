-- 011229  specql_pattern.pattern_text()
-- What is embedded: the same text for each provider.

create or replace function specql_pattern.pattern_text(
  pattern_name  text,
  category_name text,
  description   text,
  tags          text[]
)
  returns text
  language sql
  immutable
  parallel safe
as $$
  select concat_ws(E'\n',
    translate(pattern_name, '_', ' '),
    translate(category_name, '_', ' '),
    nullif(description, ''),
    nullif(array_to_string(tags, ', '), '')
  );
$$;

comment on function specql_pattern.pattern_text(text, text, text, text[]) is
  'The text that stands for a pattern: name, category, description and tags, a line each.';
