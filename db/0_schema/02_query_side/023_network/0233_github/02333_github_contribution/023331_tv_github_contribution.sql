-- 023331  app.github_contributes_to
-- Which GitHub account contributes to which package.

create or replace view app.github_contributes_to as
select
  r.id,
  r.github_id,
  g.id as github_contributor_id,
  p.id as project_id,
  coalesce(p.ecosystem, k.ecosystem) as ecosystem,
  coalesce(p.project_name, k.package_name) as name,
  g.id is null or p.id is null as is_dangling,
  r.created_at,
  r.updated_at
from network.tb_github_contribution as r
  join network.tb_package as k on k.pk_package = r.fk_package
  left join network.tb_github_contributor as g on g.github_id = r.github_id
  left join network.tb_project as p on p.fk_package = r.fk_package;

comment on view app.github_contributes_to is
  E'@primaryKey id\n'
  '@name github_contribution\n'
  '@foreignKey (github_contributor_id) references app.github_contributors (id)|@fieldName githubContributor|@foreignFieldName contributesTo\n'
  '@foreignKey (project_id) references app.projects (id)|@fieldName project|@foreignFieldName githubContributions\n'
  '@orderBy github_id,ecosystem,name\n'
  'Which GitHub account contributes to which package.';
comment on column app.github_contributes_to.id is E'@notNull\nPublic key.';
comment on column app.github_contributes_to.github_id is E'@notNull\nKey of the account, known or not.';
comment on column app.github_contributes_to.github_contributor_id is 'The account; null where it is not known.';
comment on column app.github_contributes_to.project_id is 'The project; null where it is not indexed.';
comment on column app.github_contributes_to.ecosystem is E'@notNull\nEcosystem of the package.';
comment on column app.github_contributes_to.name is E'@notNull\nName of the package.';
comment on column app.github_contributes_to.is_dangling is E'@notNull\nWhether the account is not known or the package not indexed.';
comment on column app.github_contributes_to.created_at is E'@notNull\nWhen it was made.';
comment on column app.github_contributes_to.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.github_contributes_to to specql_reader;
