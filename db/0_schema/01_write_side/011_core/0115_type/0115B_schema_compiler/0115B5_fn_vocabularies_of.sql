-- 0115B5  specql_type.vocabularies_of()
-- Which vocabularies a dialect has.

create or replace function specql_type.vocabularies_of(dialect text, documents jsonb)
  returns text[]
  language plpgsql
  immutable
as $$
declare
  v_draft    constant text := 'https://json-schema.org/draft/2020-12/';
  v_known    constant text[] :=
    '{core,applicator,unevaluated,validation,meta-data,format-annotation,format-assertion,content}';
  v_uri      constant text := regexp_replace(dialect, '#$', '');
  v_document jsonb;
  v_listed   jsonb;
  v_unknown  text;
begin
  if dialect is null or v_uri in (v_draft || 'schema', 'http' || substr(v_draft || 'schema', 6)) then
    return array_remove(v_known, 'format-assertion');
  end if;
  v_document := specql_type.known_document(v_uri, documents);
  if v_document is null then
    raise exception using
      errcode = 'SG145',
      message = 'the schema is written in an unknown dialect',
      detail = format('$schema is %s.', left(dialect, 200)),
      hint = format('Draft 2020-12 is understood: %sschema. Convert the schema, and leave $schema out.', v_draft),
      column = 'json_schema';
  end if;
  v_listed := v_document -> '$vocabulary';
  if coalesce(jsonb_typeof(v_listed), '') <> 'object' then
    return array_remove(v_known, 'format-assertion');
  end if;

  select k.key into v_unknown
  from jsonb_each(v_listed) as k
  where k.value = 'true' and k.key <> all (select v_draft || 'vocab/' || n from unnest(v_known) as n)
  order by k.key
  limit 1;
  if found then
    raise exception using
      errcode = 'SG145',
      message = 'the schema needs an unknown vocabulary',
      detail = format('Its dialect %s requires %s.', left(v_uri, 200), left(v_unknown, 200)),
      hint = 'Only the vocabularies of draft 2020-12 are understood.',
      column = 'json_schema';
  end if;
  return array(select n from unnest(v_known) as n where v_listed ? (v_draft || 'vocab/' || n));
end;
$$;

comment on function specql_type.vocabularies_of(text, jsonb) is
  'The short names of the vocabularies of the dialect that $schema names; those of draft 2020-12 where it names none. '
  'SG145: the dialect is not known, or it requires a vocabulary that is not.';
