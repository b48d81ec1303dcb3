-- 0115A5  specql_type.percent_decoded()
-- A URI's fragment as it was before its characters were escaped.

create or replace function specql_type.percent_decoded(value text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if value !~ '%[0-9A-Fa-f]{2}' then
    return value;
  end if;
  return convert_from(
    (
      select string_agg(
        case when m.parts[1] ~ '^%[0-9A-Fa-f]{2}$' then decode(substr(m.parts[1], 2), 'hex') else convert_to(m.parts[1], 'UTF8') end,
        ''::bytea order by m.position
      )
      from regexp_matches(value, '%[0-9A-Fa-f]{2}|[^%]+|%', 'g') with ordinality as m (parts, position)
    ),
    'UTF8'
  );
exception
  -- What decodes to no UTF-8 names nothing that could be in a document.
  when character_not_in_repertoire or untranslatable_character then
    return value;
end;
$$;

comment on function specql_type.percent_decoded(text) is
  'The text with %XX replaced by the UTF-8 bytes that they stand for; unchanged where these are no UTF-8.';
