-- 011937  specql_governance.risk_of()
-- What a list of operations can do harm to.

create or replace function specql_governance.risk_of(operations jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_operation   jsonb;
  v_class       pg_catalog.pg_class;
  v_destructive boolean := false;
  v_rewrites    boolean := false;
  v_rows        bigint := 0;
  v_here        bigint;
  v_reasons     jsonb := '[]';
  v_why         text;
  v_op          text;
  v_old         oid;
  v_new         oid;
  v_text        text;
begin
  for v_operation in select o from jsonb_array_elements(case when jsonb_typeof(operations) = 'array' then operations else '[]' end) as o loop
    v_op := v_operation ->> 'op';
    v_why := null;
    select c.* into v_class
    from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = coalesce(nullif(v_operation ->> 'schema', ''), 'public') and c.relname = v_operation ->> 'table' and c.relkind in ('r', 'p', 'm', 'f');
    if not found then
      continue;
    end if;
    v_here := specql_governance.rows_in(v_class.oid);

    if v_op in ('drop_table', 'drop_column', 'truncate', 'delete') then
      v_destructive := true;
      v_why := format('%s loses data', replace(v_op, '_', ' '));
    elsif v_op = 'alter_column_type' then
      select a.atttypid, format_type(a.atttypid, a.atttypmod) into v_old, v_text
      from pg_catalog.pg_attribute as a
      where a.attrelid = v_class.oid and a.attname = v_operation ->> 'column' and not a.attisdropped;
      begin
        v_new := to_regtype(regexp_replace(v_operation ->> 'type', '\s*\([^)]*\)', '', 'g'));
      exception when syntax_error or undefined_object or invalid_schema_name then
        v_new := null;
      end;
      v_rewrites := v_rewrites or nullif(v_operation ->> 'using', '') is not null or v_old is null or v_new is null or not (
        -- Only lengths that grow, and text, leave the rows as they are.
        v_new = 'text'::regtype and v_old = 'varchar'::regtype
        or v_new = v_old and v_new in ('varchar'::regtype, 'varbit'::regtype, 'numeric'::regtype) and (
          v_operation ->> 'type' !~ '\('
          or v_text ~ '\(' and substring(v_operation ->> 'type' from '\(\s*(\d+)')::integer >= substring(v_text from '\((\d+)')::integer
            and coalesce(substring(v_operation ->> 'type' from ',\s*(\d+)'), '0') = coalesce(substring(v_text from ',\s*(\d+)'), '0')));
      if v_rewrites then
        v_why := format('%s becomes %s', v_operation ->> 'column', left(v_operation ->> 'type', 63));
      end if;
    elsif v_op = 'add_column' and (
      coalesce(v_operation #> '{column,generated}', 'null') <> 'null' or coalesce(v_operation #> '{column,identity}', 'null') <> 'null'
      or v_operation #>> '{column,type}' ~* 'serial' or (
        v_operation #>> '{column,default,kind}' = 'call' and v_operation #>> '{column,default,text}' ~* 'uuid|clock_timestamp|nextval|random')
    ) then
      v_rewrites := true;
      v_why := format('every row gets a value of %s', v_operation #>> '{column,name}');
    end if;
    if v_why is not null then
      v_rows := greatest(v_rows, v_here);
      v_reasons := v_reasons || jsonb_build_array(format('%s: %s (%s rows)', coalesce(v_operation ->> 'table', ''), v_why, v_here));
    end if;
  end loop;
  return jsonb_build_object('destructive', v_destructive, 'rewrites', v_rewrites, 'rows', v_rows, 'reasons', v_reasons);
end;
$$;

comment on function specql_governance.risk_of(jsonb) is
  '{destructive, rewrites, rows, reasons}, by what the catalog says now: whether something is lost, whether every row is '
  'written anew, and how many rows the largest table concerned has.';
