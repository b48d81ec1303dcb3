-- 011365  specql_service.affected_services()
-- The services that a change of tables breaks, and whom that concerns.

create or replace function specql_service.affected_services(operations jsonb)
  returns table (service_name text, owner text, reason text)
  language sql
  stable
as $$
  with breaking as (
    select o.value ->> 'op' as op, coalesce(o.value ->> 'schema', 'public') as schema_name,
      o.value ->> 'table' as table_name, o.value ->> 'column' as column_name
    from jsonb_array_elements(operations) as o
    where o.value ->> 'op' in (
      'drop_column', 'rename_column', 'alter_column_type', 'drop_table', 'rename_table', 'set_schema', 'drop_schema')
  ), declared as (
    select u.fk_service, format('%s of %s, which it uses', replace(b.op, '_', ' '), u.identifier) as reason
    from breaking as b
      join specql_service.tb_use as u on u.schema_name = b.schema_name
        and (b.op = 'drop_schema' or u.table_name = b.table_name)
        and (b.column_name is null or u.column_name is null or u.column_name = b.column_name)
  ), implied as (
    -- A service that names a schema and declares nothing there uses the columns that its operations name.
    select s.pk_service as fk_service,
      format('%s of %s, which operation %s names', replace(b.op, '_', ' '),
        concat_ws('.', b.schema_name, b.table_name, b.column_name), f.operation_name) as reason
    from breaking as b
      join specql_service.tb_service as s on b.schema_name = any (s.schema_names)
      cross join lateral specql_service.schema_fields(s.pk_service) as f
    where not exists (
        select from specql_service.tb_use as u where u.fk_service = s.pk_service and u.schema_name = b.schema_name
      )
      and case
        when b.column_name is not null then b.column_name in (f.field, common.snake_case(f.field))
        else exists (
          select from pg_catalog.pg_attribute as a
            join pg_catalog.pg_class as c on c.oid = a.attrelid
          where c.relnamespace::regnamespace::text = quote_ident(b.schema_name)
            and (b.op = 'drop_schema' or c.relname = b.table_name) and c.relkind in ('r', 'p', 'v', 'm', 'f')
            and a.attnum > 0 and not a.attisdropped and a.attname in (f.field, common.snake_case(f.field))
            -- Every table has these: they say nothing about whose data it is.
            and a.attname not in ('id', 'identifier', 'created_at', 'created_by', 'updated_at', 'updated_by')
        )
      end
  )
  select s.service_name, coalesce(s.owner, s.created_by), string_agg(distinct r.reason, '; ')
  from (select * from declared union all select * from implied) as r
    join specql_service.tb_service as s on s.pk_service = r.fk_service
  where s.retired_at is null
  group by s.pk_service, s.service_name, s.owner, s.created_by
  order by s.service_name;
$$;

comment on function specql_service.affected_services(jsonb) is
  'One row for each service in use that a dropped, renamed or retyped column or table breaks: its name, who has to approve (its '
  'owner, else who registered it), and why. What a service uses is what it declares in uses; in a schema that it names without '
  'declaring anything there, it is the columns that its operations'' schemas name, in snake case too.';
