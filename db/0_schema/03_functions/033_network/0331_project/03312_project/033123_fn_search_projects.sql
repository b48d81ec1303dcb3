-- 033123  app.search_projects()
-- Finds projects by parts of their names and words of their descriptions.

create or replace function app.search_projects(query text, ecosystem text default null, "limit" integer default 20)
  returns setof app.projects
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_key       constant text := network.package_key(btrim(query));
  v_like      constant text := '%' || regexp_replace(v_key, '([%_\\])', '\\\1', 'g') || '%';
  v_words     constant tsquery := plainto_tsquery('pg_catalog.simple', query);
  v_ecosystem constant text := network.package_key(ecosystem);
begin
  if coalesce(btrim(query), '') = '' then
    raise exception using
      errcode = 'SG102',
      message = 'query is missing',
      hint = 'Give a part of a name, or words of a description.',
      column = 'query';
  end if;
  perform common.checked_text(query, 'query', 1000);

  return query
  with named as (
    -- A part of the name, taken literally.
    select p.pk_project, 2 + length(v_key)::double precision / greatest(length(p.search_name), 1) as score
    from network.tb_project as p
    where p.search_name like v_like
      and (v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem)
    order by length(p.search_name), p.pk_project
    limit 1000
  ), spelled as (
    select s.pk_project, s.similarity as score
    from network.similar_projects(search_projects.query, 200) as s
  ), described as (
    select p.pk_project, 1 + ts_rank(p.search_document, v_words)::double precision as score
    from network.tb_project as p
    where p.search_document @@ v_words
      and (v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem)
    order by ts_rank(p.search_document, v_words) desc, p.pk_project
    limit 1000
  ), best as (
    select f.pk_project, sum(f.score) as score
    from (select * from named union all select * from spelled union all select * from described) as f
    group by f.pk_project
  )
  select v.*
  from best as b
    join network.tb_project as p on p.pk_project = b.pk_project
    join app.projects as v on v.id = p.id
  where v_ecosystem is null or network.package_key(p.ecosystem) = v_ecosystem
  order by b.score desc, length(p.project_name), p.pk_project
  limit network.checked_count("limit", 'limit');
end;
$$;

comment on function app.search_projects(text, text, integer) is
  'Projects whose name holds the text or is spelled like it, or whose name and description have its words; the best first. Every character stands for
  itself, also % and _. SG102, SG103: the query. SG126: the limit.';

grant execute on function app.search_projects(text, text, integer) to specql_reader;
