-- 021551  app.type_categories
-- The kinds of types.

create or replace view app.type_categories as
select
  c.id,
  c.category_name,
  c.description,
  c.created_at,
  c.updated_at
from specql_type.tb_type_category as c;

comment on view app.type_categories is
  E'@primaryKey id\n'
  '@orderBy category_name\n'
  'Kinds of types.';
comment on column app.type_categories.id is E'@notNull\nPublic key.';
comment on column app.type_categories.category_name is E'@notNull\nName.';
comment on column app.type_categories.description is 'What belongs to the kind.';
comment on column app.type_categories.created_at is E'@notNull\nWhen it was made.';
comment on column app.type_categories.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.type_categories to specql_reader;
