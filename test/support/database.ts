/**
 * A database for each test file: a clone of the run's migrated template.
 *
 *     const database = await testDatabase();
 *     afterAll(() => database.drop());
 *
 * Which server it lies on is decided once per run; see choose-database.ts.
 */
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, inject } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { embeddedConfig, postgresConfig } from "./open-config.ts";

/** A test file's own database. */
export interface TestDatabase {
  readonly kind: "postgresql" | "embedded";
  /** A superuser's URL; absent on the embedded database, which has none. */
  readonly url?: string;
  /** Where the embedded database lies (the folder that holds `data`). */
  readonly folder?: string;
  /** Connections as the superuser: several on PostgreSQL, exactly one on the embedded database. */
  readonly pool: pg.Pool;
  /** Opens a further real session. PostgreSQL only: the embedded database has one session. */
  connect(options?: pg.ClientConfig): Promise<pg.Client>;
  /** Closes every connection and removes the database. */
  drop(): Promise<void>;
}

/** What this run uses. Known before any test runs, so it can choose between suites. */
export const databaseKind: "postgresql" | "embedded" = inject("testDatabase").kind;

/** Makes a database with roles, extensions and all migrations. Call `drop()` when done. */
export async function testDatabase(): Promise<TestDatabase> {
  const provided = inject("testDatabase");
  return provided.kind === "postgresql"
    ? clonedDatabase(provided.adminUrl, provided.template, provided.prefix)
    : copiedDatabase(provided.template);
}

async function clonedDatabase(
  adminUrl: string,
  template: string,
  prefix: string,
): Promise<TestDatabase> {
  const name = prefix + randomBytes(6).toString("hex");
  await onServer(adminUrl, async (admin) => {
    await admin.query(`create database ${name} template ${template}`);
    // A clone has no grants of its own on the database itself.
    await admin.query(`grant create on database ${name} to specql_owner`);
  });
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  const database = await openDatabase(postgresConfig(url));
  const sessions = new Set<pg.Client>();

  return {
    kind: "postgresql",
    url,
    pool: database.pool,
    async connect(options = {}) {
      const session = new pg.Client({ ...options, connectionString: url });
      // A session that a test has terminated on purpose must not end the test run.
      session.on("error", () => {});
      await session.connect();
      sessions.add(session);
      session.once("end", () => sessions.delete(session));
      return session;
    },
    async drop() {
      await Promise.all([...sessions].map((session) => session.end().catch(() => {})));
      await database.close();
      await onServer(adminUrl, (admin) =>
        admin.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

async function copiedDatabase(template: string): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  await cp(join(template, "data"), join(folder, "data"), { recursive: true });
  const database = await openDatabase(embeddedConfig(folder));
  return {
    kind: "embedded",
    folder,
    pool: database.pool,
    connect() {
      return Promise.reject(
        new Error("the embedded database has one session: put this suite in describeOnPostgres"),
      );
    },
    async drop() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, use: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await use(admin);
  } finally {
    await admin.end();
  }
}

/** A suite that needs what only a real server has. Skipped on the embedded database, and says so. */
export function describeOnPostgres(name: string, body: () => void): void {
  if (databaseKind === "postgresql") {
    describe(name, body);
    return;
  }
  console.warn(
    `\n*** SKIPPED: "${name}" needs PostgreSQL; this run uses the embedded database ***\n`,
  );
  describe.skip(`${name} [skipped: needs PostgreSQL]`, body);
}

/** Runs `use` in a transaction that is rolled back, whatever comes of it. */
export async function rolledBack<T>(
  pool: pg.Pool,
  use: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    return await use(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}
