-- 011456  specql_governance.refuse_reviewer()
-- Nobody approves what he wrote, and no machine approves at all.

create or replace function specql_governance.refuse_reviewer(
  request  specql_governance.tb_schema_request,
  reviewer text
)
  returns void
  language plpgsql
  volatile
as $$
begin
  if common.current_principal_kind() <> 'human' then
    perform specql_governance.refuse(
      'SG451', 'machines do not review', format('%s acts as an agent.', quote_literal(reviewer)),
      'Ask a person with the role specql_reviewer.', 'decision', request.id);
  end if;
  if not pg_has_role(common.current_role_name(), 'specql_reviewer', 'member') then
    perform specql_governance.refuse(
      'SG451', format('the role %s does not review', common.current_role_name()), null,
      'Ask a person with the role specql_reviewer.', 'decision', request.id);
  end if;
  if specql_governance.is_author(request.pk_schema_request, reviewer) then
    perform specql_governance.refuse(
      'SG451', 'authors do not review their own request',
      format('%s wrote or asked for a revision of it.', quote_literal(reviewer)),
      'Ask another person with the role specql_reviewer.', 'decision', request.id);
  end if;
end;
$$;

comment on function specql_governance.refuse_reviewer(specql_governance.tb_schema_request, text) is
  'SG451 for agents, for roles that do not review, and for every author of any revision.';
