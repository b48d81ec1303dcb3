-- 011B46  specql_cutover.run_checksums()
-- Per table of the file: the rows of the source and of the database, compared.

create or replace function specql_cutover.run_checksums(run bigint)
  returns jsonb
  language sql
  stable
as $$
  select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}')
  from (
    select b.source_table, sum(b.row_count - (b.counts ->> 'rejected')::bigint) as rows, sum(b.differing) as differing,
      encode(sha256(convert_to(string_agg(b.source_hash, '' order by b.first_ordinal), 'UTF8')), 'hex') as source_hash,
      encode(sha256(convert_to(string_agg(b.database_hash, '' order by b.first_ordinal), 'UTF8')), 'hex') as database_hash
    from specql_cutover.tb_import_batch as b
    where b.fk_import_run = run
    group by b.source_table
  ) as c;
$$;

comment on function specql_cutover.run_checksums(bigint) is
  'For each table: rows that went in, how many the tables render otherwise than the file has them, and sha256 over the hashes of the batches.';
