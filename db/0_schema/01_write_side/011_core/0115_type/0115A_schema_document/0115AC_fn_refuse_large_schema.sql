-- 0115AC  specql_type.refuse_large_schema()
-- Stops where a schema is larger than what is looked at.

create or replace function specql_type.refuse_large_schema(
  places           specql_type.schema_place[],
  loose_references integer,
  rounds           integer
)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_limit    integer := specql_type.json_schema_limit('schema_places');
  v_exceeded text;
begin
  if cardinality(places) > v_limit then
    v_exceeded := format('It has more than %s subschemas, with those that it refers to.', v_limit);
  end if;
  v_limit := specql_type.json_schema_limit('schema_depth');
  if exists (select from unnest(places) as p where p.level > v_limit) then
    v_exceeded := format('Its subschemas are nested more than %s deep.', v_limit);
  end if;
  v_limit := specql_type.json_schema_limit('documents');
  if (select count(*) from unnest(places) as p where p.pointer = '') > v_limit then
    v_exceeded := format('It refers to more than %s documents.', v_limit);
  end if;
  if loose_references > specql_type.json_schema_limit('loose_references')
    or rounds > specql_type.json_schema_limit('rounds') then
    v_exceeded := 'Its references lead to too many further places.';
  end if;
  if v_exceeded is not null then
    raise exception using
      errcode = 'SG143',
      message = 'the JSON Schema is too large',
      detail = v_exceeded,
      hint = 'Split it into several types that refer to each other.',
      column = 'json_schema';
  end if;
end;
$$;

comment on function specql_type.refuse_large_schema(specql_type.schema_place[], integer, integer) is
  'SG143 where there are more places than schema_places, deeper ones than schema_depth, more documents than documents '
  'allow, or too many loose references or rounds. See json_schema_limit().';
