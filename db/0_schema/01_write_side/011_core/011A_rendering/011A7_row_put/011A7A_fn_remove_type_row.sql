-- 011A7A  specql_cutover.remove_type_row()
-- Removes a row of a type registry's file. A type is deprecated: values of it are still about.

create or replace function specql_cutover.remove_type_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_type record;
begin
  case specql_cutover.type_section(source_table)
  when 'type_aliases' then
    -- It goes on finding its type: somebody may have stored it.
    update specql_type.tb_type_alias as a
    set legacy = coalesce(a.legacy, jsonb_build_object('section', source_table, 'key', row_key, 'entry', (
      select t.type_name from specql_type.tb_universal_type as t where t.pk_universal_type = a.fk_universal_type))) || '{"removed": true}'
    where a.is_alias and coalesce(a.legacy ->> 'key', a.alias) = row_key and not coalesce(a.legacy ? 'removed', false);
    return found;
  when 'rich_types' then
    update specql_type.tb_universal_type as t
    set legacy = jsonb_set(t.legacy, '{rich}', (t.legacy -> 'rich') - row_key), is_rich_type = (t.legacy -> 'rich') - row_key <> '{}'
    where t.legacy -> 'rich' ? row_key;
    return found;
  when 'sections' then
    delete from specql_cutover.tb_legacy_row as l where l.kind = 'types' and l.source_table = 'sections' and l.row_key = remove_type_row.row_key;
    return found;
  else
    select t.pk_universal_type, t.type_name, t.deprecated_at into v_type
    from specql_type.tb_universal_type as t
    where coalesce(t.legacy ->> 'key', t.type_name) = row_key and specql_cutover.type_section_of(t) = source_table
      and not coalesce(t.legacy ? 'removed', false);
    if not found then
      return false;
    end if;
    if v_type.deprecated_at is null then
      perform app.deprecate_type(v_type.type_name, 'removed from the legacy store');
    end if;
    update specql_type.tb_universal_type as t
    set legacy = coalesce(t.legacy, jsonb_build_object('section', source_table, 'key', row_key)) || '{"removed": true}'
    where t.pk_universal_type = v_type.pk_universal_type;
    return true;
  end case;
end;
$$;

comment on function specql_cutover.remove_type_row(text, text) is
  'A type is deprecated and leaves the file, as an alias does; rich entries and sections go. False where there is none.';
