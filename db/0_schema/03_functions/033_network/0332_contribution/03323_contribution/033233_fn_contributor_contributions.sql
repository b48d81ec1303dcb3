-- 033233  app.contributor_contributions()
-- What somebody contributed.

create or replace function app.contributor_contributions(contributor_id uuid)
  returns setof app.contributions
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_contributor(contributor_id);
  return query
  select v.*
  from network.tb_contributor as c
    join network.tb_contribution as r on r.fk_contributor = c.pk_contributor
    join app.contributions as v on v.id = r.id
  where c.id = contributor_contributions.contributor_id
  order by r.made_at, r.pk_contribution;
end;
$$;

comment on function app.contributor_contributions(uuid) is
  'The contributions of a contributor, the oldest first. SG224: no such contributor.';

grant execute on function app.contributor_contributions(uuid) to specql_reader;
