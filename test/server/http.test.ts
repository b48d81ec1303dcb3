import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, send, startServer, type TestServer } from "./support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ allowedHosts: ["registry.example"] });
});
afterAll(() => server.drop());

describe("/health", () => {
  it("is well", async () => {
    const answer = await send(`${server.url}/health`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ status: "ok" });
  });

  it("keeps the connection for longer than clients and proxies do", async () => {
    const answer = await fetch(`${server.url}/health`);
    await answer.body?.cancel();
    expect(
      Number(/timeout=(\d+)/.exec(answer.headers.get("keep-alive") ?? "")?.[1]),
    ).toBeGreaterThan(60);
  });
});

describe("/rpc", () => {
  it("calls a function by its arguments' names", async () => {
    const made = await post(`${server.url}/rpc/register_domain`, {
      domain_number: "3",
      domain_name: "sales",
    });
    expect(made.status).toBe(200);
    expect(made.json).toMatchObject({ kind: "row", result: { domain_name: "sales" } });
    const rows = await post(`${server.url}/rpc/list_rows`, { view_name: "domains" });
    expect(rows.json.kind).toBe("value");
    expect(rows.json.result).toContainEqual(expect.objectContaining({ domain_name: "sales" }));
  });

  it("needs no body where there are no arguments", async () => {
    const answer = await send(`${server.url}/rpc/health`, { method: "POST" });
    expect(answer.status).toBe(200);
    expect(answer.json.result.status).toBe("ok");
  });

  it.each([
    ["/rpc/register_domian", {}, 404, "SG202"],
    ["/rpc/register_domain", { domain_number: "4" }, 400, "SG104"],
    ["/rpc/register_domain", { domain_number: "4", domain_name: "x", colour: 1 }, 400, "SG104"],
    ["/rpc/register_domain", ["4", "x"], 400, "SG104"],
    ["/rpc/register_domain", { domain_number: "3", domain_name: "again" }, 409, "SG301"],
    [
      "/rpc/register_subdomain",
      { domain: "no", subdomain_number: "1", subdomain_name: "a" },
      404,
      "SG201",
    ],
    ["/rpc/register_domain", { domain_number: "4", domain_name: "a\0b" }, 400, "SG101"],
  ])("refuses %s %j with %i", async (path, body, status, code) => {
    const answer = await post(server.url + path, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatchObject({ code, message: expect.any(String) });
  });

  it("says what is wrong with a body", async () => {
    const broken = await send(`${server.url}/rpc/health`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect([broken.status, broken.json.error.code]).toEqual([400, "SG181"]);
    const form = await send(`${server.url}/rpc/health`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "a=1",
    });
    expect([form.status, form.json.error.code]).toEqual([415, "SG182"]);
    const latin = await send(`${server.url}/rpc/health`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(latin.json.error.code).toBe("SG181");
  });

  it("refuses a body that is too large, announced or not", async () => {
    const announced = await send(`${server.url}/rpc/health`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": String(2 ** 30) },
    }).catch((error: NodeJS.ErrnoException) => error);
    expect(announced).toMatchObject({ status: 413 });
    const sent = await send(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: `# ${"x".repeat(9 * 1024 * 1024)}` }),
    }).catch((error: NodeJS.ErrnoException) => error);
    // The server may hang up while the rest is still being sent.
    if ("status" in sent) expect([sent.status, sent.json.error.code]).toEqual([413, "SG180"]);
  });

  it("reaches functions of app only", async () => {
    for (const name of ["pg_sleep", "pg_catalog.pg_sleep", "common.call_function", "..%2fhealth"]) {
      const answer = await post(`${server.url}/rpc/${name}`, {});
      expect([answer.status, answer.json.error.code]).toEqual([404, "SG202"]);
    }
  });
});

describe("addresses", () => {
  it("knows its own", async () => {
    const answer = await send(`${server.url}/nowhere`);
    expect([answer.status, answer.json.error.code]).toEqual([404, "SG280"]);
    const got = await send(`${server.url}/graphql`);
    expect([got.status, got.json.error.code]).toEqual([405, "SG183"]);
  });

  it.each(["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "user@localhost"])(
    "refuses the host %j",
    async (host) => {
      const answer = await send(`${server.url}/health`, { headers: { host } });
      expect([answer.status, answer.json.error.code]).toEqual([403, "SG483"]);
    },
  );

  it.each(["localhost:1", "127.0.0.1", "[::1]:80", "registry.example"])(
    "answers to %j",
    async (host) => {
      expect((await send(`${server.url}/health`, { headers: { host } })).status).toBe(200);
    },
  );

  it.each(["http://evil.example", "null", "http://localhost.evil.example", "file://"])(
    "refuses the origin %j",
    async (origin) => {
      const answer = await post(`${server.url}/graphql`, { query: "{ health }" }, { origin });
      expect([answer.status, answer.json.error.code]).toEqual([403, "SG484"]);
    },
  );

  it("answers pages of its own", async () => {
    const answer = await post(
      `${server.url}/graphql`,
      { query: "{ __typename }" },
      { origin: server.url },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

it("says at the start that everybody is an administrator", () => {
  expect(server.log.join("\n")).toMatch(/no SPECQL_JWT_SECRET.*specql_admin/);
});
