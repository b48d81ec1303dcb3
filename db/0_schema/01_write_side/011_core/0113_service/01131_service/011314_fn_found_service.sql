-- 011314  specql_service.found_service()
-- The service of a name, or an error that names the nearest one.

create or replace function specql_service.found_service(service_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk constant bigint := specql_service.service_pk(service_name);
begin
  if v_pk is null then
    raise exception using
      errcode = case when coalesce(btrim(service_name), '') = '' then 'SG102' else 'SG208' end,
      message = case when coalesce(btrim(service_name), '') = '' then 'service_name is missing'
        else format('there is no service %s', quote_literal(left(service_name, 63))) end,
      hint = specql_service.nearest_service(service_name),
      column = 'service_name';
  end if;
  return v_pk;
end;
$$;

comment on function specql_service.found_service(text) is 'The internal key. SG208: there is no such service; the hint names the nearest.';
