-- 011245  specql_pattern.text_hash()
-- What says whether a vector is of the text as it is now.

create or replace function specql_pattern.text_hash(embedded_text text)
  returns text
  language sql
  immutable
  parallel safe
as $$
  select encode(sha256(convert_to(embedded_text, 'UTF8')), 'hex');
$$;

comment on function specql_pattern.text_hash(text) is 'SHA-256 of a text, in hexadecimal digits.';
