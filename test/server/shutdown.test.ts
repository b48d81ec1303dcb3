import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { serve } from "../../src/server/serve.ts";
import { databaseKind, describeOnPostgres } from "../support/database.ts";
import { post, send, startServer, type TestServer } from "./support.ts";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.drop();
  server = undefined;
});

const DOMAIN = { domain_number: "1", domain_name: "core" };

describe("closing", () => {
  it("lets a request end that is under way, and takes no other", async () => {
    server = await startServer(databaseKind === "embedded" ? { pgPort: 0 } : {});
    // Somebody holds the row that the request waits for.
    const other = new pg.Client(server.pgUrl ?? server.databaseUrl);
    other.on("error", () => {});
    await other.connect();
    await other.query("begin");
    await other.query(
      "insert into specql_registry.tb_domain (domain_number, domain_name) values ('1', 'held')",
    );
    const request = post(`${server.url}/rpc/register_domain`, DOMAIN);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const closing = server.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(send(`${server.url}/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await other.query("rollback").catch(() => {});
    expect(await request).toMatchObject({ status: 200, headers: { connection: "close" } });
    await closing;
    await other.end().catch(() => {});
    // Asked twice, it closes once.
    await server.close();
  });

  it("ends connections that say nothing", async () => {
    server = await startServer({ closeTimeout: 200 });
    const { Socket } = await import("node:net");
    const socket = new Socket().connect(Number(new URL(server.url).port), "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n");
    const started = Date.now();
    await server.close();
    expect(Date.now() - started).toBeLessThan(5000);
    socket.destroy();
  });

  it("gives the port back, and names it while it is taken", async () => {
    server = await startServer();
    const port = Number(new URL(server.url).port);
    const second = startServer({ port });
    await expect(second).rejects.toMatchObject({ code: "SG394" });
    await server.close();
    await expect(send(`${server.url}/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe.runIf(databaseKind === "embedded")("the embedded database's files", () => {
  it("say where the server is, as long as it is there", async () => {
    server = await startServer();
    const file = join(dirname(server.dataDir!), "server.json");
    expect(existsSync(file)).toBe(true);
    const again = serve({ dataDir: server.dataDir!, poolSize: 1, port: 0 }, { log() {} });
    await expect(again).rejects.toMatchObject({ code: "SG393" });
    await server.close();
    expect(existsSync(file)).toBe(false);
  });
});

describeOnPostgres("a statement that takes too long", () => {
  it("is cancelled, and the request told", async () => {
    server = await startServer({ statementTimeout: 400 });
    const other = new pg.Client(server.databaseUrl);
    await other.connect();
    await other.query("begin; lock table specql_registry.tb_domain in exclusive mode");
    const answer = await post(`${server.url}/rpc/register_domain`, DOMAIN);
    expect(answer.json.error.code).toBe("SG391");
    await other.end();
    expect((await post(`${server.url}/rpc/register_domain`, DOMAIN)).status).toBe(200);
  });
});

describeOnPostgres("a database that goes away", () => {
  it("makes health 503 and requests 503, and recovers", async () => {
    server = await startServer();
    expect((await send(`${server.url}/health`)).status).toBe(200);
    const name = new URL(server.databaseUrl!).pathname.slice(1);
    const elsewhere = new URL(server.databaseUrl!);
    elsewhere.pathname = "/postgres";
    const admin = new pg.Client(elsewhere.href);
    await admin.connect();
    try {
      await admin.query(`alter database ${name} with allow_connections false`);
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
        [name],
      );
      await expect.poll(async () => (await send(`${server!.url}/health`)).status).toBe(503);
      const answer = await post(`${server.url}/rpc/health`, {});
      expect([answer.status, answer.json.error.code.slice(0, 4)]).toEqual([503, "SG90"]);
    } finally {
      await admin.query(`alter database ${name} with allow_connections true`);
      await admin.end();
    }
    await expect.poll(async () => (await send(`${server!.url}/health`)).status).toBe(200);
  });
});
