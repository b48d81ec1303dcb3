-- 01143F  specql_governance.tg_tb_schema_request__status_moves()
-- The workflow. Whatever changes a request, through whatever door, passes here.

create or replace function specql_governance.tg_tb_schema_request__status_moves()
  returns trigger
  language plpgsql
as $$
declare
  v_actor constant text := common.current_actor();
begin
  if tg_op = 'INSERT' then
    if new.status <> 'draft' or new.revision_number <> 0 then
      perform specql_governance.refuse(
        'SG370', format('a request begins as a draft, not as %s', new.status),
        null, 'Use app.submit_schema_request().', 'status', new.id);
    end if;
    new.created_by := v_actor;
    new.created_at := clock_timestamp();
    new.principal_kind := common.current_principal_kind();
    new.table_code := null;
    new.approved_hash := null;
    new.approved_at := null;
    new.status_changed_by := v_actor;
    new.status_changed_at := clock_timestamp();
    return new;
  end if;

  perform specql_governance.refuse_final_change(to_jsonb(old), to_jsonb(new), new.id);
  if new.revision_number <> old.revision_number then
    perform specql_governance.refuse_odd_revision(old, new);
  end if;
  if new.status = old.status then
    new.approved_hash := old.approved_hash;
    new.approved_at := old.approved_at;
    new.table_code := old.table_code;
    new.status_changed_by := old.status_changed_by;
    new.status_changed_at := old.status_changed_at;
    return new;
  end if;

  if old.status || ' ' || new.status not in (
    'draft requested', 'requested approved', 'approved migrated', 'migrated rolled_back',
    'requested changes_requested', 'changes_requested requested', 'requested rejected',
    'draft withdrawn', 'requested withdrawn', 'changes_requested withdrawn'
  ) then
    perform specql_governance.refuse(
      'SG370', format('a request that is %s cannot become %s', old.status, new.status),
      format('It is request %s.', old.id),
      'draft → requested → approved → migrated → rolled_back; requested → changes_requested, rejected or withdrawn.',
      'status', old.id);
  end if;
  perform specql_governance.refuse_unfounded_move(old, new);

  if new.status = 'approved' then
    new.approved_hash := (specql_governance.current_revision(new.pk_schema_request)).content_hash;
    new.approved_at := clock_timestamp();
    new.table_code := specql_governance.given_code(new);
  else
    new.approved_hash := old.approved_hash;
    new.approved_at := old.approved_at;
    new.table_code := old.table_code;
  end if;
  new.status_changed_by := v_actor;
  new.status_changed_at := clock_timestamp();
  return new;
end;
$$;

comment on function specql_governance.tg_tb_schema_request__status_moves() is
  'Before insert or update: a request begins as a draft, its parts are final, and its status takes only the steps of the '
  'workflow, each only with what it needs. SG370, SG402, SG452, SG453. Fires for the owner and for superusers too.';

create or replace trigger tr_100_status_moves
  before insert or update on specql_governance.tb_schema_request
  for each row execute function specql_governance.tg_tb_schema_request__status_moves();

comment on trigger tr_100_status_moves on specql_governance.tb_schema_request is
  'The workflow. Fires for every role, even in a session that calls itself a replica.';

alter table specql_governance.tb_schema_request enable always trigger tr_100_status_moves;
