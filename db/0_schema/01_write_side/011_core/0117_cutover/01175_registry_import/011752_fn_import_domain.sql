-- 011752  specql_cutover.import_domain()
-- Imports one domain, without what is below it.

create or replace function specql_cutover.import_domain(run bigint, key text, entry jsonb, path text, line integer)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_number  constant text := common.checked_digit(key, 'key');
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'subdomains';
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_tenant  constant boolean := specql_cutover.boolean_of(v_entry, 'multi_tenant');
  v_aliases constant text[] := specql_registry.checked_aliases(specql_cutover.texts_of(v_entry, 'aliases'));
  v_name    constant text := specql_registry.checked_place_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_text    constant text := common.checked_text(specql_cutover.text_of(v_entry, 'description'), 'description');
  v_known   record;
  v_changes jsonb := '[]';
begin
  perform specql_cutover.refuse_second_key(run, 'domains', v_number, path);
  select d.pk_domain, d.legacy, to_jsonb(d) as fields
  into v_known
  from specql_registry.tb_domain as d
  where d.domain_number = v_number;

  if not found then
    perform app.register_domain(
      domain_number => v_number, domain_name => v_name, description => v_text,
      multi_tenant => coalesce(v_tenant, false), aliases => v_aliases
    );
    update specql_registry.tb_domain as d set legacy = v_file where d.domain_number = v_number
    returning d.pk_domain into v_known.pk_domain;
    perform specql_cutover.note_row(run, 'domains', path, line, 'imported', '[]', v_entry);
    perform specql_cutover.note_aliases(run, v_aliases, path, line, 'imported');
    return v_known.pk_domain;
  end if;

  perform specql_cutover.note_aliases(run, v_aliases, path, line, 'unchanged');
  if v_known.legacy is not distinct from v_file then
    perform specql_cutover.note_row(run, 'domains', path, line, 'unchanged', '[]', v_entry);
    return v_known.pk_domain;
  end if;

  v_changes := specql_cutover.merge_row(
    target => 'specql_registry.tb_domain', pk_column => 'pk_domain', pk => v_known.pk_domain,
    fields => v_known.fields, legacy => v_known.legacy, file => v_file,
    columns => jsonb_build_object(
      'domain_name', jsonb_build_array('name', v_name, v_known.legacy #> '{entry,name}'),
      'description', jsonb_build_array('description', v_text, v_known.legacy #> '{entry,description}'),
      'multi_tenant', jsonb_build_array(
        'multi_tenant', coalesce(v_tenant, false),
        coalesce(specql_cutover.boolean_of(v_known.legacy -> 'entry', 'multi_tenant'), false)
      ),
      'aliases', jsonb_build_array('aliases', v_aliases, specql_cutover.texts_of(v_known.legacy -> 'entry', 'aliases'))
    )
  );
  perform specql_cutover.note_row(run, 'domains', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_domain;
end;
$$;

comment on function specql_cutover.import_domain(bigint, text, jsonb, text, integer) is
  'Registers the domain, or merges the file''s row into it; notes the row and its aliases; returns the domain''s '
  'internal key. Raises what makes the row a rejected one.';
