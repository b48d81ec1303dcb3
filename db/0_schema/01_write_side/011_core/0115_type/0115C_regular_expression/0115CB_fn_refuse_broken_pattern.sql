-- 0115CB  specql_type.refuse_broken_pattern()
-- Lets PostgreSQL say whether a translated pattern is one.

create or replace function specql_type.refuse_broken_pattern(pattern text, translated text)
  returns void
  language plpgsql
  immutable
as $$
begin
  perform '' ~ translated collate "und-x-icu";
exception
  when invalid_regular_expression then
    perform specql_type.refuse_pattern(pattern, sqlerrm);
end;
$$;

comment on function specql_type.refuse_broken_pattern(text, text) is 'SG142 where PostgreSQL cannot read the translation.';
