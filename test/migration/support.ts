/** Requests that are submitted, approved and applied, each by somebody else. */
import type pg from "pg";
import type { CallResult } from "../../src/database/call-function.ts";
import { callFunction } from "../../src/database/call-function.ts";
import { asPrincipal, type Role } from "../../src/database/principal.ts";
import type { TestDatabase } from "../support/database.ts";

type Row = Record<string, any>;

/** People at work on a database: each call is a transaction of its own. */
export interface People {
  call(role: Role, actor: string, name: string, args?: Row): Promise<any>;
  /** As the administrator `root`; for run-steps. */
  readonly admin: { call(name: string, args?: Row): Promise<CallResult> };
  /** Submits as ann. */
  submit(request: Row): Promise<Row>;
  /** Submits, has it approved by bob and by the administrator eve; gives the request. */
  approved(request: Row): Promise<Row>;
  /** approved(), and applied. */
  applied(request: Row): Promise<Row>;
  /** As a superuser. */
  sql(text: string, values?: unknown[]): Promise<Row[]>;
}

export function peopleOf(database: TestDatabase): People {
  const pool: pg.Pool = database.pool;
  const raw = (role: Role, actor: string, name: string, args: Row = {}): Promise<CallResult> =>
    asPrincipal(pool, { role, settings: { "specql.actor": actor } }, (client) =>
      callFunction(client, name, args),
    );
  const people: People = {
    call: async (role, actor, name, args) => (await raw(role, actor, name, args)).result,
    admin: { call: (name, args) => raw("specql_admin", "root", name, args) },
    submit: (request) => people.call("specql_author", "ann", "submit_schema_request", { request }),
    async approved(request) {
      const { id } = await people.submit(request);
      const first = await people.call("specql_reviewer", "bob", "review_schema_request", {
        request_id: id,
        decision: "approve",
      });
      if (first.status !== "approved") {
        await people.call("specql_admin", "eve", "review_schema_request", {
          request_id: id,
          decision: "approve",
        });
      }
      const [row] = await people.sql("select * from app.schema_requests where id = $1", [id]);
      return row!;
    },
    async applied(request) {
      const { id } = await people.approved(request);
      return people.call("specql_admin", "root", "apply_schema_request", { request_id: id });
    },
    sql: async (text, values = []) => (await pool.query<Row>(text, values)).rows,
  };
  return people;
}

/** A request for a table that breaks no rule. */
export function tableRequest(tableName: string, columns: Row[] = [], more: Row = {}): Row {
  return {
    tableName,
    owner: "team",
    schemaJson: {
      tableName,
      comment: `What ${tableName} are.`,
      columns: [
        {
          name: "id",
          type: "UUID",
          primaryKey: true,
          nullable: false,
          defaultValue: "gen_random_uuid()",
        },
        ...columns,
        { name: "created_at", type: "TIMESTAMPTZ", nullable: false, defaultValue: "now()" },
        { name: "updated_at", type: "TIMESTAMPTZ", nullable: false, defaultValue: "now()" },
      ],
      ...more,
    },
    requestMetadata: { requestedBy: "ann", justification: "a test wants it" },
  };
}

/** A request for changes of a table. */
export function changeRequest(tableName: string, operations: Row[]): Row {
  return {
    tableName,
    owner: "team",
    operations,
    requestMetadata: { requestedBy: "ann", justification: "a test wants it" },
  };
}

/** The code, field and words of a refusal. */
export async function refusal(work: Promise<unknown>): Promise<Row> {
  try {
    return { code: undefined, answered: await work };
  } catch (error) {
    return error as Row;
  }
}

/** What the catalog holds, as one text: the same before and after means that nothing changed. */
export async function catalogPrint(people: People): Promise<string> {
  const [row] = await people.sql(`
    select md5(string_agg(x, '|' order by x)) as print from (
      select 'class ' || n.nspname || '.' || c.relname || c.relkind::text || c.relfilenode || coalesce(c.relacl::text, '') as x
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where n.nspname !~ '^pg_toast'
      union all select 'attribute ' || attrelid || attname || atttypid || attnotnull from pg_attribute
      union all select 'constraint ' || oid || conname from pg_constraint
      union all select 'type ' || oid || typname from pg_type
      union all select 'proc ' || oid || proname || md5(coalesce(prosrc, '')) from pg_proc
      union all select 'namespace ' || oid || nspname from pg_namespace
      union all select 'depend ' || classid || ' ' || objid || ' ' || refobjid || deptype::text from pg_depend
      union all select 'role ' || rolname || rolsuper from pg_roles
    ) as s`);
  return row!["print"];
}
