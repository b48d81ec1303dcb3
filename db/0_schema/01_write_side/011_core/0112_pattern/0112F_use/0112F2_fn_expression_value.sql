-- 0112F2  specql_pattern.expression_value()
-- The value of what stands between {{ and }}. A small language that is read, and nothing that is run.

create or replace function specql_pattern.expression_value(expression text, vals jsonb, place text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_rest   text := expression;
  v_token  record;
  v_value  jsonb;
  v_result jsonb;
  v_filter text;
  v_args   jsonb;
begin
  loop
    -- One operand: a literal, or a parameter with the way into it.
    select t.* into v_token from specql_pattern.next_token(v_rest) as t;
    v_rest := v_token.rest;
    case
    when v_token.kind = 'text' then
      v_value := to_jsonb(v_token.token);
    when v_token.kind = 'number' then
      v_value := to_jsonb(v_token.token::numeric);
    when v_token.kind = 'name' and lower(v_token.token) in ('true', 'false', 'none', 'null') then
      v_value := case lower(v_token.token) when 'true' then 'true' when 'false' then 'false' else 'null' end::jsonb;
    when v_token.kind = 'name' then
      if not vals ? v_token.token then
        raise exception using
          errcode = 'SG172',
          message = format('the pattern has no parameter %s', quote_literal(left(v_token.token, 63))),
          detail = format('It stands at %s.', place),
          hint = coalesce('Did you mean ' || common.closest(v_token.token, array(
            -- A key of a megabyte is nobody's misspelling, and would take minutes to compare.
            select k.name from jsonb_object_keys(vals) as k (name) where length(k.name) <= 63 limit 500
          )) || '?',
            'Add it to the parameters of the pattern.'),
          column = left(v_token.token, 63);
      end if;
      v_value := vals -> v_token.token;
      while v_rest ~ '^[.[]' loop
        if v_rest ~ '^\.[A-Za-z_]' then
          v_value := v_value -> substring(v_rest from '^\.([A-Za-z0-9_]+)');
          v_rest := regexp_replace(v_rest, '^\.[A-Za-z0-9_]+', '');
        elsif v_rest ~ '^\[\s*-?[0-9]{1,9}\s*\]' then
          v_value := v_value -> substring(v_rest from '^\[\s*(-?[0-9]+)')::integer;
          v_rest := regexp_replace(v_rest, '^\[\s*-?[0-9]+\s*\]', '');
        elsif v_rest ~ '^\[\s*(''[^'']*''|"[^"]*")\s*\]' then
          v_value := v_value -> substring(v_rest from '^\[\s*[''"]([^''"]*)');
          v_rest := regexp_replace(v_rest, '^\[\s*(''[^'']*''|"[^"]*")\s*\]', '');
        else
          perform specql_pattern.refuse_placeholder(expression, place);
        end if;
        v_value := coalesce(v_value, 'null');
      end loop;
    else
      perform specql_pattern.refuse_placeholder(expression, place);
    end case;
    v_result := case when specql_pattern.is_truth(v_result) then v_result else v_value end;

    select t.* into v_token from specql_pattern.next_token(v_rest) as t;
    exit when not (v_token.kind = 'name' and v_token.token = 'or');
    v_rest := v_token.rest;
  end loop;

  -- Filters, one after the other.
  while v_token.kind = 'sign' and v_token.token = '|' loop
    select t.* into v_token from specql_pattern.next_token(v_token.rest) as t;
    if v_token.kind <> 'name' then
      perform specql_pattern.refuse_placeholder(expression, place);
    end if;
    v_filter := v_token.token;
    v_args := '[]';
    select t.* into v_token from specql_pattern.next_token(v_token.rest) as t;
    if v_token.kind = 'sign' and v_token.token = '(' then
      loop
        select t.* into v_token from specql_pattern.next_token(v_token.rest) as t;
        exit when v_token.kind = 'sign' and v_token.token = ')';
        if v_token.kind in ('text', 'number') then
          v_args := v_args || case v_token.kind when 'text' then to_jsonb(v_token.token) else to_jsonb(v_token.token::numeric) end;
        elsif v_token.kind <> 'sign' or v_token.token <> ',' then
          perform specql_pattern.refuse_placeholder(expression, place);
        end if;
      end loop;
      select t.* into v_token from specql_pattern.next_token(v_token.rest) as t;
    end if;
    v_result := specql_pattern.filtered_value(v_result, v_filter, v_args, expression, place);
  end loop;
  if v_token.kind <> 'end' then
    perform specql_pattern.refuse_placeholder(expression, place);
  end if;
  return coalesce(v_result, 'null');
end;
$$;

comment on function specql_pattern.expression_value(text, jsonb, text) is
  'name, name.key, name[0], literals, a or b, and filters after |: join, tojson, map(''tojson''), replace, default, upper, '
  'lower, trim, length, first, last. vals holds every parameter there is, null for one without a value. SG171: something '
  'else. SG172: no such parameter.';
