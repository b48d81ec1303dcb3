-- 021521  app.type_versions
-- Every schema that a type has had.

create or replace view app.type_versions as
select
  v.id,
  t.id as type_id,
  t.type_name,
  v.version,
  v.json_schema,
  v.schema_hash,
  v.compatibility_mode,
  v.version = t.current_version as is_current,
  v.created_at,
  v.created_by
from specql_type.tb_type_version as v
  join specql_type.tb_universal_type as t on t.pk_universal_type = v.fk_universal_type;

comment on view app.type_versions is
  E'@primaryKey id\n'
  '@foreignKey (type_id) references app.types (id)\n'
  '@orderBy type_name,version\n'
  'Versions of types, each with its JSON Schema.';
comment on column app.type_versions.id is E'@notNull\nPublic key.';
comment on column app.type_versions.type_id is E'@notNull\nThe type.';
comment on column app.type_versions.type_name is E'@notNull\nThe type''s name.';
comment on column app.type_versions.version is E'@notNull\nNumber, from 1.';
comment on column app.type_versions.json_schema is E'@notNull\nThe JSON Schema.';
comment on column app.type_versions.schema_hash is E'@notNull\nsha256 of the schema and what it refers to.';
comment on column app.type_versions.compatibility_mode is E'@notNull\nThe mode in force when it was registered.';
comment on column app.type_versions.is_current is E'@notNull\nWhether it is in force.';
comment on column app.type_versions.created_at is E'@notNull\nWhen it was registered.';
comment on column app.type_versions.created_by is E'@notNull\nWho registered it.';

grant select on app.type_versions to specql_reader;
