-- 011214  specql_pattern.found_pattern_category()
-- The internal key of a category, or who was meant.

create or replace function specql_pattern.found_pattern_category(category_name text, field text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  v_pk := specql_pattern.pattern_category_pk(common.checked_name(category_name, field));
  if v_pk is null then
    raise exception using
      errcode = 'SG262',
      message = format('there is no pattern category %s', quote_literal(category_name)),
      hint = coalesce('Did you mean ' || common.closest(category_name, array(
        select c.category_name from specql_pattern.tb_pattern_category as c
      )) || '?', 'app.pattern_categories lists them.'),
      column = field;
  end if;
  return v_pk;
end;
$$;

comment on function specql_pattern.found_pattern_category(text, text) is
  'The internal key of a category, found by its name whatever its case, or SG262 with the one that was meant.';
