/** How what mirrors calls the functions of `app`: over SQL or over HTTP. */
import pg from "pg";
import type { Caller } from "../call.ts";
import { callExactly, callFunction } from "../database/call-function.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import type { Json } from "../legacy/document.ts";

/** Somebody who calls functions of `app` and gets their numbers as they are. */
export type MirrorPort = Pick<Caller, "call" | "exact">;

/** Who the mirror is. */
export const MIRROR: Principal = {
  role: "specql_admin",
  settings: { "specql.actor": "specql mirror" },
};

/** Sessions for the mirror alone: it must not queue behind the requests that make its work. */
export function mirrorPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    application_name: "specql mirror",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A server that goes away fails the call that was running; it must not end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Calls in transactions of their own, over the sessions of a pool. */
export function poolPort(pool: pg.Pool, principal: Principal): MirrorPort {
  return {
    call: (name, args) =>
      asPrincipal(pool, principal, (client) => callFunction(client, name, args)),
    exact: (name, args): Promise<Json> =>
      asPrincipal(pool, principal, (client) => callExactly(client, name, args)),
  };
}

/** A store as `app.stores` shows it. */
export interface StoreState {
  readonly store: string;
  readonly format: string;
  readonly phase: string;
  readonly effective_phase: string;
  readonly read_percent: number;
  readonly legacy_path: string | null;
  readonly mirror_holder: string | null;
  readonly mirrored_at: string | null;
  readonly mirror_sha256: string | null;
  readonly rebuild: boolean;
  readonly pending: number;
  readonly lag_seconds: number;
}

/** All stores. */
export async function storeStates(port: MirrorPort): Promise<StoreState[]> {
  const { result } = await port.call("list_rows", { view_name: "stores", limit: 100 });
  return result as StoreState[];
}

/** Whether the mirror writes the file of this store: not in legacy, and no longer when retired. */
export function isMirrored(state: StoreState): boolean {
  return state.legacy_path !== null && !["legacy", "retired"].includes(state.effective_phase);
}

/** Whether there is something to do for the mirror of this store. */
export function hasWork(state: StoreState): boolean {
  if (!isMirrored(state)) return false;
  return state.pending > 0 || state.rebuild || state.phase !== state.effective_phase;
}
