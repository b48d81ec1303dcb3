-- 021511  app.types
-- The types, with the schema in force.

create or replace view app.types as
select
  t.id,
  t.type_name,
  c.category_name as type_category,
  v.json_schema,
  t.default_postgres_type,
  t.is_rich_type,
  t.description,
  t.example,
  array(
    select a.alias from specql_type.tb_type_alias as a
    where a.fk_universal_type = t.pk_universal_type and a.is_alias order by a.alias
  ) as aliases,
  t.current_version as version,
  t.compatibility_mode,
  t.deprecated_at,
  t.deprecation_reason,
  r.type_name as replaced_by,
  t.created_at,
  t.updated_at
from specql_type.tb_universal_type as t
  join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
  left join specql_type.tb_type_version as v
    on v.fk_universal_type = t.pk_universal_type and v.version = t.current_version
  left join specql_type.tb_universal_type as r on r.pk_universal_type = t.fk_replacement;

comment on view app.types is
  E'@primaryKey id\n'
  '@orderBy type_name\n'
  'Types: their PostgreSQL type, and the JSON Schema in force.';
comment on column app.types.id is E'@notNull\nPublic key.';
comment on column app.types.type_name is E'@notNull\nName, unique with all aliases; upper and lower case differ.';
comment on column app.types.type_category is E'@notNull\nscalar, composite, collection …';
comment on column app.types.json_schema is 'The JSON Schema in force, or null.';
comment on column app.types.default_postgres_type is 'The PostgreSQL type of a column; null means jsonb.';
comment on column app.types.is_rich_type is E'@notNull\nWhether it means more than its PostgreSQL type.';
comment on column app.types.description is 'What the type is for.';
comment on column app.types.example is 'A value, as text.';
comment on column app.types.aliases is E'@notNull\nOther names that find it.';
comment on column app.types.version is 'Number of the version in force, or null.';
comment on column app.types.compatibility_mode is E'@notNull\nWhat a new version must be compatible with.';
comment on column app.types.deprecated_at is 'When it was deprecated.';
comment on column app.types.deprecation_reason is 'Why it was deprecated.';
comment on column app.types.replaced_by is 'The type to use instead.';
comment on column app.types.created_at is E'@notNull\nWhen it was made.';
comment on column app.types.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.types to specql_reader;
