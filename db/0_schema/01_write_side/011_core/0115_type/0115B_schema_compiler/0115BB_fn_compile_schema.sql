-- 0115BB  specql_type.compile_schema()
-- Checks a JSON Schema and brings it into the form that values are held against.

create or replace function specql_type.compile_schema(
  json_schema    jsonb,
  documents      jsonb default '{}',
  assert_formats boolean default false
)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_places specql_type.schema_place[];
  v_wrong  record;
begin
  if json_schema is null then
    raise exception using
      errcode = 'SG102', message = 'json_schema is missing',
      hint = 'Give a JSON Schema of draft 2020-12; {} allows everything.', column = 'json_schema';
  elsif jsonb_typeof(coalesce(documents, '{}')) <> 'object' then
    raise exception using
      errcode = 'SG112', message = 'documents must be an object',
      hint = 'For example {"https://example.com/address": {"type": "object"}}.', column = 'documents';
  elsif pg_column_size(json_schema) > specql_type.json_schema_limit('schema_bytes') then
    raise exception using
      errcode = 'SG143', message = 'the JSON Schema is too large',
      detail = format('It has %s bytes; %s are allowed.', pg_column_size(json_schema), specql_type.json_schema_limit('schema_bytes')),
      hint = 'Split it into several types that refer to each other.', column = 'json_schema';
  end if;

  v_places := specql_type.schema_places(json_schema, coalesce(documents, '{}'));
  perform specql_type.refuse_wrong_keywords(v_places);

  select r.uri, p.document, p.pointer, r.keyword, r.is_known into v_wrong
  from specql_type.schema_references(v_places) as r
    join unnest(v_places) with ordinality as p (document, pointer, parent, keyword, name, base, is_resource, level, schema, number)
      on p.number = r.place
  where r.target is null
  limit 1;
  if found then
    raise exception using
      errcode = 'SG141',
      message = 'a reference points to nothing',
      detail = format('%s at %s%s means %s.', v_wrong.keyword, v_wrong.document, coalesce(nullif(v_wrong.pointer, ''), 'the root'),
        left(v_wrong.uri, 200)),
      hint = case when v_wrong.is_known then 'The document is known, but there is nothing at this place in it.'
        else 'Register the type that it means first, or give the document.' end,
      column = 'json_schema';
  end if;

  perform specql_type.refuse_circle(v_places);
  if specql_type.json_schema_limit('patterns') < (
    select sum(length(w.pattern))
    from unnest(v_places) as p
      cross join lateral (
        select p.schema ->> 'pattern'
        union all
        select k from jsonb_object_keys(case jsonb_typeof(p.schema -> 'patternProperties') when 'object' then p.schema -> 'patternProperties' else '{}' end) as k
      ) as w (pattern)
  ) then
    raise exception using
      errcode = 'SG143', message = 'the JSON Schema is too large',
      detail = format('Its patterns have more than %s characters together.', specql_type.json_schema_limit('patterns')),
      hint = 'Use fewer or shorter patterns.', column = 'json_schema';
  end if;
  return specql_type.compile_places(v_places, coalesce(documents, '{}'), coalesce(assert_formats, false));
end;
$$;

comment on function specql_type.compile_schema(jsonb, jsonb, boolean) is
  'The compiled form of a JSON Schema of draft 2020-12, with every reference resolved, for is_valid() and errors_of(). documents: an '
  'object with further schemas by their URIs. assert_formats: format is a rule, not a note. SG140: it is no JSON Schema. SG141: a '
  'reference points to nothing. SG142: a pattern cannot be used. SG143: it is too large. SG145: its dialect is unknown. SG146: it '
  'refers to itself without end.';
