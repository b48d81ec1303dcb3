-- 013437  network.load_report()
-- What became of the rows that were loaded.

create or replace function network.load_report(imported bigint, updated bigint, unchanged bigint, rejected bigint)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object('imported', imported, 'updated', updated, 'unchanged', unchanged, 'changed', 0, 'rejected', rejected)
$$;

comment on function network.load_report(bigint, bigint, bigint, bigint) is
  'The counts of a load. No cell of this store is ever changed on its way in, so changed is 0.';
