-- 011756  specql_cutover.compare_counter()
-- Says where the file's counter differs from the one that the codes make.

create or replace function specql_cutover.compare_counter(run bigint, subdomain bigint, entry jsonb, path text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_file constant text := entry ->> 'next_entity_sequence';
  v_next integer;
  v_last text;
begin
  select c.next_entity_sequence, s.legacy #>> '{counter}'
  into v_next, v_last
  from specql_registry.tb_subdomain as s
    join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  where s.pk_subdomain = subdomain;

  if v_file is null or v_file is not distinct from v_last or (v_last is not null and v_file = v_next::text) then
    return;
  end if;
  update specql_registry.tb_subdomain as s
  set legacy = coalesce(s.legacy, '{}') || jsonb_build_object('counter', v_file)
  where s.pk_subdomain = subdomain;
  -- The export writes the counter that the codes make, so that value is never a difference.
  if v_file = v_next::text then
    return;
  end if;
  update specql_cutover.tb_import_row as r
  set outcome = 'changed',
    changes = r.changes || jsonb_build_array(jsonb_build_object(
      'path', compare_counter.path, 'field', 'next_entity_sequence', 'old', v_file, 'new', v_next::text,
      'why', 'the counter is derived from the codes that are given'
    ))
  where r.fk_import_run = run and r.source_table = 'subdomains' and r.path = compare_counter.path;
end;
$$;

comment on function specql_cutover.compare_counter(bigint, bigint, jsonb, text) is
  'Adds a change to the subdomain''s row where the file''s next_entity_sequence is neither the derived counter nor what '
  'the last import read. The counter itself is never set from a file, and never lowered.';
