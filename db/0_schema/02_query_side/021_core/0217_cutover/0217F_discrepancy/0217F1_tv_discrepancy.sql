-- 0217F1  app.discrepancies
-- What comparisons found. Memories of other organisations stay out of sight here too.

create or replace view app.discrepancies as
select
  d.id,
  r.id as consistency_run_id,
  s.store,
  d.type,
  d.source_table,
  d.row_key,
  d.path,
  d.attribute,
  d.postgresql_value,
  d.legacy_value,
  d.created_at
from specql_cutover.tb_discrepancy as d
  join specql_cutover.tb_consistency_run as r on r.pk_consistency_run = d.fk_consistency_run
  join specql_cutover.tb_store as s on s.pk_store = r.fk_store
where s.store <> 'memory' or common.sees_all_orgs();

comment on view app.discrepancies is
  E'@primaryKey id\n'
  '@foreignKey (consistency_run_id) references app.consistency_runs (id)\n'
  '@orderBy path\n'
  'Differences between PostgreSQL and a legacy file. Those of memories only for who sees all organisations.';
comment on column app.discrepancies.id is E'@notNull\nPublic key.';
comment on column app.discrepancies.consistency_run_id is E'@notNull\nThe comparison that found it.';
comment on column app.discrepancies.store is E'@notNull\nThe store.';
comment on column app.discrepancies.type is
  E'@notNull\nmissing_in_postgresql, missing_in_legacy, changed, coerced_type, encoding, duplicate_key or order.';
comment on column app.discrepancies.source_table is E'@notNull\nTable of the legacy file.';
comment on column app.discrepancies.row_key is E'@notNull\nKey of the legacy row.';
comment on column app.discrepancies.path is E'@notNull\nTable and key, readable.';
comment on column app.discrepancies.attribute is 'Which part of the row; null: the row as a whole.';
comment on column app.discrepancies.postgresql_value is 'What PostgreSQL holds.';
comment on column app.discrepancies.legacy_value is 'What the file holds.';
comment on column app.discrepancies.created_at is E'@notNull\nWhen it was found.';

grant select on app.discrepancies to specql_reader;
