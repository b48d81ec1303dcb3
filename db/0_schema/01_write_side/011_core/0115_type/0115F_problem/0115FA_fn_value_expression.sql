-- 0115FA  specql_type.value_expression()
-- A compiled schema as a SQL expression, where it has that form.

create or replace function specql_type.value_expression(compiled jsonb, link jsonb, operand text, depth integer)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_node  constant jsonb := case jsonb_typeof(link) when 'number' then compiled -> link::integer else link end;
  v_kind  constant text := format('jsonb_typeof(%s)', operand);
  v_all   text[] := '{}';
  v_part  jsonb;
  v_only  text;
  v_joint boolean;
  v_one   text;
begin
  if v_node = 'true' or v_node = '{}' then
    return 'true';
  elsif v_node = 'false' then
    return 'false';
  elsif depth <= 0 or v_node ? 'u' then
    return null;
  elsif v_node -> 's' ? 'f' then
    -- A format has no short form; a schema that needs no other can be asked alone.
    return case when not v_node ?| '{o,a,l}' then format('app.is_valid_json(%L::jsonb, %s)', jsonb_build_array(compiled -> 0, v_node), operand) end;
  end if;

  v_part := v_node -> 't';
  v_only := case when jsonb_array_length(v_part) = 1 then v_part ->> 0 else '' end;
  -- Where one type is allowed and something is asked of its values, both are asked at once.
  v_joint := v_node ? coalesce('{"string": "s", "number": "n", "object": "o", "array": "a"}'::jsonb ->> v_only, '');
  if v_part is not null and not v_joint then
    v_one := (select string_agg(quote_literal(t), ', ') from jsonb_array_elements_text(v_part) as t where t <> 'integer');
    v_all := v_all || ('(' || concat_ws(' or ',
      v_kind || ' in (' || v_one || ')',
      case when v_part ? 'integer' then format(
        'case when %s = ''number'' then trunc(%s::numeric) = %s::numeric else false end', v_kind, operand, operand) end
    ) || ')');
  end if;
  if v_node ? 'e' then
    v_one := (select string_agg(format('%L::jsonb', e.item), ', ') from jsonb_array_elements(v_node -> 'e') as e (item));
    v_all := v_all || coalesce(operand || ' in (' || v_one || ')', 'false');
  end if;
  -- Put together with ||, so that a part without such a form makes null of the whole.
  if v_node ? 's' then
    v_one := specql_type.string_expression(v_node -> 's', format('(%s #>> ''{}'')', operand));
    v_all := v_all || (format('case when %s = ''string'' then ', v_kind) || v_one || case v_only when 'string' then ' else false end' else ' else true end' end);
  end if;
  if v_node ? 'n' then
    v_one := specql_type.number_expression(v_node -> 'n', operand || '::numeric');
    v_all := v_all || (format('case when %s = ''number'' then ', v_kind) || v_one || case v_only when 'number' then ' else false end' else ' else true end' end);
  end if;
  if v_node ? 'o' then
    v_one := specql_type.object_expression(compiled, v_node -> 'o', operand, depth - 1);
    v_all := v_all || (format('case when %s = ''object'' then ', v_kind) || v_one || case v_only when 'object' then ' else false end' else ' else true end' end);
  end if;
  if v_node ? 'a' then
    v_one := specql_type.array_expression(v_node -> 'a', operand);
    v_all := v_all || (format('case when %s = ''array'' then ', v_kind) || v_one || case v_only when 'array' then ' else false end' else ' else true end' end);
  end if;
  if v_node ? 'l' then
    v_all := v_all || specql_type.logic_expression(compiled, v_node -> 'l', operand, depth - 1);
  end if;
  -- One part that has no such form spoils all.
  if array_position(v_all, null) is not null then
    return null;
  end if;
  return case cardinality(v_all) when 0 then 'true' else '(' || array_to_string(v_all, ' and ') || ')' end;
end;
$$;

comment on function specql_type.value_expression(jsonb, jsonb, text, integer) is
  'A SQL expression over the operand that is true where the schema allows its value, or null where there is none of reasonable size. '
  'Never null for an operand that is not.';
