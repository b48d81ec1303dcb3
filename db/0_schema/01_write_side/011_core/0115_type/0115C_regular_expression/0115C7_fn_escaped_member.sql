-- 0115C7  specql_type.escaped_member()
-- As escaped_character(), within brackets.

create or replace function specql_type.escaped_member(pattern text, token text)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case
    when token ~ '^[A-Za-z0-9]$' then token
    -- Within brackets it is the backspace.
    when token = '\b' then '\u0008'
    else specql_type.escaped_character(pattern, token)
  end;
end;
$$;

comment on function specql_type.escaped_member(text, text) is
  'The character that a token within brackets stands for, written so that it stands for itself. SG142: there is none.';
