-- 021541  app.type_aliases
-- Other names of types.

create or replace view app.type_aliases as
select
  a.id,
  t.id as type_id,
  a.alias,
  t.type_name,
  a.created_at,
  a.updated_at
from specql_type.tb_type_alias as a
  join specql_type.tb_universal_type as t on t.pk_universal_type = a.fk_universal_type
where a.is_alias;

comment on view app.type_aliases is
  E'@primaryKey id\n'
  '@foreignKey (type_id) references app.types (id)\n'
  '@orderBy alias\n'
  'Aliases: other names that find a type.';
comment on column app.type_aliases.id is E'@notNull\nPublic key.';
comment on column app.type_aliases.type_id is E'@notNull\nThe type.';
comment on column app.type_aliases.alias is E'@notNull\nThe alias.';
comment on column app.type_aliases.type_name is E'@notNull\nThe type that it finds.';
comment on column app.type_aliases.created_at is E'@notNull\nWhen it was made.';
comment on column app.type_aliases.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.type_aliases to specql_reader;
