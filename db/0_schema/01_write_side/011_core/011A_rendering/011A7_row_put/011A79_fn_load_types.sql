-- 011A79  specql_cutover.load_types()
-- Takes rows of a type registry's file; the caller's row wins.

create or replace function specql_cutover.load_types(
  run bigint, source_table text, first_ordinal bigint, rows jsonb, options jsonb
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_row    record;
  v_before jsonb;
  v_kind   constant text := specql_cutover.type_section(source_table);
  v_counts jsonb := '{"imported": 0, "updated": 0, "unchanged": 0, "changed": 0, "rejected": 0}';
  v_what   text;
begin
  if v_kind = 'sections' and source_table <> 'document' then
    raise exception using
      errcode = 'SG236',
      message = format('the store types has no table %s', quote_literal(left(source_table, 60))),
      hint = 'Its tables are sections of its file: scalar_types, composite_types, rich_type_registry, scalar_type_aliases, document.',
      column = 'source_table';
  end if;
  for v_row in
    select r.value ->> 'key' as key, r.value -> 'content' as content
    from jsonb_array_elements(rows) with ordinality as r (value, position) order by r.position
  loop
    select r.content into v_before from specql_cutover.rendered('types', source_table, array[v_row.key]) as r;
    if v_before is distinct from v_row.content then
      if source_table = 'document' then
        insert into specql_cutover.tb_legacy_row as l (kind, source_table, row_key, row)
        values ('types', 'sections', v_row.key, jsonb_build_object('value', v_row.content))
        on conflict on constraint uq_tb_legacy_row__row_key do update set row = excluded.row;
      else
        perform specql_cutover.put_by_import('types', jsonb_build_object(source_table, jsonb_build_array(
          case jsonb_typeof(v_row.content) when 'object' then jsonb_build_object('$key', v_row.key) || v_row.content
            else jsonb_build_object('$key', v_row.key, '$value', v_row.content) end)), '{"replace": true}');
        -- What the row leaves out goes, and nothing is kept beside it.
        delete from specql_type.tb_type_field as f
        using specql_type.tb_universal_type as t
        where t.pk_universal_type = f.fk_universal_type and t.type_name = v_row.key and v_kind = 'composites'
          and jsonb_typeof(coalesce(v_row.content -> 'fields', '{}')) = 'object'
          and not coalesce(v_row.content -> 'fields', '{}') ? f.field_name;
        update specql_type.tb_universal_type as t
        set legacy = t.legacy - '{kept,removed}'::text[]
        where t.type_name = v_row.key and v_kind in ('scalars', 'composites') and t.legacy ?| '{kept,removed}';
        update specql_type.tb_type_alias as a
        set legacy = a.legacy - 'removed'
        where a.alias = v_row.key and v_kind = 'type_aliases' and a.legacy ? 'removed';
      end if;
    end if;
    v_what := case when v_before is null then 'imported' when v_before = v_row.content then 'unchanged' else 'updated' end;
    v_counts := jsonb_set(v_counts, array[v_what], to_jsonb((v_counts ->> v_what)::integer + 1));
  end loop;
  return v_counts;
end;
$$;

comment on function specql_cutover.load_types(bigint, text, bigint, jsonb, jsonb) is
  'Puts rows one by one through the importer, which replaces; whole files go through app.import_types(). Raises what would reject a row. '
  'SG236: no section of a type registry. SG351: a JSON Schema that is not compatible with the one in force.';
