-- 0112F6  specql_pattern.is_truth()
-- Whether a value counts as given in {{ a or b }}.

create or replace function specql_pattern.is_truth(value jsonb)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return value is not null and value not in ('null', 'false', '0', '""', '[]', '{}');
end;
$$;

comment on function specql_pattern.is_truth(jsonb) is 'False for null, false, 0, and an empty text, list or object.';
