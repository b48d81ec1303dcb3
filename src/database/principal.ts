/** Who acts on the database, and a transaction in that name. */
import { userInfo } from "node:os";
import type pg from "pg";
import { fromServer, SpecqlError } from "../errors.ts";
import { READS } from "./plain-client.ts";
import { toldBy } from "./source.ts";

/** The roles that a request may act as. */
export const ROLES = [
  "specql_reader",
  "specql_author",
  "specql_reviewer",
  "specql_admin",
  "specql_agent",
] as const;
export type Role = (typeof ROLES)[number];

/** What a transaction sees: each statement's own moment, or one for all. */
export type Isolation = "read committed" | "repeatable read";

/** A role to act as (none: the login's own rights), and settings that say who it is. */
export interface Principal {
  readonly role?: Role;
  readonly settings: Readonly<Record<string, string>>;
}

/** Whoever runs this program on this machine, with all rights. */
export function localPrincipal(): Principal {
  let name: string;
  try {
    name = userInfo().username;
  } catch {
    // A container may run as a number that nobody has named.
    name = "local";
  }
  return { role: "specql_admin", settings: { "specql.actor": name } };
}

/**
 * The principal with a name that somebody gives without a token. A token's word is not overruled,
 * and the database believes a name only from a login that may speak for others.
 */
export function named(principal: Principal, name: unknown): Principal {
  if (typeof name !== "string" || name.trim() === "") return principal;
  if (principal.settings["jwt.claims.sub"] !== undefined) return principal;
  if (name.length > 200 || /\p{Cc}/u.test(name)) {
    throw new SpecqlError("SG101", "the name of who acts is too long, or has control characters", {
      hint: "Give at most 200 visible characters.",
      field: "performedBy",
    });
  }
  return { ...principal, settings: { ...principal.settings, "specql.actor": name.trim() } };
}

/**
 * What we know and the planner's defaults do not: the registries are small and stay in memory, so
 * that finding a row by an index costs hardly more than meeting it in a scan. With the default of 4
 * a nested document reads whole tables once for each of their rows. Compiling a statement costs
 * more than any of ours takes.
 */
const PLANNER = { random_page_cost: "1.1", jit: "off" } as const;

/** The principal, about to read and nothing else. */
export function reading(principal: Principal): Principal {
  return { ...principal, settings: { ...principal.settings, [READS]: "on" } };
}

/** All that a transaction is told, as settings: PostgreSQL's `role` is one of them. */
export function settingsOf(principal: Principal): Record<string, string> {
  return { ...PLANNER, ...principal.settings, ...(principal.role && { role: principal.role }) };
}

/**
 * Runs `work` in a transaction as `principal`. Settings are local to it, so that the session may
 * be anybody's afterwards. What goes wrong comes out as a SpecqlError.
 */
export async function asPrincipal<T>(
  pool: pg.Pool,
  principal: Principal,
  work: (client: pg.PoolClient) => Promise<T>,
  isolation: Isolation = "read committed",
): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw notConnected(error);
  }
  let broken: Error | undefined;
  let committing = false;
  try {
    await client.query(
      isolation === "read committed" ? "begin" : `begin isolation level ${isolation}`,
    );
    await client.query(
      "select pg_catalog.set_config(s.key, s.value, true) from pg_catalog.json_each_text($1) as s",
      [JSON.stringify(settingsOf(principal))],
    );
    const result = await work(client);
    committing = true;
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    const told = await explained(client, error, broken !== undefined);
    throw committing && told.code === "SG900" ? unknownOutcome(error) : told;
  } finally {
    client.release(broken);
  }
}

/** The one moment in which nobody can tell. */
function unknownOutcome(cause: unknown): SpecqlError {
  return new SpecqlError("SG922", "the connection was lost while a write was being confirmed", {
    detail: "Whether it was made is not known here.",
    hint: "Look whether it is there before writing it again.",
    cause,
  });
}

/** Servers have many reasons not to let anybody in; none of them is a bug of ours. */
function notConnected(error: unknown): SpecqlError {
  const known = fromServer(error);
  if (known.code !== "SG999") return known;
  return new SpecqlError("SG900", "the database cannot be reached", {
    hint: "Check that it runs and accepts connections.",
    cause: error,
  });
}

/** A constraint's comment is its message; the database is asked for it. */
export async function explained(
  client: pg.ClientBase | pg.Pool,
  error: unknown,
  lost = false,
): Promise<SpecqlError> {
  if (error instanceof SpecqlError) return error;
  const { code, schema, table, constraint } = error as pg.DatabaseError;
  if (lost || !code?.startsWith("23") || !schema || !table || !constraint) {
    return toldBy(client, error);
  }
  // Straight from the catalog: the function for it is granted to roles that we no longer are.
  const comment = await client
    .query<{ comment: string | null }>(
      `select pg_catalog.obj_description(c.oid, 'pg_constraint') as comment
       from pg_catalog.pg_constraint as c
         join pg_catalog.pg_class as t on t.oid = c.conrelid
         join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
       where n.nspname = $1 and t.relname = $2 and c.conname = $3`,
      [schema, table, constraint],
    )
    .then(
      ({ rows }) => rows[0]?.comment,
      () => undefined,
    );
  return fromServer(error, comment);
}
