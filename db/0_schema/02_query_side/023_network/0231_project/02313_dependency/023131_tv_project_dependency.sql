-- 023131  app.project_dependencies
-- Which package depends on which.

create or replace view app.project_dependencies as
select
  r.id,
  fp.id as from_project_id,
  coalesce(fp.ecosystem, f.ecosystem) as from_ecosystem,
  coalesce(fp.project_name, f.package_name) as from_name,
  tp.id as to_project_id,
  coalesce(tp.ecosystem, t.ecosystem) as to_ecosystem,
  coalesce(tp.project_name, t.package_name) as to_name,
  fp.id is null or tp.id is null as is_dangling,
  r.is_self,
  r.created_at,
  r.updated_at
from network.tb_dependency as r
  join network.tb_package as f on f.pk_package = r.fk_from
  join network.tb_package as t on t.pk_package = r.fk_to
  left join network.tb_project as fp on fp.fk_package = r.fk_from
  left join network.tb_project as tp on tp.fk_package = r.fk_to;

comment on view app.project_dependencies is
  E'@primaryKey id\n'
  '@foreignKey (from_project_id) references app.projects (id)|@fieldName fromProject|@foreignFieldName dependencies\n'
  '@foreignKey (to_project_id) references app.projects (id)|@fieldName toProject|@foreignFieldName dependents\n'
  '@orderBy from_ecosystem,from_name,to_ecosystem,to_name\n'
  'Which package depends on which. Edges to packages that are not indexed are kept, and resolve when those arrive.';
comment on column app.project_dependencies.id is E'@notNull\nPublic key.';
comment on column app.project_dependencies.from_project_id is 'The project that depends on the other; null where it is not indexed.';
comment on column app.project_dependencies.from_ecosystem is E'@notNull\nIts ecosystem.';
comment on column app.project_dependencies.from_name is E'@notNull\nIts name; in lower case where it is not indexed.';
comment on column app.project_dependencies.to_project_id is 'The project that it depends on; null where it is not indexed.';
comment on column app.project_dependencies.to_ecosystem is E'@notNull\nIts ecosystem.';
comment on column app.project_dependencies.to_name is E'@notNull\nIts name; in lower case where it is not indexed.';
comment on column app.project_dependencies.is_dangling is E'@notNull\nWhether one of its ends is not indexed.';
comment on column app.project_dependencies.is_self is E'@notNull\nWhether the package depends on itself.';
comment on column app.project_dependencies.created_at is E'@notNull\nWhen it was made.';
comment on column app.project_dependencies.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.project_dependencies to specql_reader;
