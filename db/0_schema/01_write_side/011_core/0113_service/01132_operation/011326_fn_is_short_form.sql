-- 011326  specql_service.is_short_form()
-- Whether an input or output is a list of fields rather than a JSON Schema.

create or replace function specql_service.is_short_form(given jsonb)
  returns boolean
  language sql
  immutable
as $$
  -- {"amount": "integer"} would be a JSON Schema that says nothing, since unknown keywords count for nothing. Texts
  -- alone, and a key that is no keyword, are meant as fields; so is {"title": "string"}, but {"type": "string"} is
  -- the keyword.
  select jsonb_typeof(given) = 'object' and given <> '{}'
    and not exists (select from jsonb_each(given) as f where jsonb_typeof(f.value) <> 'string')
    and (
      exists (select from jsonb_object_keys(given) as k (key) where not specql_service.is_schema_keyword(k.key))
      or given - 'type' <> '{}' and not exists (
        select from jsonb_each_text(given) as f where specql_service.short_type(f.value) ? '$comment')
    );
$$;

comment on function specql_service.is_short_form(jsonb) is 'True for {field: type, …}, where a type is a word.';
