-- 0112FC  specql_pattern.pattern_result()
-- What a domain pattern gives for some parameters, without writing anything.

create or replace function specql_pattern.pattern_result(
  pattern bigint, parameters jsonb, out pattern_name text, out hash text, out effective jsonb, out result jsonb, out notes text[]
)
  language plpgsql
  stable
as $$
declare
  v_pattern record;
  v_schema  jsonb;
  v_unknown text;
begin
  select p.pattern_name, p.parameters, p.implementation, p.deprecated_at, p.deprecated_reason, r.pattern_name as replacement
  into v_pattern
  from specql_pattern.tb_domain_pattern as p
    left join specql_pattern.tb_domain_pattern as r on r.pk_domain_pattern = p.fk_replacement
  where p.pk_domain_pattern = pattern;
  pattern_name := v_pattern.pattern_name;
  hash := encode(sha256(convert_to(
    jsonb_build_array(v_pattern.parameters, v_pattern.implementation)::text, 'UTF8')), 'hex');
  v_schema := specql_pattern.json_types(specql_pattern.parameters_schema(v_pattern.parameters));
  effective := specql_pattern.effective_parameters(v_pattern.pattern_name, v_schema, pattern_result.parameters);
  -- Each placeholder can at most repeat all of the parameters.
  if (length(v_pattern.implementation::text) - length(replace(v_pattern.implementation::text, '{{', ''))) / 2
    * octet_length(effective::text)::bigint > 10000000
  then
    raise exception using
      errcode = 'SG173', message = 'the result could become too large',
      detail = 'The number of placeholders times the size of the parameters is above ten million bytes.',
      hint = 'Give smaller parameters.', column = 'parameters';
  end if;
  result := specql_pattern.filled(
    v_pattern.implementation, specql_pattern.all_values(coalesce(v_schema -> 'properties', '{}'), effective), '/implementation');

  notes := '{}';
  if v_pattern.deprecated_at is not null then
    notes := notes || (v_pattern.pattern_name || ' is deprecated' || coalesce(': ' || v_pattern.deprecated_reason, '')
      || coalesce('; use ' || v_pattern.replacement, ''));
  end if;
  select string_agg(k.name, ', ' order by k.name)
  into v_unknown
  from jsonb_object_keys(effective) as k (name)
  where not coalesce(v_schema -> 'properties', '{}') ? k.name;
  if v_unknown is not null then
    notes := notes || (v_pattern.pattern_name || ' has no parameter ' || left(v_unknown, 300) || '; kept, and not used');
  end if;
end;
$$;

comment on function specql_pattern.pattern_result(bigint, jsonb) is
  'The filled implementation, the parameters with defaults, the sha256 of what the pattern is, and what should be known. '
  'Whatever specql_pattern.effective_parameters() and specql_pattern.filled() refuse is refused.';
