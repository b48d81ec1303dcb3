-- 0115E6  specql_type.check_object()
-- The part of check_value() for objects.

create or replace function specql_type.check_object(
  compiled jsonb,
  part     jsonb,
  value    jsonb,
  steps    integer,
  depth    integer
)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_left     integer := steps;
  v_links    constant jsonb := part -> 'p';
  v_list     jsonb;
  v_item     jsonb;
  v_name     text;
  v_seen     integer := 0;
  v_count    integer;
  v_pattern  jsonb;
  v_matched  boolean;
begin
  if part ? 'req' then
    v_list := part -> 'req';
    v_left := greatest(v_left - jsonb_array_length(v_list) / 20, 0);
    for v_i in 0 .. jsonb_array_length(v_list) - 1 loop
      if not value ? (v_list ->> v_i) then
        return ~v_left;
      end if;
    end loop;
  end if;
  if v_links is not null then
    v_list := part -> 'pn';
    v_left := greatest(v_left - jsonb_array_length(v_list) / 10, 0);
    for v_i in 0 .. jsonb_array_length(v_list) - 1 loop
      v_name := v_list ->> v_i;
      v_item := value -> v_name;
      if v_item is not null then
        v_seen := v_seen + 1;
        v_left := specql_type.check_value(compiled, v_links -> v_name, v_item, v_left, depth);
        if v_left < 0 then
          return v_left;
        end if;
      end if;
    end loop;
  end if;

  if part ?| '{min,max,ap}' then
    v_count := (select count(*) from jsonb_object_keys(value));
    if v_count < (part -> 'min')::integer or v_count > (part -> 'max')::integer then
      return ~v_left;
    end if;
  end if;
  if part ?| '{pp,names}' or part ? 'ap' and v_count > v_seen then
    for v_name in select k from jsonb_object_keys(value) as k loop
      v_matched := coalesce(v_links ? v_name, false);
      if part ? 'pp' then
        v_list := part -> 'pp';
        for v_i in 0 .. jsonb_array_length(v_list) - 1 loop
          v_pattern := v_list -> v_i;
          v_left := v_left - 1 - specql_type.match_steps(length(v_name), v_pattern -> 0);
          if v_left < 0 then
            return specql_type.refuse_work('steps');
          end if;
          if v_name ~ (v_pattern -> 0 ->> 're') collate "und-x-icu" then
            v_matched := true;
            v_left := specql_type.check_value(compiled, v_pattern -> 1, value -> v_name, v_left, depth);
            if v_left < 0 then
              return v_left;
            end if;
          end if;
        end loop;
      end if;
      if not v_matched and part ? 'ap' then
        v_left := specql_type.check_value(compiled, part -> 'ap', value -> v_name, v_left, depth);
        if v_left < 0 then
          return v_left;
        end if;
      end if;
      if part ? 'names' then
        v_left := specql_type.check_value(compiled, part -> 'names', to_jsonb(v_name), v_left, depth);
        if v_left < 0 then
          return v_left;
        end if;
      end if;
    end loop;
  end if;

  if part ?| '{dr,ds}' then
    v_left := specql_type.check_dependents(compiled, part, value, v_left, depth);
  end if;
  return v_left;
end;
$$;

comment on function specql_type.check_object(jsonb, jsonb, jsonb, integer, integer) is
  'As check_value(), for an object and what a compiled schema asks of objects.';
