-- 011468  specql_governance.settled_steps()
-- Steps that can be run again from the beginning, whatever a later one has renamed or dropped.

create or replace function specql_governance.settled_steps(steps jsonb, strict boolean)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_result jsonb := '[]';
  v_step   jsonb;
  v_other  jsonb;
  v_guard  text;
  v_place  integer := 0;
  v_later  jsonb;
begin
  for v_step in select s.item from jsonb_array_elements(steps) with ordinality as s (item, position) order by s.position loop
    v_place := v_place + 1;
    v_later := (
      select coalesce(jsonb_agg(s.item), '[]') from jsonb_array_elements(steps) with ordinality as s (item, position)
      where s.position > v_place and s.item ->> 'takes' is not null
        and s.item ->> 'schema' = v_step ->> 'schema' and s.item ->> 'table' = v_step ->> 'table'
    );
    if strict and v_later <> '[]' and v_step ->> 'makes' is not null and exists (
      select from jsonb_array_elements(v_later) as l where l ->> 'kind' = v_step ->> 'kind' and l ->> 'takes' = v_step ->> 'makes'
    ) then
      raise exception using
        errcode = 'SG520',
        message = format('%s is made and taken away in one request', quote_ident(v_step ->> 'makes')),
        hint = 'Ask at once for what there is to be in the end.',
        column = v_step ->> 'path';
    end if;
    if strict and v_step ->> 'makes' is not null and v_step ->> 'kind' in ('column', 'table') then
      select s.item into v_other from jsonb_array_elements(steps) with ordinality as s (item, position)
      where s.position < v_place and s.item ->> 'takes' = v_step ->> 'makes' and s.item ->> 'kind' = v_step ->> 'kind'
        and s.item ->> 'schema' = v_step ->> 'schema';
      if found then
        raise exception using
          errcode = 'SG520',
          message = format('the name %s goes and comes again in one request', quote_ident(v_step ->> 'makes')),
          hint = 'A second run could not tell the old one from the new one: ask for the second change when the first is applied.',
          column = v_step ->> 'path';
      end if;
    end if;

    v_guard := (
      select string_agg(distinct g.guard, ' and ') from (
        select case l ->> 'kind'
            when 'column' then format('exists (select from pg_catalog.pg_attribute where attrelid = to_regclass(%L) and attname = %L and not attisdropped)',
              format('%I.%I', v_step ->> 'schema', v_step ->> 'table'), l ->> 'takes')
            when 'constraint' then format('exists (select from pg_catalog.pg_constraint where conrelid = to_regclass(%L) and conname = %L)',
              format('%I.%I', v_step ->> 'schema', v_step ->> 'table'), l ->> 'takes')
            when 'index' then format('to_regclass(%L) is not null', format('%I.%I', v_step ->> 'schema', l ->> 'takes'))
            else format('to_regclass(%L) is not null', format('%I.%I', v_step ->> 'schema', v_step ->> 'table'))
          end as guard
        from jsonb_array_elements(v_later) as l
        where (l ->> 'kind' = 'table' and v_step ->> 'kind' <> 'table')
          or (l ->> 'kind' = 'table' and v_step ->> 'do' = 'set_comment')
          or (jsonb_typeof(v_step -> 'needs') = 'array' and v_step -> 'needs' ? (l ->> 'takes')
            and l ->> 'kind' = case when v_step ->> 'do' = 'create_index' then 'column' else v_step ->> 'kind' end)
      ) as g
    );
    if v_guard is not null and not (v_step ->> 'tx')::boolean then
      if strict then
        raise exception using
          errcode = 'SG520',
          message = 'what is built outside of a transaction is renamed or dropped by a later operation',
          hint = 'Put the renaming first, or ask for it in a second request.',
          column = v_step ->> 'path';
      end if;
      v_step := v_step || jsonb_build_object('when', format('select %s and (%s)', v_guard, coalesce(v_step ->> 'when', 'select true')));
    elsif v_guard is not null then
      v_step := v_step || jsonb_build_object('sql', specql_governance.guarded(v_guard, v_step ->> 'sql'));
    end if;
    v_result := v_result || jsonb_build_array(v_step);
  end loop;
  return v_result;
end;
$$;

comment on function specql_governance.settled_steps(jsonb, boolean) is
  'The steps, those with a guard that a later one would leave without their object. strict: SG520 where a second run could '
  'not tell what the first one did.';
