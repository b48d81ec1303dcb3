-- 023321  app.github_organizations
-- Organizations on GitHub.

create or replace view app.github_organizations as
select
  r.id,
  r.github_id,
  r.login,
  r.organization_type as type,
  r.display_name as name,
  r.avatar_url,
  r.made_at as created_at,
  r.renewed_at as updated_at
from network.tb_github_organization as r;

comment on view app.github_organizations is
  E'@primaryKey id\n'
  '@orderBy login\n'
  'Organizations on GitHub.';
comment on column app.github_organizations.id is E'@notNull\nPublic key.';
comment on column app.github_organizations.github_id is E'@notNull\nKey in the store, for example github:octocat.';
comment on column app.github_organizations.login is E'@notNull\nName to log in with.';
comment on column app.github_organizations.type is 'Type.';
comment on column app.github_organizations.name is 'Name.';
comment on column app.github_organizations.avatar_url is 'Address of a picture.';
comment on column app.github_organizations.created_at is E'@notNull\nSince when it is there.';
comment on column app.github_organizations.updated_at is 'When it was last changed, where that is known.';

grant select on app.github_organizations to specql_reader;
