-- 011795  specql_cutover.library_values()
-- The columns of a row of ours, read from a row of a legacy pattern library.

create or replace function specql_cutover.library_values(run bigint, source_table text, entry jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_field  record;
  v_values jsonb := '{}';
  v_value  jsonb;
begin
  for v_field in
    select f.* from specql_cutover.library_fields() as f where f.source_table = library_values.source_table and f.kind <> 'id'
  loop
    v_value := case v_field.kind
      when 'parent' then to_jsonb(specql_cutover.library_parent(run, v_field.parent, entry, v_field.field, v_field.is_needed))
      else specql_cutover.library_value(entry, v_field.field, v_field.kind, v_field.is_needed, v_field.fallback)
    end;
    if v_field.column_name is not null and (v_field.kind not in ('stamp', 'time') or v_value <> 'null') then
      v_values := v_values || jsonb_build_object(v_field.column_name, v_value);
    end if;
  end loop;
  if source_table = 'pattern_instantiations' then
    v_values := v_values || jsonb_build_object('source_name', coalesce(
      (select p.pattern_name from specql_pattern.tb_domain_pattern as p where p.pk_domain_pattern = (v_values ->> 'fk_domain_pattern')::bigint),
      (select t.template_name from specql_pattern.tb_entity_template as t where t.pk_entity_template = (v_values ->> 'fk_entity_template')::bigint)
    ));
    if v_values ->> 'source_name' is null then
      raise exception using
        errcode = 'SG102', message = 'domain_pattern_id is missing', hint = 'Name a domain pattern or an entity template.',
        column = 'domain_pattern_id';
    end if;
  end if;
  return v_values;
end;
$$;

comment on function specql_cutover.library_values(bigint, text, jsonb) is
  'The values by column name; rows that are named by their key in the file by the key that they have here. Raises what '
  'makes the row a rejected one.';
