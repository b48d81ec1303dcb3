-- 0117A1  specql_cutover.import_types_document()
-- Imports the types of a document, then their fields, aliases and rich types.

create or replace function specql_cutover.import_types_document(run bigint, document jsonb, is_replacing boolean, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_context constant jsonb := jsonb_build_object('types', true, 'replace', is_replacing);
  v_section record;
  v_type    record;
begin
  if jsonb_typeof(document) is distinct from 'object' or not exists (
    select from jsonb_object_keys(document) as k (key) where specql_cutover.type_section(k.key) <> 'sections'
  ) then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no type registry',
      hint = 'A type registry has scalar_types, composite_types, rich_type_registry or scalar_type_aliases at its top.',
      column = 'document';
  end if;

  -- Aliases and rich types name types, so these come first; a composite may name one that stands further down.
  for v_section in
    select k.key as name, s.source_table, document -> k.key as content, s.rank
    from jsonb_object_keys(document) with ordinality as k (key, position)
      cross join lateral (
        select t.source_table, array_position('{sections,scalars,composites,type_aliases,rich_types}', t.source_table) as rank
        from specql_cutover.type_section(k.key) as t (source_table)
      ) as s
    where k.key not like '$%'
    order by s.rank, k.position
  loop
    if v_section.source_table = 'sections' then
      perform specql_cutover.try_row(
        run, 'sections', v_section.name, v_section.content, 1, v_section.name, null, null, v_context, zone);
      continue;
    end if;
    perform specql_cutover.import_collection(
      run, v_section.source_table, v_section.content, v_section.name, null,
      v_context || jsonb_build_object('section', v_section.name), zone);
    continue when v_section.source_table <> 'composites';
    for v_type in
      select e.entry, p.path, t.pk_universal_type as pk, e.key
      from specql_cutover.entries(v_section.content, v_section.name) as e
        cross join lateral (select v_section.name || '.' || coalesce(e.key, (e.ordinal - 1)::text) as path) as p
        join specql_cutover.tb_import_row as r
          on r.fk_import_run = run and r.source_table = 'composites' and r.path = p.path and r.outcome <> 'rejected'
        join specql_type.tb_universal_type as t
          on t.type_name = coalesce(e.key, e.entry ->> 'name')
      order by e.ordinal
    loop
      perform specql_cutover.import_below(
        run, 'composites', v_type.entry, v_type.path, v_type.pk, v_type.key,
        v_context || jsonb_build_object('section', v_section.name), zone);
    end loop;
  end loop;
end;
$$;

comment on function specql_cutover.import_types_document(bigint, jsonb, boolean, text) is
  'Imports scalars, composites with their fields, aliases and rich types, and keeps other sections. is_replacing: where a type exists '
  'and differs, the file wins. SG112: the document is no type registry.';
