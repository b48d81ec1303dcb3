-- 0114C4  specql_governance.tg_tb_schema_request__note_step()
-- Each step of a request, and each conflict with another, is written down by whoever makes it.

create or replace function specql_governance.tg_tb_schema_request__note_step()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    perform specql_governance.note_step(new.pk_schema_request, 'drafted', jsonb_strip_nulls(jsonb_build_object(
      'requested_by', new.requested_by, 'source', new.source)));
    return null;
  end if;
  if new.revision_number > old.revision_number and new.revision_number > 1 then
    perform specql_governance.note_step(new.pk_schema_request, 'revised', '{}', old.status);
  end if;
  if new.status <> old.status then
    perform specql_governance.note_step(
      new.pk_schema_request,
      case
        when new.status <> 'requested' then new.status
        when old.status = 'draft' then 'submitted'
        else 'resubmitted'
      end,
      new.status_reason || jsonb_strip_nulls(jsonb_build_object('table_code', new.table_code)),
      old.status
    );
  end if;
  if new.status in ('requested', 'changes_requested')
    and (old.status = 'draft' or new.revision_number > old.revision_number)
  then
    perform specql_governance.note_conflicts(new);
  end if;
  return null;
end;
$$;

comment on function specql_governance.tg_tb_schema_request__note_step() is
  'After insert or update: writes the outbox and the ledger. Events: drafted, submitted, revised, resubmitted, approved, '
  'rejected, changes_requested, withdrawn, migrated, rolled_back, conflict_found.';

create or replace trigger tr_500_note_step
  after insert or update on specql_governance.tb_schema_request
  for each row execute function specql_governance.tg_tb_schema_request__note_step();

comment on trigger tr_500_note_step on specql_governance.tb_schema_request is 'Writes the outbox and the ledger.';

alter table specql_governance.tb_schema_request enable always trigger tr_500_note_step;
