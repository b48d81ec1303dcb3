-- 0311D1  app.export_registry()
-- The whole registry in the legacy format.

create or replace function app.export_registry()
  returns jsonb
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select
    (
      select coalesce(jsonb_object_agg(s.section_name, s.content), '{}')
      from specql_registry.tb_registry_section as s
      where s.section_name not like 'subdomain\_inference.%'
    )
    || jsonb_strip_nulls(jsonb_build_object(
      'schema_layers', (
        select jsonb_agg(jsonb_build_object('$key', coalesce(l.legacy ->> 'key', l.layer), '$value', l.layer_name)
          order by l.position, l.layer)
        from specql_registry.tb_schema_layer as l
      ),
      'reserved_codes', (
        select jsonb_agg(coalesce(r.legacy ->> 'entry', r.code) order by r.position, r.code)
        from specql_registry.tb_reserved_code as r
      )
    ))
    || jsonb_build_object('domains', (
      select coalesce(jsonb_agg(specql_registry.domain_document(d.pk_domain) order by d.domain_number), '[]')
      from specql_registry.tb_domain as d
    ))
    || coalesce(specql_registry.inference_document(), '{}');
$$;

comment on function app.export_registry() is
  'The registry as the document that app.import_registry() reads: ordered collections are arrays whose entries carry $key. '
  'Importing it again changes nothing. File codes of entities are no part of the legacy format.';

grant execute on function app.export_registry() to specql_reader;
