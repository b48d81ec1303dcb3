import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { refusal } from "../../src/database/requirements.ts";
import type { SpecqlError } from "../../src/errors.ts";
import { describeOnPostgres, testDatabase, type TestDatabase } from "../support/database.ts";

/** What opening `databaseUrl` is refused with. */
async function refused(databaseUrl: string): Promise<SpecqlError> {
  try {
    const database = await openDatabase({ databaseUrl, dataDir: "unused", poolSize: 1 });
    await database.close();
  } catch (error) {
    return error as SpecqlError;
  }
  throw new Error("it opened");
}

describeOnPostgres("a PostgreSQL that cannot be used", () => {
  let database: TestDatabase;
  let admin: pg.Client;
  const made: string[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    admin = await database.connect();
  });
  afterAll(async () => {
    for (const name of made) await admin.query(`drop database ${name} with (force)`);
    await admin.query("drop role if exists specql_test_login");
    await database.drop();
  });

  function url(change: (url: URL) => void): string {
    const changed = new URL(database.url!);
    change(changed);
    return changed.href;
  }

  async function emptyDatabase(options = ""): Promise<string> {
    const name = `${new URL(database.url!).pathname.slice(1)}_${made.length}`;
    await admin.query(`create database ${name} template template0 ${options}`);
    made.push(name);
    return url((it) => (it.pathname = `/${name}`));
  }

  it("refuses the login", async () => {
    await admin.query("create role specql_test_login login password 'right'");
    const error = await refused(
      url((it) => {
        it.username = "specql_test_login";
        it.password = "a-wrong-secret";
      }),
    );
    // Where the server trusts everybody, the login works, and may see nothing.
    expect(["SG410", "SG401", "SG906"]).toContain(error.code);
    expect(error.hint).toBeTruthy();
    expect(JSON.stringify(error)).not.toContain("a-wrong-secret");
  });

  it("does not exist", async () => {
    const error = await refused(url((it) => (it.pathname = "/no_such_database")));
    expect(error).toMatchObject({ code: "SG290", hint: expect.stringContaining("Create it") });
  });

  it("is not there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    for (const host of [`127.0.0.1:${port}`, "no-such-host.invalid:5432"]) {
      const error = await refused(`postgres://somebody:secret@${host}/db`);
      expect(error).toMatchObject({ code: "SG900", detail: expect.stringContaining(host) });
      expect(JSON.stringify(error)).not.toContain("secret");
    }
  });

  it("lacks an extension, which migrating adds", async () => {
    const databaseUrl = await emptyDatabase("encoding 'UTF8'");
    const error = await refused(databaseUrl);
    expect(error).toMatchObject({ code: "SG904", message: expect.stringContaining("vector") });
    expect(error.hint).toContain("create extension vector");
    const opened = await openDatabase(
      { databaseUrl, dataDir: "unused", poolSize: 1 },
      { migrate: true },
    );
    await opened.close();
    const again = await openDatabase({ databaseUrl, dataDir: "unused", poolSize: 1 });
    await again.close();
  });

  it("has no schema", async () => {
    const databaseUrl = await emptyDatabase("encoding 'UTF8'");
    const client = new pg.Client(databaseUrl);
    await client.connect();
    await client.query("create extension vector; create extension pg_trgm");
    await client.end();
    expect(await refused(databaseUrl)).toMatchObject({
      code: "SG906",
      hint: expect.stringContaining("specql migrate"),
    });
  });

  it("has another encoding", async () => {
    const databaseUrl = await emptyDatabase("encoding 'LATIN1' locale 'C'");
    expect(await refused(databaseUrl)).toMatchObject({ code: "SG903" });
    const migrating = openDatabase(
      { databaseUrl, dataDir: "unused", poolSize: 1 },
      { migrate: true },
    );
    await expect(migrating).rejects.toMatchObject({ code: "SG903" });
  });

  it("leaves nothing behind in its sessions, for the sake of PgBouncer", async () => {
    const opened = await openDatabase({
      databaseUrl: database.url!,
      dataDir: "unused",
      poolSize: 1,
    });
    await opened.pool.query({ name: "named", text: "select 1" });
    const { rows } = await opened.pool.query(
      "select count(*)::int as n from pg_prepared_statements",
    );
    expect(rows).toEqual([{ n: 0 }]);
    await opened.close();
  });
});

it("knows which versions will do", () => {
  const good = { version: 15, versionText: "15.2", encoding: "UTF8", missing: [] };
  expect(refusal(good)).toBeUndefined();
  expect(refusal({ ...good, version: 18, versionText: "18.1" })).toBeUndefined();
  expect(refusal({ ...good, version: 14, versionText: "14.9" })).toMatchObject({ code: "SG902" });
  expect(refusal({ ...good, version: 19, versionText: "19.0" })).toMatchObject({ code: "SG902" });
  const old = { name: "vector", wanted: "0.7", found: "0.5.1", available: true };
  expect(refusal({ ...good, missing: [old] })).toMatchObject({
    code: "SG904",
    detail: expect.stringContaining("0.5.1"),
  });
  const absent = { name: "vector", wanted: "0.7", available: false };
  expect(refusal({ ...good, missing: [absent] })?.hint).toContain("postgresql-15-pgvector");
});
