-- 0115FD  specql_type.object_expression()
-- The part of value_expression() for objects.

create or replace function specql_type.object_expression(compiled jsonb, part jsonb, operand text, depth integer)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_all  text[] := '{}';
  v_name text;
  v_one  text;
  v_size integer := 0;
begin
  if part ?| '{min,max,dr,pp,names,ds}' or part ? 'ap' and part -> 'ap' not in ('true', 'false') then
    return null;
  end if;
  if part ? 'req' then
    v_all := v_all || format('%s ?& %L::text[]', operand, array(select jsonb_array_elements_text(part -> 'req')));
  end if;
  for v_name in select n from jsonb_array_elements_text(coalesce(part -> 'pn', '[]')) as n loop
    v_one := specql_type.value_expression(compiled, part -> 'p' -> v_name, format('(%s -> %L)', operand, v_name), depth);
    v_size := v_size + length(v_one);
    -- Stopping at once keeps schemas that grow without bounds from being written out.
    if v_one is null or v_size > 20000 then
      return null;
    end if;
    if v_one <> 'true' then
      -- A required one is known to be there.
      v_all := v_all || case when part -> 'req' ? v_name then v_one else format('(not %s ? %L or %s)', operand, v_name, v_one) end;
    end if;
  end loop;
  if part -> 'ap' = 'false' then
    v_all := v_all || format('%s - %L::text[] = ''{}''', operand, array(select jsonb_array_elements_text(coalesce(part -> 'pn', '[]'))));
  end if;
  return coalesce('(' || nullif(array_to_string(v_all, ' and '), '') || ')', 'true');
end;
$$;

comment on function specql_type.object_expression(jsonb, jsonb, text, integer) is
  'A SQL expression over an object, or null where there is none of reasonable size.';
