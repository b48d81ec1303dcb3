/** People, roles and requests for the tests of the workflow. */
import type pg from "pg";

/** A table that breaks no rule. */
export function wanted(tableName: string, ...columns: object[]): Record<string, unknown> {
  const time = { type: "TIMESTAMPTZ", nullable: false, defaultValue: "CURRENT_TIMESTAMP" };
  return {
    tableName,
    columns: [
      {
        name: "id",
        type: "UUID",
        primaryKey: true,
        nullable: false,
        defaultValue: "gen_random_uuid()",
      },
      ...columns,
      { name: "created_at", ...time },
      { name: "updated_at", ...time },
    ],
    indexes: [],
  };
}

/** A request as users write it. */
export function requestFor(
  tableName: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    tableName,
    owner: "team",
    schemaJson: wanted(tableName),
    requestMetadata: { justification: "a test wants it", requestedAt: 1701792000 },
    ...more,
  };
}

/** Acts as somebody in a role, for the rest of the transaction or until the next call. */
export async function become(client: pg.ClientBase, actor: string, role: string): Promise<void> {
  await client.query("reset role");
  await client.query(
    "select set_config('specql.actor', $1, true), set_config('jwt.claims.sub', '', true)",
    [actor],
  );
  await client.query(`set local role ${role}`);
}

/** Calls a function of app through its one door, and gives what it returns. */
export async function call<T = any>(
  client: pg.ClientBase,
  name: string,
  args: Record<string, unknown> = {},
): Promise<T> {
  const { rows } = await client.query<{ answer: { result: T } }>(
    "select common.call_function($1, $2::jsonb) as answer",
    [name, JSON.stringify(args)],
  );
  return rows[0]!.answer.result;
}

/** Submits a request as somebody, and gives its row. */
export async function submitAs(
  client: pg.ClientBase,
  actor: string,
  request: Record<string, unknown>,
  role = "specql_author",
): Promise<any> {
  await become(client, actor, role);
  const row = await call(client, "submit_schema_request", { request });
  await client.query("reset role");
  return row;
}

/** Reviews a request as somebody, and gives its row. */
export async function reviewAs(
  client: pg.ClientBase,
  actor: string,
  request_id: string,
  decision: string,
  role = "specql_reviewer",
): Promise<any> {
  await become(client, actor, role);
  const row = await call(client, "review_schema_request", { request_id, decision });
  await client.query("reset role");
  return row;
}

/** Tries something in a savepoint, undoes it, and gives the SQLSTATE; undefined where it passed. */
export async function stateOf(
  client: pg.ClientBase,
  use: () => Promise<unknown>,
): Promise<string | undefined> {
  await client.query("savepoint attempt");
  try {
    await use();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}
