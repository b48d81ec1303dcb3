-- 0115AB  specql_type.schema_places()
-- A schema's places, and those of all documents that it refers to.

create or replace function specql_type.schema_places(json_schema jsonb, documents jsonb)
  returns specql_type.schema_place[]
  language plpgsql
  immutable
as $$
declare
  v_places  specql_type.schema_place[] := array(
    select w from specql_type.walk_schema('', '', '', json_schema) as w
  );
  v_sources jsonb := jsonb_build_object('', json_schema);
  v_more    specql_type.schema_place[];
  v_wanted  record;
  v_root    specql_type.schema_place;
  v_pointer text;
  v_schema  jsonb;
  v_loose   integer := 0;
  v_rounds  integer := 0;
begin
  loop
    perform specql_type.refuse_large_schema(v_places, v_loose, v_rounds);
    v_rounds := v_rounds + 1;
    v_more := '{}';
    -- References into the schema itself are found at once; the loop is for the others.
    for v_wanted in
      select distinct on (r.uri) r.uri, r.resource, r.fragment, r.is_known, r.root
      from specql_type.schema_references(v_places) as r
      where r.target is null
    loop
      if not v_wanted.is_known then
        v_schema := specql_type.known_document(v_wanted.resource, documents);
        if v_schema is not null and not v_sources ? v_wanted.resource then
          v_sources := v_sources || jsonb_build_object(v_wanted.resource, v_schema);
          v_more := v_more || array(
            select w from specql_type.walk_schema(v_wanted.resource, '', v_wanted.resource, v_schema) as w
          );
        end if;
      elsif starts_with(v_wanted.fragment, '/') then
        -- It may point to where no keyword expects a schema.
        v_root := v_places[v_wanted.root];
        v_pointer := v_root.pointer || v_wanted.fragment;
        v_schema := v_sources -> v_root.document #> specql_type.pointer_path(v_pointer);
        if v_schema is not null then
          v_loose := v_loose + 1;
          v_more := v_more || array(
            select w
            from specql_type.walk_schema(v_root.document, v_pointer, (
              select p.base from unnest(v_places) as p
              where p.document = v_root.document and p.is_resource and starts_with(v_pointer || '/', p.pointer || '/')
              order by length(p.pointer) desc limit 1
            ), v_schema) as w
            where not exists (
              select from unnest(v_places || v_more) as p where p.document = w.document and p.pointer = w.pointer
            )
          );
        end if;
      end if;
      exit when v_loose > specql_type.json_schema_limit('loose_references')
        or cardinality(v_places) + cardinality(v_more) > specql_type.json_schema_limit('schema_places');
    end loop;
    exit when v_more = '{}';
    v_places := v_places || v_more;
  end loop;
  return v_places;
end;
$$;

comment on function specql_type.schema_places(jsonb, jsonb) is
  'The schema''s places, its root first, then those of every document that it refers to, directly or not, as far as they are known. '
  'SG143: there are too many, or they are nested too deeply.';
