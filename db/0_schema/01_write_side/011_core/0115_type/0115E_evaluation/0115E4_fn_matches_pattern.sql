-- 0115E4  specql_type.matches_pattern()
-- Holds a longer text against a translated pattern, within bounds.

create or replace function specql_type.matches_pattern(value text, pattern text, looks_around boolean)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  if length(value) > specql_type.json_schema_limit(case when looks_around then 'lookaround_text' else 'pattern_text' end) then
    perform specql_type.refuse_work('text');
  end if;
  return value ~ pattern collate "und-x-icu";
end;
$$;

comment on function specql_type.matches_pattern(text, text, boolean) is
  'Whether a translated pattern matches somewhere in the text. SG144: the text is too long for that.';
