-- 011138  specql_registry.check_entity_specs()
-- Says what is wrong with the shape of a list of entities.

create or replace function specql_registry.check_entity_specs(specs jsonb)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_problem text;
begin
  if specs is null or jsonb_typeof(specs) <> 'array' then
    v_problem := 'specs must be a JSON array';
  elsif jsonb_array_length(specs) > 10000 then
    v_problem := format('specs has %s entries; 10000 are allowed', jsonb_array_length(specs));
  else
    select case
      when jsonb_typeof(s.spec) <> 'object' then format('specs[%s] is no object', s.position - 1)
      else format('specs[%s] has the key %s', s.position - 1, quote_literal(left(k.key, 63)))
    end
    into v_problem
    from jsonb_array_elements(specs) with ordinality as s (spec, position)
      left join lateral jsonb_each(case jsonb_typeof(s.spec) when 'object' then s.spec else '{}' end) as k
        on true
    where jsonb_typeof(s.spec) <> 'object'
      or k.key not in ('domain', 'subdomain', 'entity_name', 'entity_code', 'table_code')
      or jsonb_typeof(k.value) not in ('string', 'null')
    order by s.position
    limit 1;
  end if;

  if v_problem is not null then
    raise exception using
      errcode = 'SG112',
      message = v_problem,
      hint = 'Each entry is {domain, subdomain, entity_name, entity_code?, table_code?}, all of them texts.',
      column = 'specs';
  end if;
end;
$$;

comment on function specql_registry.check_entity_specs(jsonb) is
  'SG112 where specs is no array of objects with the keys domain, subdomain, entity_name, entity_code and table_code.';
