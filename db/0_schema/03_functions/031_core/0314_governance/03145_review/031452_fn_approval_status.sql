-- 031452  app.approval_status()
-- What a request needs to be approved, and what it has.

create or replace function app.approval_status(request_id uuid)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling what runs once costs more than running it.
  set jit = off
as $$
declare
  v_pk constant bigint := specql_governance.found_request(request_id);
begin
  return specql_governance.required_approvals(v_pk) || jsonb_build_object(
    'given', (
      select coalesce(jsonb_agg(r.reviewer order by r.created_at), '[]')
      from specql_governance.tb_review as r
      where r.fk_revision = (specql_governance.current_revision(v_pk)).pk_revision
        and r.decision = 'approve'
    ),
    'sufficient', specql_governance.approval_gap(v_pk) is null
  );
end;
$$;

comment on function app.approval_status(uuid) is
  '{count, roles, admin, approvers, reasons, services, risk, given, sufficient} of a request''s current revision, by what '
  'the database holds now. SG270: no such request.';

grant execute on function app.approval_status(uuid) to specql_reader;
