-- 011784  specql_cutover.add_entities()
-- Adds new entities of one subdomain in one step: kept codes stay, the others get the lowest free ones.

create or replace function specql_cutover.add_entities(run bigint, subdomain bigint, rows jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_place record;
  v_free  integer[];
  v_read  jsonb;
  v_row   record;
begin
  -- The lock that allocation takes: nobody else gives codes here meanwhile.
  select s.domain_number, s.subdomain_number
  into v_place
  from specql_registry.tb_entity_counter as c
    join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  where c.fk_subdomain = add_entities.subdomain
  for no key update of c;

  v_read := specql_cutover.entity_rows(rows, v_place.domain_number, v_place.subdomain_number, zone);
  -- Looked for at once; what is found is named by the function that names it.
  for v_row in
    select w.code
    from (select r ->> 'wanted_code' as code from jsonb_array_elements(v_read) as r) as w
    where exists (select from specql_registry.tb_reserved_code as r where r.code = w.code)
      or exists (select from specql_registry.tb_entity_registration as e where e.table_code = w.code)
      or exists (select from specql_registry.tb_entity_file as f where f.file_code = w.code)
  loop
    perform specql_registry.refuse_taken_code(v_row.code);
  end loop;
  v_free := array(
    select f.digit
    from unnest(specql_registry.free_sequences(add_entities.subdomain)) as f (digit)
    where not exists (
      select from jsonb_array_elements(v_read) as r where (r ->> 'wanted')::integer = f.digit
    )
    order by f.digit
  );

  with placed as (
    select r.*,
      coalesce(r.wanted, v_free[sum((r.wanted is null)::integer) over (order by r.position)]) as sequence
    from jsonb_to_recordset(v_read) as r (
      position integer, name text, path text, line integer, entry jsonb, file jsonb, short text, at timestamptz,
      code text, layout text, wanted integer, retired boolean, changes jsonb
    )
  ), added as (
    insert into specql_registry.tb_entity_registration
      (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code, assigned_at,
       legacy_code, legacy_layout, legacy, status, retired_at)
    select
      add_entities.subdomain, v_place.domain_number, v_place.subdomain_number,
      -- No free digit left: says so.
      coalesce(p.sequence, specql_registry.refuse_full(add_entities.subdomain)), p.name, p.short, p.at,
      p.code, p.layout, p.file, case when p.retired then 'retired' else 'active' end,
      case when p.retired then clock_timestamp() end
    from placed as p
    order by p.position
    returning entity_name, table_code
  )
  insert into specql_cutover.tb_import_row (fk_import_run, source_table, path, line, outcome, changes, source_row)
  select
    run, 'entities', p.path, p.line,
    case when c.changes = '[]' then 'imported' else 'changed' end, c.changes, p.entry
  from placed as p
    join added as a on a.entity_name = p.name
    cross join lateral (
      select case when upper(p.code collate "C") is distinct from a.table_code then jsonb_build_array(jsonb_build_object(
        'path', p.path, 'field', 'table_code', 'old', p.entry -> 'table_code', 'new', a.table_code,
        'why', specql_cutover.code_reason(p.code, p.layout)
      )) else '[]' end || p.changes as changes
    ) as c
  order by p.position;

  update specql_registry.tb_entity_counter as c
  set next_entity_sequence = greatest(
      c.next_entity_sequence, specql_registry.free_sequence(add_entities.subdomain, c.next_entity_sequence)),
    updated_at = clock_timestamp(),
    updated_by = common.current_actor()
  where c.fk_subdomain = add_entities.subdomain;
end;
$$;

comment on function specql_cutover.add_entities(bigint, bigint, jsonb, text) is
  'rows: [{key, entry, path, line}] in the order of the file, of entities that the subdomain does not have. Notes each as '
  'imported, or changed where its code is another. SG304: no digit is left. SG306, SG307: a kept code is given or reserved. '
  'Raises what makes a row a rejected one; two rows that want one code violate a constraint.';
