-- 011581  specql_type.resolved_reference()
-- The schema that a $ref means, for the comparison of schemas.

create or replace function specql_type.resolved_reference(root jsonb, base text, reference text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_uri      constant text := split_part(reference, '#', 1);
  v_fragment constant text := substr(reference, length(v_uri) + 2);
  v_base     text := base;
  v_document jsonb;
  v_found    jsonb[];
begin
  if v_uri <> '' and v_uri is distinct from root -> base ->> '$id' then
    v_base := v_uri;
  end if;
  v_document := root -> v_base;
  -- An $id inside changes what the references below it mean: such a schema is compared by its text only.
  if v_document is null or v_fragment like '%\%%' or jsonb_path_exists(v_document, '$.*.**."$id"') then
    return null;
  end if;
  if v_fragment = '' then
    return jsonb_build_object('b', v_base, 's', v_document);
  end if;
  if v_fragment like '/%' then
    v_found := array[v_document #> array(
      select replace(replace(s.step, '~1', '/'), '~0', '~')
      from unnest(string_to_array(substr(v_fragment, 2), '/')) with ordinality as s (step, position) order by s.position
    )];
  else
    v_found := array(
      select jsonb_path_query(v_document, '$.** ? (@."$anchor" == $anchor)', jsonb_build_object('anchor', v_fragment))
    );
  end if;
  return case when cardinality(v_found) = 1 and jsonb_typeof(v_found[1]) in ('object', 'boolean')
    then jsonb_build_object('b', v_base, 's', v_found[1]) end;
end;
$$;

comment on function specql_type.resolved_reference(jsonb, text, text) is
  'The node {b: the document, s: the schema} that the reference means, or null where that is not sure.';
