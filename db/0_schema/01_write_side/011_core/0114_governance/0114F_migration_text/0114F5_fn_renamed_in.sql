-- 0114F5  specql_governance.renamed_in()
-- An expression after one of its columns was renamed.

create or replace function specql_governance.renamed_in(expression text, old_name text, new_name text)
  returns text
  language sql
  immutable
as $$
  -- Strings stay as they are: they stand at the even places.
  select string_agg(
    case when p.position % 2 = 0 then p.part else
      replace(
        regexp_replace(
          p.part,
          '(?<![[:alnum:]_".:])' || regexp_replace(old_name, '([^[:alnum:]_])', '\\\1', 'g') || '(?![[:alnum:]_"(])',
          replace(quote_ident(new_name), '\', '\\'), 'g'
        ),
        '"' || replace(old_name, '"', '""') || '"', quote_ident(new_name)
      )
    end, '' order by p.position)
  from (
    select row_number() over () as position, s.part
    from (
      select unnest(array[m[1], m[2]]) as part
      from regexp_matches(expression, '([^'']*)(''(?:[^'']|'''')*'')?', 'g') as m
    ) as s
  ) as p;
$$;

comment on function specql_governance.renamed_in(text, text, text) is
  'The expression with each mention of the column under its new name. What PostgreSQL makes of it is compared by the proof.';
