-- 01113B  specql_registry.code_parts()
-- Takes a code of two to six digits apart and names its parts.

create or replace function specql_registry.code_parts(code text)
  returns table (
    full_code        text,
    status           text,
    layer            text,
    layer_name       text,
    domain_number    text,
    domain_name      text,
    subdomain_number text,
    subdomain_name   text,
    entity_digit     text,
    entity_name      text,
    file_digit       text,
    file_kind        text,
    file_name        text,
    path             text
  )
  language sql
  stable
as $$
  with part as (
    select
      left(code_parts.code, 2) as layer,
      nullif(substr(code_parts.code, 3, 1), '') as domain,
      nullif(substr(code_parts.code, 4, 1), '') as subdomain,
      nullif(substr(code_parts.code, 5, 1), '') as entity,
      nullif(substr(code_parts.code, 6, 1), '') as file
  ), named as (
    select
      p.*,
      coalesce(
        (select l.layer_name from specql_registry.tb_schema_layer as l where l.layer = p.layer),
        case p.layer when '00' then 'common' when '01' then 'write_side' when '02' then 'query_side' when '03' then 'functions' end
      ) as layer_name,
      d.domain_name,
      s.subdomain_name,
      e.entity_name,
      e.status as entity_status,
      case
        when f.kind is not null then f.kind
        when p.layer = '01' and p.file = '1' and e.table_code is not null then 'tb'
      end as file_kind,
      case
        when f.file_name is not null then f.file_name
        when p.layer = '01' and p.file = '1' then e.entity_name
      end as file_name
    from part as p
      left join specql_registry.tb_domain as d on d.domain_number = p.domain
      left join specql_registry.tb_subdomain as s on s.fk_domain = d.pk_domain and s.subdomain_number = p.subdomain
      left join specql_registry.tb_entity_registration as e
        on e.table_code = '01' || p.domain || p.subdomain || p.entity || '1'
      left join specql_registry.tb_entity_file as f on f.file_code = code_parts.code
  )
  select
    code_parts.code,
    case
      when specql_registry.code_is_reserved(code_parts.code) then 'reserved'
      when n.layer_name is null
        or (n.subdomain is not null and n.domain_name is null)
        or (n.entity is not null and n.subdomain_name is null)
        or (n.file is not null and n.entity_name is null and not (n.layer = '01' and n.file = '1')) then 'unregistered'
      when n.entity_status = 'retired' then 'retired'
      when coalesce(n.file_kind, case when n.file is null then coalesce(
        n.entity_name, case when n.entity is null then coalesce(
          n.subdomain_name, case when n.subdomain is null then coalesce(
            n.domain_name, case when n.domain is null then n.layer_name end) end) end) end) is not null then 'given'
      else 'free'
    end,
    n.layer,
    n.layer_name,
    n.domain,
    n.domain_name,
    n.subdomain,
    n.subdomain_name,
    n.entity,
    n.entity_name,
    n.file,
    n.file_kind,
    n.file_name,
    array_to_string(array[
      n.layer || '_' || common.snake_case(n.layer_name),
      n.layer || n.domain || '_' || common.snake_case(n.domain_name),
      n.layer || n.domain || n.subdomain || '_' || common.snake_case(n.subdomain_name),
      n.layer || n.domain || n.subdomain || n.entity || '_' || common.snake_case(n.entity_name),
      code_parts.code || '_' || n.file_kind || '_' || common.snake_case(n.file_name) || '.sql'
    ], '/')
  from named as n;
$$;

comment on function specql_registry.code_parts(text) is
  'The parts of a code, their names where they are registered, its status, and its path in a source tree (as far as '
  'its parts have names).';
