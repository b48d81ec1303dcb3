-- 023121  app.projects
-- The indexed packages.

create or replace view app.projects as
select
  r.id,
  r.ecosystem,
  r.project_name as name,
  r.version,
  r.description,
  r.dependency_count,
  r.created_at,
  r.updated_at
from network.tb_project as r;

comment on view app.projects is
  E'@primaryKey id\n'
  '@orderBy ecosystem,name\n'
  'Packages that are indexed.';
comment on column app.projects.id is E'@notNull\nPublic key.';
comment on column app.projects.ecosystem is E'@notNull\nEcosystem, as it is spelled.';
comment on column app.projects.name is E'@notNull\nName, as it is spelled; looked up whatever its case.';
comment on column app.projects.version is 'Version.';
comment on column app.projects.description is 'What it is for.';
comment on column app.projects.dependency_count is 'How many dependencies it has, as its registry says it.';
comment on column app.projects.created_at is E'@notNull\nWhen it was made.';
comment on column app.projects.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.projects to specql_reader;
