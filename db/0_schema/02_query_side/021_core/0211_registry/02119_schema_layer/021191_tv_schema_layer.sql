-- 021191  app.schema_layers
-- The layers and their names.

create or replace view app.schema_layers as
select
  l.id,
  l.layer,
  l.layer_name,
  l.created_at,
  l.updated_at
from specql_registry.tb_schema_layer as l;

comment on view app.schema_layers is
  E'@primaryKey id\n'
  '@orderBy layer\n'
  'Layers: the first two digits of a code.';
comment on column app.schema_layers.id is E'@notNull\nPublic key.';
comment on column app.schema_layers.layer is E'@notNull\nTwo digits.';
comment on column app.schema_layers.layer_name is E'@notNull\nName.';
comment on column app.schema_layers.created_at is E'@notNull\nWhen it was made.';
comment on column app.schema_layers.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.schema_layers to specql_reader;
