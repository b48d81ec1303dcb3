-- 01132A  specql_service.refuse_empty_words()
-- A schema with a typing error must not be one that allows everything.

create or replace function specql_service.refuse_empty_words(entry jsonb, field text)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_given constant jsonb := entry -> field;
  v_word  text;
begin
  if specql_service.is_short_form(v_given) is true then
    select substr(c #>> '{}', 14)
    into v_word
    from jsonb_path_query(specql_service.as_json_schema(v_given), 'lax $.**."$comment" ? (@ starts with "unknown type ")') as c
    limit 1;
  elsif jsonb_typeof(v_given) = 'object' then
    select k.key
    into v_word
    from jsonb_object_keys(v_given) as k (key)
    where not specql_service.is_schema_keyword(k.key)
    order by k.key
    limit 1;
  end if;
  if v_word is not null then
    raise exception using
      errcode = 'SG140',
      message = format('%s names %s, which is no type and no keyword', field, quote_literal(left(v_word, 63))),
      hint = coalesce('Did you mean ' || common.closest(v_word, array[
        'string', 'integer', 'number', 'boolean', 'object', 'array', 'date', 'datetime', 'uuid', 'email', 'decimal',
        'properties', 'required', 'additionalProperties', 'description', 'minimum', 'maximum', 'pattern', 'format', 'enum'
      ]) || '?', 'Give JSON Schema 2020-12, or the short form {"field": "type"}.'),
      column = field;
  end if;
end;
$$;

comment on function specql_service.refuse_empty_words(jsonb, text) is
  'SG140 where the short form names a type that nobody knows, or a JSON Schema has a key that is no keyword; x-… is free. An import is not '
  'asked: old files name what they like.';
