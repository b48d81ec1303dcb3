-- 031223  app.deprecate_pattern()
-- Says that a pattern should not be used any more, why, and what instead.

create or replace function app.deprecate_pattern(
  pattern_name text,
  reason       text,
  replacement  text default null
)
  returns app.patterns
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk          constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_replacement bigint;
  v_pattern     app.patterns;
begin
  if btrim(coalesce(reason, '')) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'reason is missing',
      hint = 'Say why the pattern should not be used any more.',
      column = 'reason';
  end if;
  perform common.checked_text(reason, 'reason');
  if replacement is not null then
    v_replacement := specql_pattern.found_domain_pattern(replacement, 'replacement');
  end if;

  -- One after the other, in one order: two patterns must not become each other's replacement at the same time.
  perform from specql_pattern.tb_domain_pattern as p
  where p.pk_domain_pattern in (v_pk, v_replacement)
  order by p.pk_domain_pattern
  for update;
  if v_replacement = v_pk then
    raise exception using
      errcode = 'SG164',
      message = 'a pattern cannot replace itself',
      hint = 'Name another pattern, or none.',
      column = 'replacement';
  end if;
  select v.* into v_pattern
  from app.patterns as v
  where v.id = specql_pattern.domain_pattern_id(v_replacement) and v.deprecated;
  if found then
    raise exception using
      errcode = 'SG164',
      message = format('the replacement %s is deprecated itself', quote_literal(v_pattern.pattern_name)),
      detail = left(v_pattern.deprecated_reason, 1000),
      hint = coalesce(
        'Name its own replacement, ' || quote_literal(nullif(v_pattern.replacement_name, pattern_name)) || ', or none.',
        'Name another pattern, or none.'
      ),
      column = 'replacement';
  end if;

  update specql_pattern.tb_domain_pattern as p
  set deprecated_at = coalesce(p.deprecated_at, clock_timestamp()),
    deprecated_reason = deprecate_pattern.reason,
    fk_replacement = v_replacement
  where p.pk_domain_pattern = v_pk;

  select v.* into v_pattern from app.patterns as v where v.id = specql_pattern.domain_pattern_id(v_pk);
  return v_pattern;
end;
$$;

comment on function app.deprecate_pattern(text, text, text) is
  'Deprecates a pattern, or corrects reason and replacement. Searches leave it out unless asked for. SG102, SG103: '
  'the reason. SG164: the replacement is the pattern itself, or deprecated too. SG261: no such pattern.';

grant execute on function app.deprecate_pattern(text, text, text) to specql_author;
