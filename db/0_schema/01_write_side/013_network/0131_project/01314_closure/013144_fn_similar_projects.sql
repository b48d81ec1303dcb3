-- 013144  network.similar_projects()
-- Projects whose names are spelled like a text.

create or replace function network.similar_projects(name text, wanted integer)
  returns table (pk_project bigint, ecosystem_key text, search_name text, similarity double precision)
  language plpgsql
  stable
as $$
begin
  -- The extension lies where its database's administrator put it.
  return query execute format(
    'select p.pk_project, network.package_key(p.ecosystem), p.search_name, %1$I.similarity(p.search_name, $1)::double precision
     from network.tb_project as p
     where p.search_name operator(%1$I.%%) $1
     order by 4 desc, p.pk_project
     limit $2', specql_pattern.extension_schema('pg_trgm'))
  using network.package_key(left(name, 500)), wanted;
end;
$$;

comment on function network.similar_projects(text, integer) is 'The projects whose names share most trigrams with the text, best first.';
