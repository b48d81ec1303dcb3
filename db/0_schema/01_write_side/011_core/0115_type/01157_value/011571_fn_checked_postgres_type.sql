-- 011571  specql_type.checked_postgres_type()
-- Lets PostgreSQL itself read the name of a type; nothing is run.

create or replace function specql_type.checked_postgres_type(postgres_type text, type_category text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_type    constant text := btrim(postgres_type);
  v_problem constant text := specql_type.postgres_type_problem(v_type);
begin
  if v_type is null or (type_category = 'collection' and upper(v_type) = 'ARRAY') then
    return upper(v_type);
  end if;
  if v_problem is not null then
    raise exception using
      errcode = 'SG150',
      message = format('%s cannot be the type of a column', quote_literal(left(v_type, 80))),
      detail = v_problem,
      hint = 'Write it as in CREATE TABLE, types outside of pg_catalog with their schema: numeric(15,2), public.vector(384).',
      column = 'default_postgres_type';
  end if;
  if type_category = 'composite' and specql_type.known_regtype(v_type) not in ('jsonb'::regtype, 'json'::regtype) then
    raise exception using
      errcode = 'SG151',
      message = 'a composite type is kept as jsonb',
      detail = format('The type given is %s.', v_type),
      hint = 'Leave default_postgres_type out.',
      column = 'default_postgres_type';
  end if;
  return v_type;
end;
$$;

comment on function specql_type.checked_postgres_type(text, text) is
  'The type as it was written, without spaces around it, or null. SG150: PostgreSQL has no such type for columns. SG151: a '
  'composite must be jsonb or json.';
