-- 0115E5  specql_type.check_value()
-- Whether a value is valid, as fast as can be.

create or replace function specql_type.check_value(
  compiled jsonb,
  link     jsonb,
  value    jsonb,
  steps    integer,
  depth    integer
)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_node constant jsonb := case jsonb_typeof(link) when 'number' then compiled -> link::integer else link end;
  v_kind constant text := jsonb_typeof(value);
  -- Large values are copied and compared on the way.
  v_left integer := steps - 1 - pg_column_size(value) / 10000;
  v_part jsonb;
  v_text text;
  v_number numeric;
begin
  if v_left < 0 or depth < 0 then
    return specql_type.refuse_work(case when v_left < 0 then 'steps' else 'depth' end);
  end if;
  v_part := v_node -> 't';
  if v_part is null then
    -- A schema can be true or false only.
    if v_node = 'true' then
      return v_left;
    elsif v_node = 'false' then
      return ~v_left;
    end if;
  elsif not v_part ? v_kind then
    if v_kind <> 'number' or not v_part ? 'integer' or trunc(value::numeric) <> value::numeric then
      return ~v_left;
    end if;
  end if;
  if v_node ? 'u' then
    return specql_type.check_unevaluated(compiled, v_node, value, v_left, depth);
  end if;

  if v_node ? 'e' then
    v_part := v_node -> 'e';
    v_left := greatest(v_left - jsonb_array_length(v_part) / 20, 0);
    if v_kind in ('object', 'array') then
      v_left := greatest(v_left - pg_column_size(value) / 1000, 0);
      if not exists (select from jsonb_array_elements(v_part) as e (item) where e.item = value) then
        return ~v_left;
      end if;
    elsif not v_part @> value then
      return ~v_left;
    end if;
  end if;

  if v_kind = 'string' then
    v_part := v_node -> 's';
    if v_part is not null then
      v_text := value #>> '{}';
      if length(v_text) < (v_part -> 'min')::integer or length(v_text) > (v_part -> 'max')::integer then
        return ~v_left;
      end if;
      if v_part ? 're' then
        if length(v_text) > 40 or v_part -> 'size' > '60' then
          v_left := v_left - specql_type.match_steps(length(v_text), v_part);
          if v_left < 0 then
            return specql_type.refuse_work('steps');
          end if;
        end if;
        if v_text !~ (v_part ->> 're') collate "und-x-icu" then
          return ~v_left;
        end if;
      end if;
      if v_part ? 'f' and not specql_type.is_format(v_part ->> 'f', v_text) then
        return ~v_left;
      end if;
    end if;
  elsif v_kind = 'number' then
    v_part := v_node -> 'n';
    if v_part is not null then
      v_number := value::numeric;
      if v_number < (v_part -> 'min')::numeric or v_number > (v_part -> 'max')::numeric
        or v_number <= (v_part -> 'above')::numeric or v_number >= (v_part -> 'below')::numeric
        or v_part ? 'of' and not specql_type.is_multiple(v_number, (v_part -> 'of')::numeric) then
        return ~v_left;
      end if;
    end if;
  elsif v_kind = 'object' then
    if v_node ? 'o' then
      v_left := specql_type.check_object(compiled, v_node -> 'o', value, v_left, depth - 1);
      if v_left < 0 then
        return v_left;
      end if;
    end if;
  elsif v_kind = 'array' then
    if v_node ? 'a' then
      v_left := specql_type.check_array(compiled, v_node -> 'a', value, v_left, depth - 1);
      if v_left < 0 then
        return v_left;
      end if;
    end if;
  end if;

  if v_node ? 'l' then
    return specql_type.check_logic(compiled, v_node -> 'l', value, v_left, depth - 1);
  end if;
  return v_left;
end;
$$;

comment on function specql_type.check_value(jsonb, jsonb, jsonb, integer, integer) is
  'Holds a value against a compiled schema. The answer is how many steps are left: where the value is invalid, that number''s '
  'complement, which is negative. SG144: too many steps, or too deep.';
