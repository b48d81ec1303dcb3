-- 011251  specql_pattern.folded_text()
-- A text without what spelling it differently would change: case, accents, joined words.

create or replace function specql_pattern.folded_text(value text)
  returns text
  language sql
  immutable
  parallel safe
as $$
  -- No locale and no ICU: the same bytes on every server. NFKD splits accents off, and is stable by Unicode's policy.
  select translate(
    lower(regexp_replace(
      regexp_replace(
        normalize(left(value, 10000), nfkd),
        '([a-z0-9])([A-Z])', '\1 \2', 'g'
      ),
      '[\u0300-\u036f]', '', 'g'
    ) collate "C"),
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ',
    'абвгдежзийклмнопрстуфхцчшщъыьэюяαβγδεζηθικλμνξοπρστυφχψω'
  );
$$;

comment on function specql_pattern.folded_text(text) is
  'The first 10,000 characters in lower case, without accents, words of camelCase apart. Depends on no locale.';
