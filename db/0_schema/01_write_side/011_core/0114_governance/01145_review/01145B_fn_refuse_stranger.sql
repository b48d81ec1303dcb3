-- 01145B  specql_governance.refuse_stranger()
-- A request is revised, submitted and withdrawn by those who wrote it, and by administrators.

create or replace function specql_governance.refuse_stranger(
  request     specql_governance.tb_schema_request,
  admin_may   boolean default true
)
  returns void
  language plpgsql
  volatile
as $$
begin
  if specql_governance.is_author(request.pk_schema_request, common.current_actor())
    or (admin_may and pg_has_role(common.current_role_name(), 'specql_admin', 'member'))
  then
    return;
  end if;
  perform specql_governance.refuse(
    'SG452', 'the request is somebody else''s',
    format('Request %s was made by %s.', request.id, quote_literal(request.created_by)),
    'Ask its author' || case when admin_may then ', or an administrator.' else '.' end,
    'request_id', request.id);
end;
$$;

comment on function specql_governance.refuse_stranger(specql_governance.tb_schema_request, boolean) is
  'SG452 where the actor is no author of the request and, where administrators may, no administrator.';
