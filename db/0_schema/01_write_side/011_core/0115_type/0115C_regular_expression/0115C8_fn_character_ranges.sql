-- 0115C8  specql_type.character_ranges()
-- The characters of \d, \w, \s, their opposites, and Unicode properties, as what stands between brackets.

create or replace function specql_type.character_ranges(token text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return case left(token, 2)
    when '\d' then '0-9'
    when '\D' then '\u0001-\u002F\u003A-\U0010FFFF'
    when '\w' then 'A-Za-z0-9_'
    when '\W' then '\u0001-\u002F\u003A-\u0040\u005B-\u005E\u0060\u007B-\U0010FFFF'
    -- ECMA 262: white space and line terminators.
    when '\s' then '\u0009-\u000D\u0020\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF'
    when '\S' then '\u0001-\u0008\u000E-\u001F\u0021-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E'
      '\u2030-\u205E\u2060-\u2FFF\u3001-\uFEFE\uFF00-\U0010FFFF'
    else case regexp_replace(substr(token, 3), '^\{(?:General_Category=|gc=)?(.*)\}$', '\1')
      when 'L' then '[:alpha:]'
      when 'Letter' then '[:alpha:]'
      when 'Lu' then '[:upper:]'
      when 'Uppercase_Letter' then '[:upper:]'
      when 'Ll' then '[:lower:]'
      when 'Lowercase_Letter' then '[:lower:]'
      when 'Nd' then '[:digit:]'
      when 'Decimal_Number' then '[:digit:]'
      when 'digit' then '[:digit:]'
      when 'P' then '[:punct:]'
      when 'Punctuation' then '[:punct:]'
      when 'punct' then '[:punct:]'
      when 'ASCII' then '\u0001-\u007F'
      when 'Any' then '\u0001-\U0010FFFF'
    end
  end;
end;
$$;

comment on function specql_type.character_ranges(text) is
  'What to write between brackets for a class escape; null for a property that PostgreSQL cannot tell.';
