-- 0114F3  specql_governance.comment_line()
-- One line of a comment; nothing that users wrote can end it.

create or replace function specql_governance.comment_line(label text, value text)
  returns text
  language sql
  immutable
as $$
  select '-- ' || comment_line.label || ': ' || left(replace(replace(
    regexp_replace(coalesce(value, ''), '[\u0001-\u001F\u007F-\u009F\u2028\u2029]+', ' ', 'g'),
    '*/', '* /'), ':DATABASE_', ': DATABASE_'), 200) || E'\n';
$$;

comment on function specql_governance.comment_line(text, text) is
  'A line "-- label: value" of at most 200 characters of the value, with line breaks and control characters as spaces.';
