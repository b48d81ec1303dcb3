/** Everybody who might try to get around the workflow, and requests in every status. */
import type pg from "pg";
import { become, call, requestFor, reviewAs, submitAs, wanted } from "./governance.ts";

/** Logins that are what their name says; `w_both` writes and reviews, `w_machine` is an agent that may. */
export const LOGINS = [
  "w_nobody",
  "w_reader",
  "w_author",
  "w_reviewer",
  "w_admin",
  "w_agent",
  "w_both",
  "w_machine",
  "specql_gateway",
] as const;

/** Makes the logins; they are gone with the transaction. */
export async function makePeople(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create role w_nobody login; create role w_reader login; create role w_author login;
    create role w_reviewer login; create role w_admin login; create role w_agent login;
    create role w_both login; create role w_machine login;
    grant specql_reader to w_reader; grant specql_author to w_author;
    grant specql_reviewer to w_reviewer; grant specql_admin to w_admin; grant specql_agent to w_agent;
    grant specql_author, specql_reviewer to w_both;
    grant specql_agent, specql_author, specql_reviewer, specql_admin to w_machine;
    create schema evil; grant usage, create on schema evil to public;
    create table public.gadgets (id uuid primary key, note text);
    insert into public.gadgets values (gen_random_uuid(), 'kept');
    grant all on public.gadgets to specql_owner`);
}

/** Ids of requests; the keys say in which status they are, or what is special. */
export interface Requests {
  readonly draft: string;
  readonly requested: string;
  /** Written by alice, revised by bob. */
  readonly twice: string;
  readonly changes: string;
  readonly approved: string;
  readonly rejected: string;
  readonly withdrawn: string;
  /** Loses data: needs two approvals, one by an administrator; carol gave hers. */
  readonly grave: string;
  /** On omega's behalf. */
  readonly behalf: string;
  /** By the logins themselves. */
  readonly own: string;
  readonly machine: string;
  /** The hash of the first revision of `twice`. */
  readonly oldHash: string;
}

/** Makes them. */
export async function makeRequests(client: pg.ClientBase): Promise<Requests> {
  const asked = async (table: string, more: Record<string, unknown> = {}): Promise<string> =>
    (await submitAs(client, "alice", requestFor(table, more))).id;
  const requested = await asked("wishes");
  const twice = await submitAs(client, "alice", requestFor("twices"));
  // Only its authors and administrators revise a request; then they are authors.
  await become(client, "bob", "specql_admin");
  await call(client, "revise_schema_request", {
    request_id: twice.id,
    schema_json: wanted("twices", { name: "a", type: "TEXT" }),
  });
  const changes = await asked("betters");
  await reviewAs(client, "carol", changes, "request_changes");
  const approved = await asked("goods");
  await reviewAs(client, "carol", approved, "approve");
  const rejected = await asked("bads");
  await reviewAs(client, "carol", rejected, "reject");
  const withdrawn = await asked("gones");
  await become(client, "alice", "specql_author");
  await call(client, "withdraw_schema_request", { request_id: withdrawn });
  const operations = [{ op: "drop_column", column: "note" }];
  const grave = await asked("gadgets", { schemaJson: undefined, operations });
  await reviewAs(client, "carol", grave, "approve");
  const metadata = { requestedBy: "omega", justification: "for somebody else" };
  const behalf = await asked("others", { requestMetadata: metadata });
  await become(client, "alice", "specql_owner");
  const { rows } = await client.query<{ id: string }>(
    "select (specql_governance.add_draft($1)).id",
    [requestFor("drafts")],
  );
  await client.query("reset role");
  const own = await byLogin(client, "w_both", "owns");
  const machine = await byLogin(client, "w_machine", "machines");
  return {
    draft: rows[0]!.id,
    requested,
    twice: twice.id,
    changes,
    approved,
    rejected,
    withdrawn,
    grave,
    behalf,
    own,
    machine,
    oldHash: twice.content_hash,
  };
}

async function byLogin(client: pg.ClientBase, login: string, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select quote_ident(session_user) as name");
  await client.query(`set local session authorization ${login}`);
  const { id } = await call(client, "submit_schema_request", { request: requestFor(table) });
  await client.query(`set local session authorization ${rows[0]!.name}`);
  return id;
}

/** All that the workflow has decided so far. */
export async function stateOfWorkflow(client: pg.ClientBase): Promise<unknown> {
  const { rows } = await client.query(`
    select
      (select jsonb_agg(to_jsonb(q) - array['updated_at', 'updated_by', 'status_reason'] order by q.pk_schema_request)
       from specql_governance.tb_schema_request as q) as requests,
      (select jsonb_agg(to_jsonb(v) order by v.pk_revision) from specql_governance.tb_revision as v) as revisions,
      (select jsonb_agg(to_jsonb(r) order by r.pk_review) from specql_governance.tb_review as r) as reviews,
      (select jsonb_agg(t.tgname::text || t.tgenabled::text order by t.tgrelid, t.tgname) from pg_trigger as t
       where t.tgrelid::regclass::text like 'specql_governance.%' and not t.tgisinternal) as triggers,
      (select md5(string_agg(p.prosrc || coalesce(p.proacl::text, ''), '' order by p.oid)) from pg_proc as p
       where p.pronamespace::regnamespace::text ~ '^(app|common|specql_.*)$') as functions,
      (select jsonb_agg(m.roleid::regrole::text || ' ' || m.member::regrole::text order by m.roleid, m.member) from pg_auth_members as m) as members`);
  return rows[0];
}

/** How many refusals were ever raised: a sequence, which no rollback takes back. */
export async function countRefusals(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    "select case when is_called then last_value else 0 end as n from specql_governance.sq_refusal",
  );
  return Number(rows[0]!.n);
}

/** How many rows the change log and the outbox have. */
export async function countTraces(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    "select (select count(*) from specql_audit.tb_change) + (select count(*) from specql_governance.tb_event) as n",
  );
  return Number(rows[0]!.n);
}
