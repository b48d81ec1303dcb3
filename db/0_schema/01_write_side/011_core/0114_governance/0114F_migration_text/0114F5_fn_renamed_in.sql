-- 0114F5  specql_governance.renamed_in()
-- An expression after one of its columns was renamed.

create or replace function specql_governance.renamed_in(expression text, old_name text, new_name text)
  returns text
  language sql
  immutable
as $$
  -- Parts in turn: what stands outside of quotes, and what stands in them.
  select string_agg(
    case
      when p.quoted is null then ''
      when p.quoted = '"' || replace(old_name, '"', '""') || '"' then quote_ident(new_name)
      else p.quoted end, '' order by p.position, p.place)
  from (
    select m.position, q.place, case q.place
      when 1 then regexp_replace(
        m.part[1],
        '(?<![[:alnum:]_".:])' || regexp_replace(old_name, '([^[:alnum:]_])', '\\\1', 'g') || '(?![[:alnum:]_"(])',
        replace(quote_ident(new_name), '\', '\\'), 'g')
      else m.part[2] end as quoted
    from regexp_matches(expression, '([^''"]*)(''(?:[^'']|'''')*''|"(?:[^"]|"")*")?', 'g') with ordinality as m (part, position)
      cross join (values (1), (2)) as q (place)
  ) as p;
$$;

comment on function specql_governance.renamed_in(text, text, text) is
  'The expression with each mention of the column under its new name. What PostgreSQL makes of it is compared by the proof.';
