-- 011572  specql_type.postgres_type_problem()
-- Why a text cannot be the type of a column.

create or replace function specql_type.postgres_type_problem(postgres_type text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_type    regtype;
  v_problem text;
begin
  if postgres_type is null then
    return null;
  end if;
  -- The text goes into CREATE TABLE, so it must be a name and nothing around it: no comment, no second word for a
  -- parser to see. PostgreSQL decides about the rest.
  if length(postgres_type) > 200
    or postgres_type !~ '^[[:alpha:]_]\w*( \w+)*(\.[[:alpha:]_]\w*)?( ?\([\w, -]+\))?( with(out)? time zone)?(\[\d*\])*$'
    or postgres_type ~ '--'
  then
    return 'It is not written as the name of a type.';
  end if;
  begin
    v_type := specql_type.known_regtype(postgres_type);
  exception
    when syntax_error or invalid_parameter_value or invalid_text_representation or numeric_value_out_of_range
      or undefined_object or invalid_name or invalid_schema_name or wrong_object_type
    then
      get stacked diagnostics v_problem = message_text;
      return 'PostgreSQL says: ' || v_problem || '.';
  end;
  if v_type is null then
    return case when lower(postgres_type) ~ '^(small|big)?serial\d*$'
      then 'A serial is a number and a sequence; the type is integer or bigint.'
      else 'PostgreSQL has no type of this name, or specql_owner may not use its schema.' end;
  end if;
  return (
    select case
      when t.typtype = 'p' then 'It is a pseudo-type.'
      when n.nspname like 'pg\_temp%' or n.nspname like 'pg\_toast%' then 'It belongs to one session.'
      when n.nspname in ('app', 'common') or n.nspname like 'specql\_%' then 'It belongs to SpecQL itself.'
    end
    from pg_type as e
      join pg_type as t on t.oid = case when e.typelem <> 0 and e.typlen = -1 then e.typelem else e.oid end
      join pg_namespace as n on n.oid = t.typnamespace
    where e.oid = v_type
  );
end;
$$;

comment on function specql_type.postgres_type_problem(text) is
  'Null where PostgreSQL knows the type and a column can have it; else the reason. Only the name is read, by to_regtype().';
