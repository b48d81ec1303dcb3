-- 011362  specql_service.write_uses()
-- Makes the tables and columns that a service uses what a list says.

create or replace function specql_service.write_uses(service bigint, uses jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_use   record;
  v_table text;
begin
  for v_use in select e.value as entry, e.position from jsonb_array_elements(uses) with ordinality as e (value, position) loop
    perform specql_service.refuse_unknown_key(v_use.entry, 'use ' || v_use.position, array['schema', 'table', 'columns']);
    v_table := specql_service.text_field(v_use.entry, 'table', 127);
    if v_table is null or v_use.entry ? 'schema' = v_table like '%.%' then
      raise exception using
        errcode = 'SG112',
        message = format('use %s names no table', v_use.position),
        hint = 'Write {"table": "schema.table", "columns": […]}, or schema and table apart.',
        column = 'uses';
    end if;
    perform specql_service.refuse_no_list(v_use.entry, 'columns', 'string', 1600);
  end loop;

  -- The new list and the old one differ in few rows, and each change is audited: touch those only.
  delete from specql_service.tb_use as u
  where u.fk_service = service and not exists (
    select from specql_service.use_rows(uses) as r
    where (r.schema_name, r.table_name) = (u.schema_name, u.table_name) and r.column_name is not distinct from u.column_name
  );
  insert into specql_service.tb_use (fk_service, schema_name, table_name, column_name)
  select distinct service, r.schema_name, r.table_name, r.column_name
  from specql_service.use_rows(uses) as r
  on conflict on constraint uq_tb_use__column_name do nothing;
end;
$$;

comment on function specql_service.write_uses(bigint, jsonb) is
  'Adds and removes rows of specql_service.tb_use until they are those of the list [{table, schema?, columns?}]. SG112: it is no such list.';
