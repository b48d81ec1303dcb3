-- 0111E3  specql_registry.layout_strangers()
-- Where a source tree and the registry disagree.

create or replace function specql_registry.layout_strangers(paths text[])
  returns table (path text, code text, rule text, message text, hint text)
  language sql
  stable
as $$
  with part as (
    select distinct on (p.full_path) p.full_path, p.code, p.part_name
    from specql_registry.layout_parts(paths) as p
    where not p.is_file and p.code ~ '^0[0-9A-F][1-9A-F]{0,3}$'
    order by p.full_path
  ), held as (
    select
      p.*,
      case length(p.code) when 2 then 'layer' when 3 then 'domain' when 4 then 'subdomain' else 'entity' end as what,
      case length(p.code)
        when 2 then array(
          select l.layer_name from specql_registry.tb_schema_layer as l where l.layer = p.code
          union all
          select 'foundation' where p.code = '00'
        )
        when 3 then array(
          select n.name
          from specql_registry.tb_domain as d
            join specql_registry.tb_domain_name as n on n.fk_domain = d.pk_domain
          where d.domain_number = substr(p.code, 3, 1) and n.kind <> 'number'
          order by n.kind desc
        )
        when 4 then array(
          select s.subdomain_name
          from specql_registry.tb_subdomain as s
          where s.domain_number = substr(p.code, 3, 1) and s.subdomain_number = substr(p.code, 4, 1)
        )
        else array(
          select e.entity_name
          from specql_registry.tb_entity_registration as e
          where e.table_code = '01' || substr(p.code, 3) || '1'
        )
      end as names
    from part as p
  )
  select h.full_path, h.code,
    case when h.names = '{}' then 'unregistered' else 'other_name' end,
    case
      when h.names = '{}' then format('%s %s is not registered', h.what, substr(h.code, case h.what when 'layer' then 1 else 3 end))
      else format('%s %s is called %s in the registry', h.what, h.code, h.names[1])
    end,
    case
      when h.names = '{}' then format('Register it as %s, or give the folder the code of its %s.', h.part_name, h.what)
      else format('Rename the folder to %s_%s.', h.code, common.snake_case(h.names[1]))
    end
  from held as h
  where not (h.what = 'layer' and h.names in ('{}', '{foundation}'))
    and not exists (
      select from unnest(h.names) as n (name) where common.snake_case(n.name) = common.snake_case(h.part_name)
    );
$$;

comment on function specql_registry.layout_strangers(text[]) is
  'Folders that are not registered, or under another name: unregistered, other_name. Layers are compared where the registry '
  'names them.';
