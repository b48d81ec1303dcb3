-- 013212  network.found_contributor()
-- The contributor with an id, or an error that says that there is none.

create or replace function network.found_contributor(contributor_id uuid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_found bigint;
begin
  select r.pk_contributor into v_found from network.tb_contributor as r where r.id = contributor_id;
  if not found then
    raise exception using
      errcode = 'SG224',
      message = 'contributor not found',
      detail = format('There is none with id %s.', coalesce(contributor_id::text, 'null')),
      hint = 'app.contributors lists them.',
      column = 'contributor_id';
  end if;
  return v_found;
end;
$$;

comment on function network.found_contributor(uuid) is 'Internal key of the contributor. SG224: there is none.';
