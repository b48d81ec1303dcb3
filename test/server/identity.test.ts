import { createHmac } from "node:crypto";
import { UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../src/server/serve.ts";
import { graphql, post, SECRET, send, startServer, type TestServer, tokenFor } from "./support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ jwtSecret: SECRET, host: "127.0.0.1" });
});
afterAll(() => server.drop());

const now = Math.floor(Date.now() / 1000);

function rpc(
  token: string | undefined,
  name = "health",
  args: unknown = {},
): ReturnType<typeof post> {
  return post(
    `${server.url}/rpc/${name}`,
    args,
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  );
}

describe("tokens", () => {
  it("are needed, except for the page and its health", async () => {
    const answer = await rpc(undefined);
    expect([answer.status, answer.json.error.code]).toEqual([401, "SG480"]);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
    const query = await post(`${server.url}/graphql`, { query: "{ domains { id } }" });
    expect(query.status).toBe(401);
    expect((await send(`${server.url}/health`)).status).toBe(200);
    expect((await send(`${server.url}/`)).status).toBe(200);
  });

  it("must be ours, in time, and say who and as what", async () => {
    const claims = { sub: "alice", role: "specql_author" };
    const none = new UnsecuredJWT(claims).encode();
    // Signed with the right key, but by another algorithm than ours.
    const head = Buffer.from(`{"alg":"HS512"}`).toString("base64url");
    const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const sum = createHmac("sha512", SECRET).update(`${head}.${body}`).digest("base64url");
    const wrong: [string, number, string][] = [
      [await tokenFor(claims, `${SECRET}x`), 401, "SG481"],
      [await tokenFor({ ...claims, exp: now - 10 }), 401, "SG481"],
      [await tokenFor({ ...claims, nbf: now + 1000 }), 401, "SG481"],
      [none, 401, "SG481"],
      [`${head}.${body}.${sum}`, 401, "SG481"],
      ["nonsense", 401, "SG481"],
      [await tokenFor({ role: "specql_author" }), 401, "SG481"],
      [await tokenFor({ sub: "", role: "specql_author" }), 401, "SG481"],
      [await tokenFor({ sub: "alice" }), 403, "SG482"],
      [await tokenFor({ sub: "alice", role: "postgres" }), 403, "SG482"],
      [await tokenFor({ sub: "alice", role: "specql_owner" }), 403, "SG482"],
      [await tokenFor({ sub: "alice", role: "specql_gateway" }), 403, "SG482"],
      [await tokenFor({ sub: "alice", role: ["specql_admin"] }), 403, "SG482"],
    ];
    for (const [token, status, code] of wrong) {
      const answer = await rpc(token);
      expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    }
  });

  it("say what may be done, and who did it", async () => {
    const author = await tokenFor({ sub: "alice", role: "specql_author", exp: now + 100 });
    const reader = await tokenFor({ sub: "bob", role: "specql_reader", exp: now + 100 });
    const args = { domain_number: "5", domain_name: "tokens" };
    const refused = await rpc(reader, "register_domain", args);
    expect([refused.status, refused.json.error.code]).toEqual([403, "SG401"]);
    expect((await rpc(author, "register_domain", args)).status).toBe(200);

    const document = `mutation { registerDomain(input: {domainNumber: "6", domainName: "more"}) {
      __typename ... on RegistryError { code } } }`;
    const headers = (token: string): Record<string, string> => ({
      authorization: `Bearer ${token}`,
    });
    expect((await graphql(server, document, {}, headers(reader))).data.registerDomain).toEqual({
      __typename: "RegistryError",
      code: "SG401",
    });
    expect((await graphql(server, document, {}, headers(author))).data.registerDomain).toEqual({
      __typename: "Domain",
    });
    const admin = await tokenFor({ sub: "root", role: "specql_admin" });
    const log = await graphql(
      server,
      `
        {
          auditLogs {
            tableName
            newRow
            actor
            roleName
          }
        }
      `,
      {},
      headers(admin),
    );
    const mine = log.data.auditLogs.filter((row: any) => row.tableName === "tb_domain");
    expect(mine).toHaveLength(2);
    for (const row of mine)
      expect(row).toMatchObject({ actor: "alice", roleName: "specql_author" });
  });

  it("of one request are not the next one's", async () => {
    const tokens = await Promise.all(
      ["specql_reader", "specql_author"].map((role) => tokenFor({ sub: role, role })),
    );
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        rpc(tokens[n % 2], "register_domain", { domain_number: "5", domain_name: "tokens" }),
      ),
    );
    for (const [n, answer] of answers.entries()) {
      expect(answer.json.error.code).toBe(n % 2 === 0 ? "SG401" : "SG301");
    }
  });
});

it("without a secret listens to this machine only", async () => {
  const options = { dataDir: "unused", poolSize: 1, port: 0, host: "0.0.0.0" };
  await expect(serve(options, { log() {} })).rejects.toMatchObject({ code: "SG485" });
});
