-- 0112C7  specql_pattern.template_columns()
-- The columns of a table made from a template: its own, those of its patterns, and what every table has.

create or replace function specql_pattern.template_columns(
  fields jsonb, parts jsonb, target_schema text, out columns jsonb, out notes text[]
)
  language plpgsql
  stable
as $$
declare
  v_field  record;
  v_column jsonb;
  v_known  jsonb := '{}';
  v_name   text;
begin
  columns := '[]';
  notes := '{}';
  for v_field in
    select f.name, f.definition, 0::bigint as part, f.place, null as pattern
    from specql_pattern.template_fields(template_columns.fields) as f
    union all
    select f.name, f.definition, p.position, f.place, p.value ->> 'pattern'
    from jsonb_array_elements(parts) with ordinality as p (value, position)
      cross join lateral specql_pattern.template_fields(p.value -> 'result' -> 'fields') as f
    order by 3, 4
  loop
    v_column := specql_pattern.field_column(v_field.name, v_field.definition, target_schema);
    v_name := v_column ->> 'name';
    if v_field.definition -> 'encrypted' = 'true' then
      notes := notes || format('the template wants %s encrypted; nothing here encrypts it', v_name);
    end if;
    if lower(v_field.definition ->> 'type') in ('ref', 'reference') and not v_column ? 'references' then
      notes := notes || format('%s refers to %s, which has no table with an id uuid yet; add the foreign key when it has',
        v_name, coalesce(v_field.definition ->> 'entity', 'nothing'));
    end if;
    -- The first one keeps the name: the template's own fields come before those of patterns.
    if v_known ? v_name then
      continue when v_known -> v_name = v_column - 'comment';
      v_name := left(coalesce(common.snake_case(v_field.pattern) || '_', 'other_') || v_name, 63);
      notes := notes || format('%s of %s is called %s: %s has that name already', v_column ->> 'name',
        coalesce(v_field.pattern, 'the template'), v_name, 'another field');
      v_column := v_column || jsonb_build_object('name', v_name)
        || case when v_column ? 'check' then jsonb_build_object('check', (specql_pattern.field_column(
          v_name, v_field.definition || '{"type": "text"}', target_schema) ->> 'check')) else '{}' end;
      continue when v_known ? v_name;
    end if;
    v_known := v_known || jsonb_build_object(v_name, v_column - 'comment');
    columns := columns || v_column;
  end loop;

  if not v_known ? 'id' then
    columns := '[{"name": "id", "type": "uuid", "nullable": false, "primaryKey": true, "defaultValue": "gen_random_uuid()", "comment": "Key."}]' || columns;
  end if;
  foreach v_name in array array['created_at', 'updated_at'] loop
    if not v_known ? v_name then
      columns := columns || jsonb_build_object('name', v_name, 'type', 'timestamptz', 'nullable', false, 'defaultValue', 'now()',
        'comment', case v_name when 'created_at' then 'When the row was made.' else 'When the row was last changed.' end);
    end if;
  end loop;
end;
$$;

comment on function specql_pattern.template_columns(jsonb, jsonb, text) is
  'The columns in order, and notes on what a person should look at: fields of one name (the later is renamed), references '
  'without a table, wishes that a table cannot fulfil.';
