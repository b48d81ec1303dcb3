-- 0111D2  specql_registry.subdomain_document()
-- A subdomain with its entities, as the legacy file writes it.

create or replace function specql_registry.subdomain_document(subdomain bigint)
  returns jsonb
  language sql
  stable
as $$
  select
    coalesce(s.legacy -> 'entry', '{}')
    || jsonb_build_object('$key', coalesce(s.legacy ->> 'key', s.subdomain_number), 'name', s.subdomain_name)
    || case when s.description is null and not coalesce(s.legacy -> 'entry' ? 'description', false) then '{}'
      else jsonb_build_object('description', s.description) end
    || jsonb_build_object(
      'next_entity_sequence', c.next_entity_sequence::text,
      'entities', (
        select coalesce(jsonb_agg(
          coalesce(e.legacy -> 'entry', '{}')
          || jsonb_build_object('$key', e.entity_name, 'table_code', e.table_code)
          || case when e.entity_code is null then '{}' else jsonb_build_object('entity_code', e.entity_code) end
          -- The raw text says the same moment in the file's own way.
          || case
            when e.legacy -> 'entry' ? 'assigned_at' or e.assigned_at is null then '{}'
            else jsonb_build_object(
              'assigned_at', to_char(e.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
          end
          || case e.status when 'retired' then '{"status": "retired"}'::jsonb else '{}' end
          order by e.entity_sequence
        ), '[]')
        from specql_registry.tb_entity_registration as e
        where e.fk_subdomain = s.pk_subdomain
      )
    )
    || case when r.rows = '[]' and not coalesce(s.legacy -> 'entry' ? 'next_read_entity', false) then '{}'
      else jsonb_build_object('read_entities', r.rows) end
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
    cross join lateral (
      select coalesce(jsonb_agg(
        coalesce(t.legacy -> 'entry', '{}') || jsonb_build_object('$key', t.read_entity_name)
        || case when f.rows = '[]' then '{}' else jsonb_build_object('files', f.rows) end
        order by t.position
      ), '[]') as rows
      from specql_registry.tb_read_entity as t
        cross join lateral (
          select coalesce(jsonb_agg(x.legacy order by p.position), '[]') as rows
          from specql_registry.tb_read_entity_file as x
            cross join lateral unnest(x.positions) as p (position)
          where x.fk_read_entity = t.pk_read_entity
        ) as f
      where t.fk_subdomain = s.pk_subdomain
    ) as r
  where s.pk_subdomain = subdomain;
$$;

comment on function specql_registry.subdomain_document(bigint) is
  'The subdomain as app.export_registry() shows it. next_entity_sequence is the derived counter; a repeated file row is '
  'written as often as the legacy file had it.';
