-- 01146B  specql_governance.check_expressions()
-- Lets PostgreSQL parse the users' expressions, and looks at what they would call, before any of it is called.

create or replace function specql_governance.check_expressions(checks jsonb, probe_schema text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_check jsonb;
  v_tree  text;
  v_why   text;
begin
  for v_check in select distinct c from jsonb_array_elements(checks) as c loop
    execute format('create table %I.%I (%s)', probe_schema, v_check ->> 'table', (
      select string_agg(format('%I %s', c ->> 'name', c ->> 'type') || coalesce(' collate ' || (c ->> 'collation'), ''), ', ')
      from jsonb_array_elements(v_check -> 'columns') as c));
    begin
      -- NOT VALID: stored, and never evaluated.
      execute format('alter table %I.%I add constraint probe check (%s) not valid', probe_schema, v_check ->> 'table',
        case when v_check ->> 'kind' = 'check' then v_check ->> 'expression' else format('(%s) is null', v_check ->> 'expression') end);
    exception
      when syntax_error or undefined_column or undefined_function or undefined_table or undefined_object or ambiguous_function
        or ambiguous_column or datatype_mismatch or cannot_coerce or wrong_object_type or grouping_error or windowing_error
        or invalid_text_representation or invalid_column_reference or indeterminate_datatype or indeterminate_collation
        or collation_mismatch or invalid_datetime_format or datetime_field_overflow or numeric_value_out_of_range
        or invalid_schema_name or feature_not_supported or insufficient_privilege or undefined_parameter or invalid_regular_expression
        or invalid_parameter_value or program_limit_exceeded or statement_too_complex
      then
        raise exception using
          errcode = 'SG521',
          message = format('%s does not parse as an expression over the table', v_check ->> 'path'),
          detail = sqlerrm,
          hint = 'It may name the table''s columns, and PostgreSQL''s own immutable functions and operators.',
          column = v_check ->> 'path';
    end;
    select c.conbin::text into v_tree
    from pg_catalog.pg_constraint as c
    where c.conrelid = to_regclass(format('%I.%I', probe_schema, v_check ->> 'table')) and c.conname = 'probe';

    v_why := case
      when v_tree ~ '\{(SUBLINK|SUBPLAN|AGGREF|WINDOWFUNC|PARAM|NEXTVALUEEXPR|XMLEXPR|JSONEXPR|JSONCONSTRUCTOREXPR|CURRENTOFEXPR|SETTODEFAULT) '
        then 'it is more than an expression over a row'
      when v_tree ~ '\{SQLVALUEFUNCTION ' then 'it depends on the time or on who asks'
      when v_tree ~ ':varattno (0|-)' then 'it reads the whole row or a system column'
    end;
    if v_why is null then
      select format('it calls %s, which is %s', p.oid::regprocedure, case
          when n.nspname <> 'pg_catalog' or p.oid >= 16384 then 'not PostgreSQL''s own' else 'not immutable' end)
      into v_why
      from (
        select m[1]::oid as function_id from regexp_matches(v_tree, ':(?:funcid|aggfnoid|winfnoid) (\d+)', 'g') as m
        union
        select o.oprcode::oid from regexp_matches(v_tree, ':opno (\d+)', 'g') as m join pg_catalog.pg_operator as o on o.oid = m[1]::oid
        union
        select o.oprcode::oid from regexp_matches(v_tree, ':opnos \(o ([\d ]+)\)', 'g') as m,
          unnest(string_to_array(m[1], ' ')) as l (id) join pg_catalog.pg_operator as o on o.oid = l.id::oid
      ) as f
        join pg_catalog.pg_proc as p on p.oid = f.function_id
        join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
      where n.nspname <> 'pg_catalog' or p.oid >= 16384 or p.proretset or (p.provolatile <> 'i' and not (
        v_check ->> 'kind' = 'using' and p.provolatile = 's' and p.proname in ('to_date', 'to_timestamp', 'to_char', 'timezone', 'date_trunc', 'date_part', 'extract', 'age')))
      limit 1;
    end if;
    if v_why is null and exists (
      -- What PostgreSQL was born with leaves no such rows; everything else does.
      select from pg_catalog.pg_depend as d
        join pg_catalog.pg_constraint as c on c.oid = d.objid
      where d.classid = 'pg_catalog.pg_constraint'::regclass
        and c.conrelid = to_regclass(format('%I.%I', probe_schema, v_check ->> 'table')) and c.conname = 'probe'
        and d.refclassid in ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass)
    ) then
      v_why := 'it calls what is not PostgreSQL''s own';
    end if;
    if v_why is not null then
      raise exception using
        errcode = 'SG521',
        message = format('%s calls what a migration may not', v_check ->> 'path'),
        detail = format('The reason: %s.', v_why),
        hint = 'It may name the table''s columns, and PostgreSQL''s own immutable functions and operators.',
        column = v_check ->> 'path';
    end if;
    execute format('drop table %I.%I', probe_schema, v_check ->> 'table');
  end loop;
end;
$$;

comment on function specql_governance.check_expressions(jsonb, text) is
  'SG521, naming the field, where an expression does not parse over the table''s columns, or where its parse tree holds a '
  'subquery, a function or operator that is not PostgreSQL''s own, or one that is not immutable (in USING a few stable '
  'conversions are). The expression is stored in a constraint that is never evaluated.';
