-- 0114C7  specql_governance.note_conflicts()
-- Tells both sides that two open requests are in each other's way.

create or replace function specql_governance.note_conflicts(request specql_governance.tb_schema_request)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_other record;
begin
  for v_other in
    select o.pk_schema_request, o.id, o.status
    from specql_governance.tb_schema_request as o
    where o.pk_schema_request = any (specql_governance.conflicts_of(request.pk_schema_request))
    order by o.pk_schema_request
  loop
    perform specql_governance.note_step(request.pk_schema_request, 'conflict_found',
      jsonb_build_object('with', v_other.id, 'its_status', v_other.status));
    perform specql_governance.note_step(v_other.pk_schema_request, 'conflict_found',
      jsonb_build_object('with', request.id, 'its_status', request.status));
  end loop;
end;
$$;

comment on function specql_governance.note_conflicts(specql_governance.tb_schema_request) is
  'An event conflict_found for the request and for each open request that shares an object with it.';
