-- 0117AA  specql_cutover.example_changes()
-- Whether a type's own example is one of its values.

create or replace function specql_cutover.example_changes(type_pk bigint)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_type    record;
  v_value   jsonb;
  v_problem text;
begin
  select t.example, v.compiled, c.category_name, v.json_schema ->> 'type' as wanted
  into v_type
  from specql_type.tb_universal_type as t
    join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
    join specql_type.tb_type_version as v on v.fk_universal_type = t.pk_universal_type and v.version = t.current_version
  where t.pk_universal_type = type_pk and t.example is not null;
  if not found then
    return '[]';
  end if;
  begin
    -- Examples are written as text: that of a scalar as it is shown, that of a composite as JSON.
    v_value := case when v_type.category_name = 'composite' or v_type.wanted in ('number', 'integer', 'boolean')
      then v_type.example::jsonb else to_jsonb(v_type.example) end;
    select string_agg(case when e.instance_path = '' then e.message else e.instance_path || ' ' || e.message end, '; ')
    into v_problem
    from specql_type.errors_of(v_type.compiled, v_value) as e;
  exception when invalid_text_representation then
    v_problem := 'it is no JSON';
  end;
  return case when v_problem is null then '[]' else jsonb_build_array(jsonb_build_object(
    'field', 'example', 'old', v_type.example, 'new', v_type.example,
    'why', 'the example fails the type''s own rule; both are kept: ' || left(v_problem, 500))) end;
end;
$$;

comment on function specql_cutover.example_changes(bigint) is
  'One change [{field, old, new, why}] where the example is not valid by the schema in force, else none.';
