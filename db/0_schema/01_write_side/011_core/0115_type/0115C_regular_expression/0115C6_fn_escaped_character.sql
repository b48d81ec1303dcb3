-- 0115C6  specql_type.escaped_character()
-- The one character that an escape stands for, in PostgreSQL's spelling.

create or replace function specql_type.escaped_character(pattern text, token text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_code integer;
begin
  if length(token) = 1 and token <> '\' then
    v_code := ascii(token);
  elsif token ~ '^\\u\{' then
    v_code := ('x' || lpad(right(trim(both '{}' from substr(token, 3)), 8), 8, '0'))::bit(32)::integer;
    if length(trim(both '{}' from substr(token, 3))) > 8 then
      v_code := -1;
    end if;
  elsif token ~ '^\\u.{4}\\u' then
    v_code := 65536
      + ((('x' || substr(token, 3, 4))::bit(16)::integer & 1023) << 10)
      + (('x' || substr(token, 9, 4))::bit(16)::integer & 1023);
  elsif token ~ '^\\u[0-9A-Fa-f]{4}' then
    v_code := ('x' || substr(token, 3))::bit(16)::integer;
  elsif token ~ '^\\x..' then
    v_code := ('x' || substr(token, 3))::bit(8)::integer;
  elsif token ~ '^\\c[A-Za-z]' then
    v_code := ascii(upper(substr(token, 3) collate "C")) - 64;
  else
    v_code := case token
      when '\t' then 9 when '\n' then 10 when '\v' then 11 when '\f' then 12 when '\r' then 13
    end;
    -- Other letters and digits mean something special, to somebody.
    if v_code is null and token ~ '^\\[^A-Za-z0-9_]$' then
      v_code := ascii(substr(token, 2));
    end if;
  end if;

  if v_code is null then
    perform specql_type.refuse_pattern(pattern, format('%s has no equivalent', token));
  elsif v_code not between 1 and 1114111 or v_code between 55296 and 57343 then
    perform specql_type.refuse_pattern(pattern, format('%s is no character that a text can have', token));
  end if;
  return case when v_code < 65536 then '\u' || lpad(to_hex(v_code), 4, '0') else '\U' || lpad(to_hex(v_code), 8, '0') end;
end;
$$;

comment on function specql_type.escaped_character(text, text) is
  'The character as \uXXXX or \UXXXXXXXX, which means itself within brackets and without. SG142: it stands for no character.';
