-- 0115A1  specql_type.json_schema_limit()
-- Every bound of the JSON Schema validator, in one place.

create or replace function specql_type.json_schema_limit(what text)
  returns integer
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return case what
    when 'schema_bytes' then 1048576
    when 'schema_places' then 10000
    when 'schema_depth' then 200
    when 'documents' then 200
    when 'loose_references' then 100
    when 'rounds' then 40
    when 'value_bytes' then 8388608
    when 'steps' then 100000
    when 'depth' then 128
    when 'errors' then 1000
    when 'number_digits' then 1000
    when 'pattern_length' then 2000
    when 'pattern_states' then 2000
    when 'pattern_chain' then 100
    when 'patterns' then 20000
  end;
end;
$$;

comment on function specql_type.json_schema_limit(text) is
  'The bounds within which a JSON Schema and a value are looked at. schema_bytes: size of a schema as jsonb; schema_places: its '
  'subschemas, with those of the documents that it refers to; schema_depth: how deep they are nested; documents: how many of '
  'these; loose_references: pointers to where no keyword expects a schema; rounds: how far documents lead to further ones; value_bytes: size of a value as jsonb; steps: how many times a subschema is applied to a part of the value; depth: how '
  'deep these are nested; errors: how many problems are listed; number_digits: digits before or behind the decimal point for '
  'multipleOf; pattern_length: characters of a pattern; pattern_states: its size with all repetitions '
  'written out; pattern_chain: how much of it can be left out in a row; patterns: characters of all patterns of a schema together. '
  'Steps are also taken by long texts, lists and the like, so that a step is about the same work everywhere.';
