-- 011B53  specql_cutover.rows_needed()
-- Rows that an import brought and that cannot go: they were changed since, or rows that stay refer to them.

create or replace function specql_cutover.rows_needed(run specql_cutover.tb_import_run, target regclass, changed uuid[])
  returns uuid[]
  language plpgsql
  stable
as $$
declare
  v_needed uuid[];
  v_found  uuid[];
  v_key    record;
  v_more   boolean := true;
  v_own    constant text := specql_cutover.of_run(target);
begin
  execute format('select coalesce(array_agg(t.id), ''{}'') from %s as t where %s and t.id = any ($2)', target, v_own)
  into v_needed
  using run.pk_import_run, changed;
  while v_more loop
    v_more := false;
    for v_key in
      select k.conrelid::regclass as child,
        string_agg(format('c.%I = t.%I', ca.attname, ta.attname), ' and ') as joined,
        exists (
          select from pg_catalog.pg_attribute as a where a.attrelid = k.conrelid and a.attname = 'import_run' and not a.attisdropped
        ) as has_run
      from pg_catalog.pg_constraint as k
        cross join lateral unnest(k.conkey, k.confkey) as p (child_column, parent_column)
        join pg_catalog.pg_attribute as ca on ca.attrelid = k.conrelid and ca.attnum = p.child_column
        join pg_catalog.pg_attribute as ta on ta.attrelid = k.confrelid and ta.attnum = p.parent_column
      -- A reference that is emptied when its target goes holds nothing back; clones for partitions repeat their parent's.
      where k.contype = 'f' and k.confrelid = target and k.confdeltype <> 'n' and k.conparentid = 0
      group by k.oid, k.conrelid
      order by k.oid
    loop
      execute format(
        'select array_agg(distinct t.id) from %s as c join %s as t on %s where %s and t.id <> all ($2) and (%s)',
        v_key.child, target, v_key.joined, v_own,
        case
          when v_key.child <> target then 'true'
          when v_key.has_run then 'c.import_run is distinct from $1 or c.id = any ($2)'
          else 'true'
        end)
      into v_found
      using run.pk_import_run, v_needed;
      if v_found is not null then
        v_needed := v_needed || v_found;
        v_more := true;
      end if;
    end loop;
  end loop;
  return v_needed;
end;
$$;

comment on function specql_cutover.rows_needed(specql_cutover.tb_import_run, regclass, uuid[]) is
  'Called when the rows of the run that refer to this table have gone: what refers to it now stays.';
