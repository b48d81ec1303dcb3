-- 0112F9  specql_pattern.is_spread()
-- Whether a list's element stands for several: {{ list | join('", "') }}.

create or replace function specql_pattern.is_spread(template text)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return template ~ '^\{\{[^{}|]*\|\s*join\(\s*(''"\s*,\s*"''|"\\"\s*,\s*\\"")\s*\)\s*\}\}$';
end;
$$;

comment on function specql_pattern.is_spread(text) is
  'True for a text that is one placeholder and joins by quote, comma, quote: a template that was filled as text wrote lists so.';
