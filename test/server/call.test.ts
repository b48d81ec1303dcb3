import { writeFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, httpCaller, openCaller } from "../../src/call.ts";
import { openEmbedded } from "../../src/database/embedded/open-embedded.ts";
import { serve } from "../../src/server/serve.ts";
import { databaseKind, describeOnPostgres } from "../support/database.ts";
import { child, nextMessage } from "../database/support.ts";
import { embeddedFolder, SECRET, startServer, type TestServer, tokenFor } from "./support.ts";

describe("over HTTP", () => {
  let server: TestServer;
  let caller: Caller;
  beforeAll(async () => {
    server = await startServer({ jwtSecret: SECRET, host: "127.0.0.1" });
    const token = await tokenFor({ sub: "alice", role: "specql_author" });
    caller = await openCaller({ url: server.url, token, dataDir: "unused", poolSize: 1 });
  });
  afterAll(() => server.drop());

  it("calls functions", async () => {
    expect(caller.via).toBe("http");
    expect(
      await caller.call("register_domain", { domain_number: "1", domain_name: "core" }),
    ).toMatchObject({ kind: "row", result: { domain_number: "1" } });
    expect(await caller.call("free_domain_numbers")).toMatchObject({
      kind: "value",
      result: expect.arrayContaining(["2", "F"]),
    });
  });

  it("gives the server's errors as they are", async () => {
    await expect(
      caller.call("register_domain", { domain_number: "1", domain_name: "other" }),
    ).rejects.toMatchObject({ code: "SG301", field: "domain_number", hint: expect.any(String) });
    await expect(caller.call("helth")).rejects.toMatchObject({ code: "SG202" });
    await expect(httpCaller(server.url).call("health")).rejects.toMatchObject({ code: "SG480" });
    await expect(httpCaller(server.url, "x").call("health")).rejects.toMatchObject({
      code: "SG481",
    });
  });

  it("says that nobody answers", async () => {
    await expect(httpCaller("http://127.0.0.1:1").call("health")).rejects.toMatchObject({
      code: "SG900",
      message: "the server cannot be reached",
    });
  });
});

describeOnPostgres("over SQL", () => {
  it("gives the same answers and errors", async () => {
    const server = await startServer();
    const caller = await openCaller({
      databaseUrl: server.databaseUrl!,
      dataDir: "unused",
      poolSize: 1,
    });
    const other = httpCaller(server.url);
    try {
      expect(caller.via).toBe("sql");
      await caller.call("register_domain", { domain_number: "1", domain_name: "core" });
      const calls: [string, Record<string, unknown>][] = [
        ["list_rows", { view_name: "domains" }],
        ["find_domain", { name_or_alias: "CORE" }],
        ["register_domain", { domain_number: "1", domain_name: "again" }],
        ["register_domain", { domain_number: "99", domain_name: "again" }],
        ["register_domain", { domain_number: null, domain_name: "again" }],
        ["nothing", {}],
      ];
      for (const [name, args] of calls) {
        const [a, b] = await Promise.all(
          [caller, other].map((one) => one.call(name, args).catch((error: unknown) => error)),
        );
        expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      }
    } finally {
      await caller.close();
      await server.drop();
    }
  });
});

describe.runIf(databaseKind === "embedded")("on the embedded database", () => {
  let folder: string;
  let dataDir: string;
  beforeAll(async () => {
    folder = await embeddedFolder();
    dataDir = join(folder, "data");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("opens it, where nobody has", async () => {
    const caller = await openCaller({ dataDir, poolSize: 1 });
    expect(caller.via).toBe("sql");
    await caller.call("register_domain", { domain_number: "1", domain_name: "core" });
    await caller.close();
  });

  it("is not fooled by what a killed server has left", async () => {
    const stale = { pid: 1, kind: "server", startedAt: "", url: "http://127.0.0.1:1" };
    await writeFile(join(folder, "server.json"), JSON.stringify(stale));
    const caller = await openCaller({ dataDir, poolSize: 1 });
    expect(caller.via).toBe("sql");
    expect((await caller.call("list_rows", { view_name: "domains" })).result).toHaveLength(1);
    await caller.close();
  });

  it("asks the server that has it", async () => {
    const server = await serve({ dataDir, poolSize: 1, port: 0 }, { log() {} });
    const caller = await openCaller({ dataDir, poolSize: 1 });
    expect(caller.via).toBe("http");
    await caller.call("register_domain", { domain_number: "2", domain_name: "crm" });
    await server.close();
    await expect(caller.call("health")).rejects.toMatchObject({ code: "SG900" });
  });

  it("says who else has it", async () => {
    const holder = await openEmbedded({ dataDir, statementTimeout: 0, holder: "command" });
    await expect(openCaller({ dataDir, poolSize: 1 })).rejects.toMatchObject({
      code: "SG393",
      message: expect.stringContaining(String(process.pid)),
    });
    await holder.close();
    expect(await nextMessage(child("./opener.child.ts", [dataDir]))).toEqual({ opened: true });
  });
});
