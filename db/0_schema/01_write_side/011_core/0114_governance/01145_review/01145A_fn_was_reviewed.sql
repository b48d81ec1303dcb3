-- 01145A  specql_governance.was_reviewed()
-- Whether a revision was given a certain decision.

create or replace function specql_governance.was_reviewed(revision_pk bigint, decision text)
  returns boolean
  language sql
  stable
as $$
  select exists (
    select from specql_governance.tb_review as r
    where r.fk_revision = was_reviewed.revision_pk and r.decision = was_reviewed.decision
  );
$$;

comment on function specql_governance.was_reviewed(bigint, text) is 'True where somebody decided so about this revision.';
