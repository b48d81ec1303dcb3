-- 0115F4  specql_type.assertion_problems()
-- Problems with a value's type, with the allowed values, and of strings and numbers.

create or replace function specql_type.assertion_problems(
  node          jsonb,
  value         jsonb,
  kind          text,
  instance_path text,
  schema_path   text
)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_problems jsonb := '[]';
  v_part     jsonb := node -> 't';
  v_text     text;
begin
  if v_part is not null and not v_part ? kind
    and (kind <> 'number' or not v_part ? 'integer' or trunc(value::numeric) <> value::numeric) then
    v_problems := specql_type.problem(instance_path, schema_path || '/type', 'type', format('must be %s, not %s',
      (select string_agg(t, ' or ') from jsonb_array_elements_text(v_part) as t), kind));
  end if;
  v_part := node -> 'e';
  if v_part is not null and not exists (select from jsonb_array_elements(v_part) as e (item) where e.item = value) then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/' || (node ->> 'ek'), node ->> 'ek',
      format(case node ->> 'ek' when 'const' then 'must be %s' else 'must be one of %s' end,
        coalesce(nullif(left((select string_agg(e.item::text, ', ') from jsonb_array_elements(v_part) as e (item)), 200), ''), 'nothing')));
  end if;
  if kind = 'string' and node ? 's' then
    v_part := node -> 's';
    v_text := value #>> '{}';
    if length(v_text) < (v_part -> 'min')::integer then
      v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/minLength', 'minLength',
        format('must have at least %s characters, not %s', v_part -> 'min', length(v_text)));
    end if;
    if length(v_text) > (v_part -> 'max')::integer then
      v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/maxLength', 'maxLength',
        format('must have at most %s characters, not %s', v_part -> 'max', length(v_text)));
    end if;
    if v_part ? 're' and v_text !~ (v_part ->> 're') collate "und-x-icu" then
      v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/pattern', 'pattern',
        format('must match %s', left(v_part ->> 'pattern', 200)));
    end if;
    if v_part ? 'f' and not specql_type.is_format(v_part ->> 'f', v_text) then
      v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/format', 'format',
        format('must have the format %s', v_part ->> 'f'));
    end if;
  elsif kind = 'number' and node ? 'n' then
    v_problems := v_problems || specql_type.number_problems(node -> 'n', value::numeric, instance_path, schema_path);
  end if;
  return v_problems;
end;
$$;

comment on function specql_type.assertion_problems(jsonb, jsonb, text, text, text) is
  'The problems that type, enum, const and the keywords of strings and numbers have with a value.';
