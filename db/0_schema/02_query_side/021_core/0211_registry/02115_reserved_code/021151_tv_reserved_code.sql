-- 021151  app.reserved_codes
-- The codes that are not given out.

create or replace view app.reserved_codes as
select
  r.id,
  r.code,
  r.reason,
  r.created_at,
  r.updated_at
from specql_registry.tb_reserved_code as r;

comment on view app.reserved_codes is
  E'@primaryKey id\n'
  '@orderBy code\n'
  'Codes that allocation leaves alone.';
comment on column app.reserved_codes.id is E'@notNull\nPublic key.';
comment on column app.reserved_codes.code is E'@notNull\nSix digits.';
comment on column app.reserved_codes.reason is 'Why it is reserved.';
comment on column app.reserved_codes.created_at is E'@notNull\nWhen it was made.';
comment on column app.reserved_codes.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.reserved_codes to specql_reader;
