-- 011224  specql_pattern.found_domain_pattern()
-- The internal key of a pattern, or which one was meant.

create or replace function specql_pattern.found_domain_pattern(
  pattern_name text,
  field        text default 'pattern_name'
)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  v_pk := specql_pattern.domain_pattern_pk(common.checked_name(pattern_name, field));
  if v_pk is null then
    raise exception using
      errcode = 'SG261',
      message = format('there is no pattern %s', quote_literal(pattern_name)),
      hint = coalesce('Did you mean ' || common.closest(pattern_name, array(
        -- A library may be large; the hint need not have seen all of it.
        select p.pattern_name from specql_pattern.tb_domain_pattern as p limit 2000
      )) || '?', 'app.patterns lists them, app.find_patterns() searches.'),
      column = field;
  end if;
  return v_pk;
end;
$$;

comment on function specql_pattern.found_domain_pattern(text, text) is
  'The internal key of a pattern, found by its name whatever its case, or SG261 with the one that was meant.';
