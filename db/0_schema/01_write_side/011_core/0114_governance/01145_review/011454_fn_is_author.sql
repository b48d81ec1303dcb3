-- 011454  specql_governance.is_author()
-- Whether somebody wrote any part of a request, or had it written.

create or replace function specql_governance.is_author(request_pk bigint, actor text)
  returns boolean
  language sql
  stable
as $$
  select exists (
    select from specql_governance.tb_schema_request as q
    where q.pk_schema_request = is_author.request_pk
      and specql_governance.actor_key(is_author.actor)
        in (specql_governance.actor_key(q.created_by), specql_governance.actor_key(q.requested_by))
  ) or exists (
    select from specql_governance.tb_revision as v
    where v.fk_schema_request = is_author.request_pk
      and v.author_key = specql_governance.actor_key(is_author.actor)
  );
$$;

comment on function specql_governance.is_author(bigint, text) is
  'True for who made the request, on whose behalf it was made, and everybody who wrote one of its revisions.';
