-- 023211  app.contributors
-- Who contributes.

create or replace view app.contributors as
select
  r.id,
  r.contributor_type as type,
  r.contributor_name as name,
  r.email,
  r.wallet_address,
  r.hourly_rate,
  r.made_at as created_at,
  r.updated_at
from network.tb_contributor as r;

comment on view app.contributors is
  E'@primaryKey id\n'
  '@orderBy name\n'
  'People and systems that contribute to assets.';
comment on column app.contributors.id is E'@notNull\nPublic key.';
comment on column app.contributors.type is E'@notNull\nHUMAN or SYSTEM.';
comment on column app.contributors.name is E'@notNull\nName.';
comment on column app.contributors.email is 'Address; not unique.';
comment on column app.contributors.wallet_address is 'Where payouts go.';
comment on column app.contributors.hourly_rate is 'Rate for an hour.';
comment on column app.contributors.created_at is E'@notNull\nSince when it is there.';
comment on column app.contributors.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.contributors to specql_reader;
