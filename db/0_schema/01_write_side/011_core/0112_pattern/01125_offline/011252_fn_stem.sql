-- 011252  specql_pattern.stem()
-- The part of an English word that its forms share.

create or replace function specql_pattern.stem(word text)
  returns text
  language sql
  immutable
  parallel safe
as $$
  -- Not the server's Snowball: its rules change with its versions, and stored vectors must not.
  -- It is fine that no dictionary has "approv": approve, approval, approver and approving all give it.
  select case
    when length(word) < 4 or word !~ '^[a-z]+$' collate "C" then word
    else regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(word, '(ss|us|is)$|(ie)s$|s$' collate "C", '\1\2'),
          '^(.{3,}?)(ifications?|izations?|isations?|ations?|ators?|ments?|ingly|edly|ities|ically|ional|ings?|ions?|ness|able|ible|ance|ence|ical|ive|ate|ize|ise|ify|ity|ers?|ors?|eds?|als?|ly|ie|ic|y|e)$' collate "C",
          '\1'
        ),
        '([bdfgmnprt])\1$' collate "C", '\1'
      ),
      '(.{3,})(e|i)$' collate "C", '\1'
    )
  end;
$$;

comment on function specql_pattern.stem(text) is
  'An English word without its endings, for comparison only. Words of other languages, numbers and words of up to '
  'three letters are returned as they are.';
