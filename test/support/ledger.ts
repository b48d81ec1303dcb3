/** The ledger as tests use it: deciding, changing, forging, and what verification says. */
import type pg from "pg";

/** One row of `app.verify_audit()`. */
export interface Part {
  part: string;
  ok: boolean;
  checked: string;
  problem: string | null;
  place: string | null;
  row_id: string | null;
  detail: string | null;
}

/** A pool or a client. */
export type Asker = Pick<pg.ClientBase, "query">;

/** The whole report. */
export async function verify(client: Asker, anchor?: unknown, since = false): Promise<Part[]> {
  const { rows } = await client.query<Part>("select * from app.verify_audit($1, $2)", [
    anchor === undefined ? null : JSON.stringify(anchor),
    since,
  ]);
  return rows;
}

/** What is wrong, one line each. */
export async function problems(client: Asker, anchor?: unknown): Promise<string[]> {
  return (await verify(client, anchor))
    .filter((part) => !part.ok)
    .map((part) => `${part.part} ${part.problem} ${part.place}`);
}

/** What somebody would keep outside. */
export async function anchorOf(client: Asker): Promise<unknown[]> {
  return (await client.query("select * from app.audit_anchor()")).rows;
}

/** Appends a decision. */
export const decide = (
  client: Asker,
  stream = "governance",
  payload: unknown = {},
): Promise<unknown> =>
  client.query("select specql_audit.record_decision($1, 'approve', 'schema_request', null, $2)", [
    stream,
    JSON.stringify(payload),
  ]);

/** Changes that the audit trigger writes: one for each layer. */
export const change = (client: Asker, from: number, to: number): Promise<unknown> =>
  client.query(
    `insert into specql_registry.tb_schema_layer (layer, layer_name)
     select upper(lpad(to_hex(g), 2, '0')), 'layer ' || g from generate_series($1::integer, $2) as g`,
    [from, to],
  );

/** Runs `use` in a savepoint in which neither triggers nor foreign keys speak. */
export async function forging<T>(client: Asker, use: () => Promise<T>): Promise<T> {
  await client.query("savepoint forging");
  try {
    await client.query("set local session_replication_role = replica");
    return await use();
  } finally {
    await client.query("rollback to savepoint forging");
  }
}
