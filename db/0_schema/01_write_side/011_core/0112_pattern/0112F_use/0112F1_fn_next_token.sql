-- 0112F1  specql_pattern.next_token()
-- Reads the next word of a placeholder's expression.

create or replace function specql_pattern.next_token(
  inout rest text, out kind text, out token text
)
  language plpgsql
  immutable
as $$
declare
  v_kind  text[];
  v_match text;
begin
  rest := ltrim(rest, e' \t\n\r');
  if rest = '' then
    kind := 'end';
    return;
  end if;
  foreach v_kind slice 1 in array array[
    ['name', '^[A-Za-z_][A-Za-z0-9_]*'],
    ['number', '^-?[0-9]{1,15}(\.[0-9]{1,15})?'],
    ['text', '^"([^"\\]|\\.)*"'],
    ['text', '^''([^''\\]|\\.)*'''],
    ['sign', '^[][|().,]']
  ] loop
    v_match := (regexp_match(rest, '(' || v_kind[2] || ')'))[1];
    if v_match is not null then
      kind := v_kind[1];
      token := case kind
        when 'text' then regexp_replace(substr(v_match, 2, length(v_match) - 2), '\\(.)', '\1', 'g')
        else v_match
      end;
      rest := substr(rest, length(v_match) + 1);
      return;
    end if;
  end loop;
  kind := 'unknown';
  token := left(rest, 1);
end;
$$;

comment on function specql_pattern.next_token(text) is
  'Takes one word off the expression. kind: name, number, text (without quotes), sign, end, or unknown.';
