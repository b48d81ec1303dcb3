-- 011773  specql_cutover.import_entities()
-- Imports a subdomain's entities: first those whose code is kept, then the others in the order of the file.

create or replace function specql_cutover.import_entities(
  run bigint, parent bigint, domain text, subdomain text, collection jsonb, path text, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_row record;
begin
  -- Nearly always the subdomain is new and no row at fault: then all go in at once.
  if not exists (select from specql_registry.tb_entity_registration as e where e.fk_subdomain = parent)
    and specql_cutover.add_all_entities(run, parent, collection, path, zone)
  then
    return;
  end if;

  for v_row in
    select e.*
    from specql_cutover.entries(collection, path) as e
      cross join lateral (
        select case when jsonb_typeof(e.entry) = 'object' then e.entry ->> 'table_code' end as code
      ) as c
    -- A code that is kept must not have been given away before its row comes.
    order by
      specql_cutover.kept_sequence(c.code, specql_cutover.legacy_layout(c.code, domain, subdomain)) is null,
      e.ordinal
  loop
    perform specql_cutover.try_row(
      run => run, source_table => 'entities', key => v_row.key, entry => v_row.entry,
      ordinal => v_row.ordinal, path => path || '.' || coalesce(v_row.key, (v_row.ordinal - 1)::text),
      line => v_row.line, parent => parent,
      context => jsonb_build_object('domain', domain, 'subdomain', subdomain), zone => zone
    );
  end loop;
end;
$$;

comment on function specql_cutover.import_entities(bigint, bigint, text, text, jsonb, text, text) is
  'Imports each entity of a subdomain. SG112: the collection is neither mapping nor list.';
