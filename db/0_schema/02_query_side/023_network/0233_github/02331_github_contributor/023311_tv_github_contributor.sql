-- 023311  app.github_contributors
-- Contributors on GitHub.

create or replace view app.github_contributors as
select
  r.id,
  r.github_id,
  r.source,
  r.login,
  r.display_name as name,
  r.avatar_url,
  r.contributions_count,
  r.made_at as created_at,
  r.renewed_at as updated_at
from network.tb_github_contributor as r;

comment on view app.github_contributors is
  E'@primaryKey id\n'
  '@orderBy login\n'
  'Contributors on GitHub.';
comment on column app.github_contributors.id is E'@notNull\nPublic key.';
comment on column app.github_contributors.github_id is E'@notNull\nKey in the store, for example github:octocat.';
comment on column app.github_contributors.source is 'Where it was found.';
comment on column app.github_contributors.login is E'@notNull\nName to log in with.';
comment on column app.github_contributors.name is 'Name.';
comment on column app.github_contributors.avatar_url is 'Address of a picture.';
comment on column app.github_contributors.contributions_count is 'How many contributions it has.';
comment on column app.github_contributors.created_at is E'@notNull\nSince when it is there.';
comment on column app.github_contributors.updated_at is 'When it was last changed, where that is known.';

grant select on app.github_contributors to specql_reader;
