-- 011328  specql_service.short_type()
-- A type as people write it, as JSON Schema.

create or replace function specql_service.short_type(word text)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when word ~ '\[\]$' then jsonb_build_object('type', 'array', 'items', specql_service.plain_type(left(word, -2)))
    else specql_service.plain_type(word)
  end;
$$;

comment on function specql_service.short_type(text) is 'The schema of a word such as string, date or integer[]; an unknown word allows everything and is kept as $comment.';
