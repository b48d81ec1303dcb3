import { execFile, execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedDatabase, openEmbedded } from "../../src/database/embedded/open-embedded.ts";
import { openPsqlPort, type PsqlPort } from "../../src/database/embedded/psql-port.ts";
import { temporaryFolder } from "./support.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let database: EmbeddedDatabase;
let port: PsqlPort;
const clients: pg.Client[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  database = await openEmbedded({ dataDir, statementTimeout: 2000, holder: "server" });
  port = await openPsqlPort(database.engine, 0);
  await database.pool.query("create table t (n int); create role somebody");
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end().catch(() => {})));
  // The next one may only connect when this one has gone.
  await expect.poll(() => database.engine.hasGuest).toBe(false);
});
afterAll(async () => {
  await port.close();
  await database.close();
  await folder.remove();
});

async function guest(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: port.url });
  client.on("error", () => {});
  await client.connect();
  clients.push(client);
  return client;
}

describe("the port for psql", () => {
  it("takes turns with the server, each with its own settings", async () => {
    const client = await guest();
    await client.query("set application_name = 'mine'; set role somebody");
    await client.query({ name: "named", text: "select 1 as n" });
    const own = await database.pool.query(
      "select current_user as who, current_setting('application_name') as name",
    );
    expect(own.rows[0]).toMatchObject({ who: "postgres" });
    expect(own.rows[0].name).not.toBe("mine");
    const theirs = await client.query(
      "select current_user as who, current_setting('application_name') as name",
    );
    expect(theirs.rows).toEqual([{ who: "somebody", name: "mine" }]);
    expect((await client.query({ name: "named", text: "select 1 as n" })).rows).toEqual([{ n: 1 }]);
  });

  it("lets nobody into its transaction", async () => {
    const client = await guest();
    await client.query("begin");
    await client.query("insert into t values (1)");
    const waiting = database.pool.query("select count(*)::int as n from t where n = 1");
    await client.query("insert into t values (1)");
    await client.query("commit");
    expect((await waiting).rows).toEqual([{ n: 2 }]);
  });

  it("rolls back what a client leaves behind", async () => {
    const client = await guest();
    await client.query("begin");
    await client.query("insert into t values (3)");
    await client.end();
    const { rows } = await database.pool.query("select count(*)::int as n from t where n = 3");
    expect(rows).toEqual([{ n: 0 }]);
  });

  it("ends a transaction that lies idle while others wait", async () => {
    const client = await guest();
    await client.query("begin");
    await client.query("insert into t values (4)");
    const { rows } = await database.pool.query("select count(*)::int as n from t where n = 4");
    expect(rows).toEqual([{ n: 0 }]);
    await expect(client.query("commit")).rejects.toThrow();
  });

  it("tells a second client that there is one", async () => {
    await guest();
    await expect(guest()).rejects.toMatchObject({ code: "53300", severity: "FATAL" });
  });

  it("takes COPY", async () => {
    const psql = findPsql();
    if (psql === undefined) return;
    const { stdout } = await runPsql(psql, ["-c", "copy (select generate_series(1, 3)) to stdout"]);
    expect(stdout).toBe("1\n2\n3\n");
    const file = join(folder.path, "rows");
    await writeFile(file, "70\n71\n72\n");
    const copied = await runPsql(psql, ["-c", `\\copy t from '${file}'`, "-c", "select 1"]);
    expect(copied.stdout).toContain("COPY 3");
    await writeFile(file, "80\nnonsense\n");
    await expect(
      runPsql(psql, ["-v", "ON_ERROR_STOP=1", "-c", `\\copy t from '${file}'`]),
    ).rejects.toThrow("nonsense");
    const { rows } = await database.pool.query("select n from t where n >= 70 order by n");
    expect(rows).toEqual([{ n: 70 }, { n: 71 }, { n: 72 }]);
  });

  it("lets a real psql in, with \\d and all", async () => {
    const psql = findPsql();
    if (psql === undefined) return;
    const { stdout } = await runPsql(psql, ["-At", "-c", "select 6 * 7", "-c", "\\d t"]);
    expect(stdout).toContain("42");
    expect(stdout).toContain("n|integer");
    const failed = runPsql(psql, ["-v", "ON_ERROR_STOP=1", "-c", "select nonsense"]);
    await expect(failed).rejects.toThrow("nonsense");
  });
});

function findPsql(): string | undefined {
  try {
    execFileSync("psql", ["--version"], { stdio: "ignore" });
    return "psql";
  } catch {
    console.warn("\n*** SKIPPED: there is no psql on this machine ***\n");
    return undefined;
  }
}

function runPsql(psql: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(psql, ["-X", port.url, ...args], { timeout: 20_000 });
}
