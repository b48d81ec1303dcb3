-- 01151A  specql_type.type_expression()
-- Reads how a type is written: money, list(money), money[].

create or replace function specql_type.type_expression(written text, out type_name text, out is_list boolean)
  language plpgsql
  immutable
as $$
declare
  v_text constant text := btrim(written);
begin
  is_list := true;
  type_name := coalesce(
    substring(v_text from '^list *\( *([^()<>\[\]]*[^()<>\[\] ]) *\)$'),
    substring(v_text from '^list *< *([^()<>\[\]]*[^()<>\[\] ]) *>$'),
    substring(v_text from '^([^()<>\[\]]*[^()<>\[\] ]) *\[ *\]$')
  );
  if type_name is null then
    is_list := false;
    type_name := v_text;
  end if;
end;
$$;

comment on function specql_type.type_expression(text) is
  'The type''s name, and whether a list of it is meant: list(money), list<money> and money[] are one. Lists of lists are none.';
