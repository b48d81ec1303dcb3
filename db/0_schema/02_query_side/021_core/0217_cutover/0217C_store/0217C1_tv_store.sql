-- 0217C1  app.stores
-- The stores, how far each has moved, and how far behind its mirror is.

create or replace view app.stores as
select
  s.id,
  s.store,
  s.format,
  s.phase,
  case when s.draining then 'dual_write' else s.phase end as effective_phase,
  s.read_percent,
  s.legacy_path,
  s.moved_at,
  m.legacy_written_at,
  m.holder as mirror_holder,
  m.lease_until as mirror_lease_until,
  m.mirrored_at,
  m.mirrored_as_of,
  m.mirrored_sha256 as mirror_sha256,
  m.rebuild,
  p.pending,
  greatest(w.last_write_at, m.legacy_written_at) as last_write_at,
  coalesce(greatest(extract(epoch from clock_timestamp() - p.oldest), 0), 0)::double precision as lag_seconds,
  s.created_at,
  s.updated_at
from specql_cutover.tb_store as s
  join specql_cutover.tb_mirror as m on m.fk_store = s.pk_store
  cross join lateral (
    select count(*) as pending, min(o.created_at) as oldest
    from specql_cutover.tb_outbox as o
    where o.store = s.store and o.mirrored_at is null
  ) as p
  left join lateral (
    select o.created_at as last_write_at
    from specql_cutover.tb_outbox as o
    where o.store = s.store
    order by o.xid desc
    limit 1
  ) as w on true;

comment on view app.stores is
  E'@primaryKey id\n'
  '@orderBy store\n'
  'The stores that leave their legacy files: phase, file and mirror.';
comment on column app.stores.id is E'@notNull\nPublic key.';
comment on column app.stores.store is E'@notNull\nregistry, patterns, services, types, memory, network or tasks.';
comment on column app.stores.format is E'@notNull\nyaml, json or sqlite.';
comment on column app.stores.phase is E'@notNull\nlegacy, dual_write, shadow_read, postgres or retired.';
comment on column app.stores.effective_phase is
  E'@notNull\nThe phase to act by: dual_write while a store that went back to legacy is being drained, else the phase.';
comment on column app.stores.read_percent is E'@notNull\nShare of the keys that are read from PostgreSQL.';
comment on column app.stores.legacy_path is 'The legacy file; null where none is attached.';
comment on column app.stores.moved_at is 'When the phase was last changed.';
comment on column app.stores.legacy_written_at is 'When somebody last wrote the file as the leading side.';
comment on column app.stores.mirror_holder is 'Process that writes the file.';
comment on column app.stores.mirror_lease_until is 'Until when nobody else may.';
comment on column app.stores.mirrored_at is 'When the mirror last wrote the file.';
comment on column app.stores.mirrored_as_of is 'The state of the database that it wrote.';
comment on column app.stores.mirror_sha256 is 'sha256 of the file as the mirror wrote it.';
comment on column app.stores.rebuild is E'@notNull\nThe mirror has to write the whole file anew.';
comment on column app.stores.pending is E'@notNull\nMarks that the mirror has yet to write.';
comment on column app.stores.last_write_at is 'When the store was last written, on either side.';
comment on column app.stores.lag_seconds is E'@notNull\nAge of the oldest mark that the mirror has yet to write.';
comment on column app.stores.created_at is E'@notNull\nWhen it was made.';
comment on column app.stores.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.stores to specql_reader;
