/** What every login is refused by PostgreSQL, or by the workflow, whatever else it may. */
import type { Way } from "./way.ts";

const TABLE = "specql_governance.tb_schema_request";

/** The ways; a login that is trusted to become others may also fail for want of any right. */
export function anyLogin(_login: string): Way[] {
  return Object.entries({
    "update the status": `update ${TABLE} set status = 'approved' where id = '{requested}'`,
    "insert an approved request": `insert into ${TABLE} (target_table, request_kind, owner, requested_by, principal_kind, status)
        values ('x', 'create', 'x', 'x', 'human', 'approved')`,
    "insert a review": `insert into specql_governance.tb_review (fk_revision, decision, content_hash, policy_version)
        select 1, 'approve', 'x', 1`,
    "insert a revision": `insert into specql_governance.tb_revision (fk_schema_request, revision_number, content, operations, policy_version)
        values (1, 9, '{}', '[]', 1)`,
    "insert an event": `insert into specql_governance.tb_event (fk_schema_request, event_name, new_status, revision_number)
        values (1, 'approved', 'approved', 1)`,
    "delete the reviews": "delete from specql_governance.tb_review",
    "delete the refusals": "delete from specql_governance.tb_refusal",
    "rewrite a revision": "update specql_governance.tb_revision set operations = '[]'",
    "truncate the events": "truncate specql_governance.tb_event",
    "read the tables themselves": `select 1 from ${TABLE}`,
    "lock a request": `select 1 from ${TABLE} for update`,
    "write through the view": "update app.schema_requests set status = 'approved'",
    "insert through the view of reviews":
      "insert into app.schema_request_reviews (decision) values ('approve')",
    "delete through the view": "delete from app.schema_requests",
    "disable the trigger": `alter table ${TABLE} disable trigger tr_100_status_moves`,
    "disable all triggers": "alter table specql_governance.tb_review disable trigger all",
    "drop the trigger": `drop trigger tr_100_status_moves on ${TABLE}`,
    "add a trigger": `create trigger a before update on ${TABLE} for each row execute function pg_catalog.suppress_redundant_updates_trigger()`,
    "add a rule": `create rule r as on update to ${TABLE} do instead nothing`,
    "call itself a replica": "set local session_replication_role = replica",
    "replace the review function": `create or replace function app.review_schema_request(request_id uuid, decision text, comment text default null, expected_hash text default null)
        returns app.schema_requests language sql as 'select null::app.schema_requests'`,
    "replace a helper": `create or replace function specql_governance.is_author(request_pk bigint, actor text) returns boolean language sql as 'select false'`,
    "replace who acts": `create or replace function common.current_actor() returns text language sql as $$ select 'bob' $$`,
    "add a function beside ours": `create function app.approve_all() returns void language sql as ''`,
    "own the tables": `alter table ${TABLE} owner to current_user`,
    "move the status by the private function":
      "select specql_governance.move_request(1, 'approved', '{}')",
    "write a draft by the private function": "select specql_governance.add_draft('{}')",
    "note a step by the private function":
      "select specql_governance.note_step(1, 'approved', '{}', null)",
    "write into the ledger": `select specql_audit.record_decision('governance', 'approved', 'schema_request', '{requested}', '{}')`,
    "call a trigger's function": "select specql_governance.tg__row_is_final()",
    "set the sequence of refusals back": "select setval('specql_governance.sq_refusal', 1)",
    "draw from the sequence of refusals": "select nextval('specql_governance.sq_refusal')",
    "become the owner": "set local role specql_owner",
    "become a superuser": "set local role pg_write_all_data",
    "be made a reviewer": "grant specql_reviewer to w_agent",
    "be made the owner": "grant specql_owner to current_user",
    "change the role of the reviewers":
      "alter role specql_agent in database template1 set role = 'specql_reviewer'",
    "make another superuser": "create role evil_root superuser login",
    "reach the file system": "copy (select 1) to '/tmp/specql-workaround'",
    "run a program": "copy (select 1) to program 'true'",
  }).map(([name, sql]): Way => ({ name, sql, refused: ["42501", "55000", "0LP01"] }));
}
