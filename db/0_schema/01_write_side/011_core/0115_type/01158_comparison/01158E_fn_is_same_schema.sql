-- 01158E  specql_type.is_same_schema()
-- Whether a schema stands on both sides.

create or replace function specql_type.is_same_schema(roots jsonb, narrow jsonb, wide jsonb)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return exists (
    select
    from jsonb_array_elements(narrow) as n
    where n -> 's' = wide -> 's' and specql_type.is_same_text(roots, n -> 'b', wide -> 'b', wide -> 's')
  );
end;
$$;

comment on function specql_type.is_same_schema(jsonb, jsonb, jsonb) is 'Whether one of the nodes says what wide says.';
