-- 011583  specql_type.schema_facts()
-- What is known of every value that is valid by all of some schemas.

create or replace function specql_type.schema_facts(
  nodes jsonb, out types text[], out "values" jsonb, out lowest numeric, out above boolean, out highest numeric,
  out below boolean, out multiples numeric[], out min_length numeric, out max_length numeric, out min_items numeric,
  out max_items numeric, out min_properties numeric, out max_properties numeric, out is_unique boolean,
  out patterns text[], out formats text[], out required text[]
)
  language plpgsql
  immutable
as $$
declare
  s        jsonb;
  v_listed jsonb;
begin
  types := '{"null",boolean,integer,fraction,string,array,object}';
  multiples := '{}';
  patterns := '{}';
  formats := '{}';
  required := '{}';
  for s in select n.node -> 's' from jsonb_array_elements(nodes) as n (node) loop
    if s = 'false' then
      types := '{}';
    end if;
    continue when jsonb_typeof(s) <> 'object';
    if s ? 'type' then
      types := array(select unnest(types) intersect select unnest(specql_type.type_set(s -> 'type')));
    end if;
    if s ? '$types' then
      types := array(select unnest(types) intersect select jsonb_array_elements_text(s -> '$types'));
    end if;
    v_listed := case when s ? '$literal' then jsonb_build_array(s -> '$literal')
      when s ? 'const' then jsonb_build_array(s -> 'const') else s -> 'enum' end;
    if v_listed is not null then
      "values" := case when "values" is null then v_listed else (
        select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements("values") as a
        where exists (select from jsonb_array_elements(v_listed) as b where a = b)
      ) end;
    end if;
    if (s ->> 'minimum')::numeric > lowest or (lowest is null and s ? 'minimum') then
      lowest := (s ->> 'minimum')::numeric;
      above := false;
    end if;
    if (s ->> 'exclusiveMinimum')::numeric >= lowest or (lowest is null and s ? 'exclusiveMinimum') then
      lowest := (s ->> 'exclusiveMinimum')::numeric;
      above := true;
    end if;
    if (s ->> 'maximum')::numeric < highest or (highest is null and s ? 'maximum') then
      highest := (s ->> 'maximum')::numeric;
      below := false;
    end if;
    if (s ->> 'exclusiveMaximum')::numeric <= highest or (highest is null and s ? 'exclusiveMaximum') then
      highest := (s ->> 'exclusiveMaximum')::numeric;
      below := true;
    end if;
    multiples := multiples || (s ->> 'multipleOf')::numeric;
    min_length := greatest(min_length, (s ->> 'minLength')::numeric);
    max_length := least(max_length, (s ->> 'maxLength')::numeric);
    min_items := greatest(min_items, (s ->> 'minItems')::numeric);
    max_items := least(max_items, (s ->> 'maxItems')::numeric);
    min_properties := greatest(min_properties, (s ->> 'minProperties')::numeric);
    max_properties := least(max_properties, (s ->> 'maxProperties')::numeric);
    is_unique := coalesce(is_unique, false) or coalesce((s ->> 'uniqueItems')::boolean, false);
    patterns := patterns || (s ->> 'pattern');
    formats := formats || (s ->> 'format');
    if s ? 'required' then
      required := required || array(select jsonb_array_elements_text(s -> 'required'));
    end if;
  end loop;
  multiples := array_remove(multiples, null);
  types := specql_type.possible_types(types, multiples, lowest, highest, min_length > max_length, min_items > max_items);
  -- A type with few values is a list of them.
  if "values" is null and cardinality(types) > 0 and types <@ '{"null",boolean}' then
    "values" := '[null, true, false]';
  elsif "values" is null and types = '{integer}' and highest - lowest <= 100 then
    "values" := (select coalesce(jsonb_agg(v), '[]') from generate_series(ceil(lowest), floor(highest)) as v);
  end if;
  if "values" is not null then
    "values" := (
      select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements("values") as a
      where specql_type.type_of_value(a) = any (types)
    );
    types := array(select distinct specql_type.type_of_value(a) from jsonb_array_elements("values") as a);
  end if;
end;
$$;

comment on function specql_type.schema_facts(jsonb) is
  'Types (number is integer and fraction; none: there is no valid value), listed values, bounds, lengths, patterns and so on, over all '
  'the nodes. What it does not read only narrows further.';
