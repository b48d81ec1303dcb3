import type pg from "pg";

/** An open database: a PostgreSQL somewhere, or the embedded one. */
export interface Database {
  readonly kind: "postgresql" | "embedded";
  /** Sessions on it: several, or exactly one on the embedded database. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}
