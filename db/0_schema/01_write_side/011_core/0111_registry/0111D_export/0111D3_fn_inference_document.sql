-- 0111D3  specql_registry.inference_document()
-- The inference rules, as the legacy file writes them.

create or replace function specql_registry.inference_document()
  returns jsonb
  language sql
  stable
as $$
  with rule (domain_name, subdomain_name, first, entry) as (
    select r.domain_name, r.subdomain_name, min(r.position),
      coalesce((
        select s.content
        from specql_registry.tb_registry_section as s
        where s.section_name = 'subdomain_inference.' || r.domain_name || '.' || r.subdomain_name
          and jsonb_typeof(s.content) = 'object'
      ), '{}') || jsonb_build_object('patterns', jsonb_agg(r.pattern order by r.position))
    from specql_registry.tb_inference_rule as r
    group by r.domain_name, r.subdomain_name
    union all
    select split_part(s.section_name, '.', 2), substr(s.section_name, length('subdomain_inference.')
      + length(split_part(s.section_name, '.', 2)) + 2), 100000 + s.position,
      s.content || '{"patterns": []}'
    from specql_registry.tb_registry_section as s
    where s.section_name like 'subdomain\_inference.%'
      and jsonb_typeof(s.content) = 'object'
      and not exists (
        select from specql_registry.tb_inference_rule as r
        where s.section_name = 'subdomain_inference.' || r.domain_name || '.' || r.subdomain_name
      )
  ), domain as (
    select r.domain_name, min(r.first) as first,
      jsonb_agg(r.entry || jsonb_build_object('$key', r.subdomain_name) order by r.first) as rules
    from rule as r
    group by r.domain_name
  )
  select jsonb_build_object('subdomain_inference', jsonb_agg(
    jsonb_build_object('$key', d.domain_name, '$value', d.rules) order by d.first
  ))
  from domain as d
  having count(*) > 0;
$$;

comment on function specql_registry.inference_document() is
  '{subdomain_inference: […]} in the order in which the rules are tried, or null where there are none.';
