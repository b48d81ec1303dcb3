-- 01158F  specql_type.is_same_text()
-- Whether a text means the same on both sides.

create or replace function specql_type.is_same_text(roots jsonb, narrow_base jsonb, wide_base jsonb, schema jsonb)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  -- The same reference may mean two things in two documents.
  return schema::text !~ '"\$(ref|dynamicRef|recursiveRef)"' or (roots -> 'n' = roots -> 'w' and narrow_base = wide_base);
end;
$$;

comment on function specql_type.is_same_text(jsonb, jsonb, jsonb, jsonb) is
  'Whether a text means the same on both sides: it refers to nothing, or the documents are the same.';
