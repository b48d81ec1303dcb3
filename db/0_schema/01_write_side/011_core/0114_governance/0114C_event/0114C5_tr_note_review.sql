-- 0114C5  specql_governance.tg_tb_review__note_step()
-- An approval is a step even where it is not yet enough.

create or replace function specql_governance.tg_tb_review__note_step()
  returns trigger
  language plpgsql
as $$
begin
  perform specql_governance.note_step(
    v.fk_schema_request,
    case new.decision when 'approve' then 'approval_given' else 'review_given' end,
    jsonb_strip_nulls(jsonb_build_object(
      'decision', new.decision, 'reviewer', new.reviewer, 'comment', new.comment, 'content_hash', new.content_hash,
      'as_admin', new.as_admin))
  )
  from specql_governance.tb_revision as v
  where v.pk_revision = new.fk_revision;
  return null;
end;
$$;

comment on function specql_governance.tg_tb_review__note_step() is
  'After insert: writes approval_given, or review_given for the other decisions, into the outbox and the ledger.';

create or replace trigger tr_500_note_step
  after insert on specql_governance.tb_review
  for each row execute function specql_governance.tg_tb_review__note_step();

comment on trigger tr_500_note_step on specql_governance.tb_review is 'Writes the outbox and the ledger.';

alter table specql_governance.tb_review enable always trigger tr_500_note_step;
