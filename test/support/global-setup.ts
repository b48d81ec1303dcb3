/**
 * Runs once per `vitest run`: gets a database server, builds the template that test files clone,
 * and takes both away again.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/database/open.ts";
import {
  chooseDatabase,
  type DatabaseChoice,
  machineProbes,
  postgresImage,
  postgresScript,
} from "./choose-database.ts";
import { applyCurrentMigration } from "./current-migration.ts";
import { embeddedConfig, postgresConfig } from "./open-config.ts";

/** What the workers are told about the run's database. */
export type ProvidedDatabase =
  | {
      readonly kind: "postgresql";
      /** A superuser's connection to the server. */
      readonly adminUrl: string;
      readonly template: string;
      /** Every database of this run begins so. */
      readonly prefix: string;
    }
  | {
      readonly kind: "embedded";
      /** A migrated data folder; test files copy it. */
      readonly template: string;
    };

declare module "vitest" {
  interface ProvidedContext {
    testDatabase: ProvidedDatabase;
  }
}

type Undo = () => Promise<void>;

/** vitest calls this before the first test file and the returned function after the last one. */
export default async function setup(project: TestProject): Promise<Undo> {
  const undos: Undo[] = [];
  const teardown = async (): Promise<void> => {
    for (const undo of undos.splice(0).reverse()) await undo();
  };
  try {
    await temporaryFolder(undos);
    const choice = await chooseDatabase(process.env, machineProbes);
    const provided =
      choice.use === "embedded"
        ? await embeddedTemplate(choice.why, undos)
        : await postgresTemplate(await startServer(choice, undos), undos);
    project.provide("testDatabase", provided);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** All that the run writes is below one folder, so that nothing stays behind, whoever was killed. */
async function temporaryFolder(undos: Undo[]): Promise<void> {
  const before = process.env["TMPDIR"];
  const folder = await mkdtemp(join(tmpdir(), "specql-run-"));
  // A server of its own runs as another user.
  await chmod(folder, 0o755);
  process.env["TMPDIR"] = folder;
  undos.push(async () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    await rm(folder, { recursive: true, force: true });
  });
}

/** Gets a server and returns a superuser's URL. */
async function startServer(
  choice: Exclude<DatabaseChoice, { use: "embedded" }>,
  undos: Undo[],
): Promise<string> {
  if (choice.use === "given") {
    announce("the PostgreSQL of TEST_DATABASE_URL");
    return choice.url;
  }
  if (choice.use === "docker") {
    announce(`PostgreSQL in a container of ${postgresImage}`);
    const { GenericContainer, Wait } = await import("testcontainers");
    const password = randomBytes(16).toString("hex");
    const container = await new GenericContainer(postgresImage)
      .withEnvironment({ POSTGRES_PASSWORD: password })
      .withCommand(["postgres", "-c", "fsync=off", "-c", "max_connections=200"])
      .withExposedPorts(5432)
      // The image starts the server twice: first for its own preparations, then for us.
      .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
      .start();
    undos.push(async () => void (await container.stop()));
    return `postgres://postgres:${password}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
  }
  announce(`a throw-away PostgreSQL cluster of ${choice.bindir}`);
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  undos.push(async () => {
    await script("stop", folder, "--remove");
    await rm(folder, { recursive: true, force: true });
  });
  const options = ["--no-fsync", "--max-connections", "200", "--while", String(process.pid)];
  return (await script("start", folder, ...options)).trim();
}

async function script(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", [postgresScript, ...args]);
  return stdout;
}

async function postgresTemplate(adminUrl: string, undos: Undo[]): Promise<ProvidedDatabase> {
  const prefix = `specql_test_${randomBytes(4).toString("hex")}_`;
  const template = `${prefix}template`;
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;

  await withClient(adminUrl, (admin) => admin.query(`create database ${template} encoding 'UTF8'`));
  undos.push(() => withClient(adminUrl, (admin) => dropDatabases(admin, prefix)));
  // Makes the extensions and roles too.
  const database = await openDatabase(postgresConfig(url.href), { migrate: true });
  try {
    await applyCurrentMigration(database.pool);
  } finally {
    await database.close();
  }
  // A database can be cloned only while nobody is connected to it: keep everybody out.
  await withClient(adminUrl, (admin) =>
    admin.query(`alter database ${template} with is_template true allow_connections false`),
  );
  return { kind: "postgresql", adminUrl, template, prefix };
}

/** Drops whatever test files that were killed have left, and the template. */
async function dropDatabases(admin: pg.Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where starts_with(datname, $1)",
    [prefix],
  );
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} with is_template false`);
    await admin.query(`drop database if exists ${datname} with (force)`);
  }
}

async function embeddedTemplate(why: string, undos: Undo[]): Promise<ProvidedDatabase> {
  announce(`the embedded database, because ${why}`);
  const template = await mkdtemp(join(tmpdir(), "specql-test-"));
  undos.push(() => rm(template, { recursive: true, force: true }));
  const database = await openDatabase(embeddedConfig(template), { migrate: true });
  try {
    await applyCurrentMigration(database.pool);
  } finally {
    await database.close();
  }
  return { kind: "embedded", template };
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function announce(what: string): void {
  console.log(`The tests run on ${what}.`);
}
