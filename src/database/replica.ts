/**
 * A replica for reads. It is asked only for what does not write, and not for less than this process
 * has written; whatever is wrong with it, the primary answers.
 */
import pg from "pg";
import { fromServer } from "../errors.ts";
import { Breaker } from "./breaker.ts";
import type { Session } from "./failover-pool.ts";

/** Longer than this a replica is not waited for. */
const PATIENCE = 3000;

export class Replica {
  readonly pool: pg.Pool;
  readonly #breaker: Breaker;
  /** Where the primary's log stood after our last write; undefined: that is not known. */
  #written: string | undefined = "0/0";

  constructor(config: pg.PoolConfig) {
    this.pool = new pg.Pool({ ...config, connectionTimeoutMillis: PATIENCE });
    this.pool.on("error", () => {});
    this.pool.on("connect", (client) => client.on("error", () => {}));
    this.#breaker = new Breaker({
      probe: async () => {
        const client = new pg.Client({ ...this.pool.options, query_timeout: PATIENCE });
        client.on("error", () => {});
        try {
          await client.connect();
          await client.query("select");
        } finally {
          await client.end().catch(() => {});
        }
      },
    });
  }

  /** Whether a read may be tried here, as far as is known. */
  mayAnswer(): boolean {
    return !this.#breaker.isOpen && this.#written !== undefined;
  }

  /** Whether this session shows what we have written. */
  async hasOurs(session: Session): Promise<boolean> {
    if (this.#written === "0/0") return true;
    const { rows } = await session.query<{ has: boolean }>(
      "select coalesce(pg_catalog.pg_last_wal_replay_lsn() >= $1::pg_lsn, true) as has",
      [this.#written],
    );
    return rows[0]!.has;
  }

  /** Something was written to the primary: from now on less than that does not do. */
  async noteWrite(primary: Session): Promise<void> {
    this.#written = undefined;
    const { rows } = await primary.query<{ at: string }>(
      "select pg_catalog.pg_current_wal_lsn()::text as at",
    );
    this.#written = rows[0]!.at;
  }

  /** It failed: a broken session keeps everybody away from it for a while. */
  noteFailure(error: unknown): void {
    if (fromServer(error).code === "SG900") this.#breaker.fail(error);
  }

  async close(): Promise<void> {
    this.#breaker.stop();
    await this.pool.end();
  }
}

const replicas = new WeakMap<pg.Pool, Replica>();

/** From now on reads of this pool may come from the replica. */
export function setReplica(pool: pg.Pool, replica: Replica): void {
  replicas.set(pool, replica);
}

export function replicaOf(pool: pg.Pool): Replica | undefined {
  return replicas.get(pool);
}
