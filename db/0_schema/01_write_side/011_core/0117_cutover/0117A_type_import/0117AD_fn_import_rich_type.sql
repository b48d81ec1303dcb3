-- 0117AD  specql_cutover.import_rich_type()
-- Marks a type as rich, or adds it where only this section has it.

create or replace function specql_cutover.import_rich_type(
  run bigint, key text, entry jsonb, path text, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_name    constant text := specql_type.checked_type_name(coalesce(key, specql_cutover.text_of(entry, 'name')), 'key');
  v_values  constant jsonb := specql_cutover.type_values('rich_types', v_entry);
  v_pk      bigint := specql_type.universal_type_pk(v_name);
  v_known   jsonb;
  v_type    app.types;
  v_changes jsonb := '[]';
  v_outcome text;
begin
  if v_pk is null then
    v_pk := specql_cutover.import_type(run, 'rich_types', v_name, v_entry, path, line, context);
    update specql_type.tb_universal_type as t
    set is_rich_type = true, legacy = t.legacy || jsonb_build_object('rich', jsonb_build_object(v_name, v_entry))
    where t.pk_universal_type = v_pk;
    return;
  end if;
  select t.legacy #> array['rich', v_name] into v_known from specql_type.tb_universal_type as t where t.pk_universal_type = v_pk;
  if v_known is distinct from v_entry then
    select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(v_pk);
    select coalesce(jsonb_agg(jsonb_build_object('field', d.field, 'old', d.in_file, 'new', d.in_base,
      'why', format('the type %s says otherwise, and stays', v_type.type_name)) order by d.field), '[]')
    into v_changes
    from (values
      (specql_cutover.type_field(v_entry, 'pattern'), v_values #>> '{json_schema,pattern}', v_type.json_schema ->> 'pattern'),
      (specql_cutover.type_field(v_entry, 'postgres_type'), v_values ->> 'default_postgres_type', v_type.default_postgres_type)
    ) as d (field, in_file, in_base)
    where d.in_file is not null and upper(d.in_file) is distinct from upper(d.in_base);
    update specql_type.tb_universal_type as t
    set is_rich_type = true,
      legacy = coalesce(t.legacy, '{}') || jsonb_build_object(
        'rich_section', context -> 'section',
        'rich', coalesce(t.legacy -> 'rich', '{}') || jsonb_build_object(v_name, v_entry))
    where t.pk_universal_type = v_pk;
    v_outcome := case when v_changes <> '[]' then 'changed' when v_known is null then 'imported' else 'updated' end;
  end if;
  perform specql_cutover.note_row(run, 'rich_types', path, line, coalesce(v_outcome, 'unchanged'), v_changes, v_entry);
end;
$$;

comment on function specql_cutover.import_rich_type(bigint, text, jsonb, text, integer, jsonb) is
  'The row belongs to the type that its name or alias finds, which becomes a rich one; where they disagree the type stays and the '
  'row is kept beside it. Notes the row.';
