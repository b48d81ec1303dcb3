-- 011261  specql_pattern.filter_condition()
-- The filters of a search as SQL: only those that were asked for, so that each has its plan.

create or replace function specql_pattern.filter_condition(
  category           text,
  with_tags          text[],
  include_deprecated boolean
)
  returns text
  language plpgsql
  stable
as $$
declare
  v_tags constant text[] := specql_pattern.tag_keys(specql_pattern.checked_tags(with_tags, 'with_tags'));
begin
  return concat_ws(' and ',
    'true',
    case when not coalesce(include_deprecated, false) then 'p.deprecated_at is null' end,
    case when category is not null
      then format('p.fk_pattern_category = %s', specql_pattern.found_pattern_category(category, 'category'))
    end,
    case when cardinality(v_tags) > 0 then format('p.tag_keys @> %L::text[]', v_tags) end
  );
end;
$$;

comment on function specql_pattern.filter_condition(text, text[], boolean) is
  'A condition on specql_pattern.tb_domain_pattern as p, made of keys and quoted literals. SG102, SG103, SG105: a '
  'tag. SG262: no such category.';
