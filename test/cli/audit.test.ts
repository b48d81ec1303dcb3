/** `specql audit` and `specql services`, by the real program on a database of its own. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnPostgres, type TestDatabase, testDatabase } from "../support/database.ts";
import { type Finished, specql } from "./program.ts";

describeOnPostgres("the commands of the audit and of the services", () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "specql-cli-"));
    database = await testDatabase();
  });
  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]): Promise<Finished> =>
    specql(args, { env: { DATABASE_URL: database.url ?? "" }, cwd: folder });
  const data = async (...args: string[]): Promise<any> => {
    const { status, stdout, stderr } = await run(...args, "--json");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };

  it("registers the services of a YAML file, in any order, or of a JSON file", async () => {
    await writeFile(
      join(folder, "services.yaml"),
      `services:
  - name: shop
    owner: sales
    dependencies: [mail, auth]
    schemas: [public]
    uses:
      - {table: public.orders, columns: [total]}
  - name: mail
    type: email
    dependencies: [auth]
    operations:
      - name: send
        timeout: 2.5
        max_retries: 0
        input_schema: {type: object, properties: {to: {type: string, minLength: 3}}, required: [to]}
  - {name: auth}
`,
    );
    const rows = await data("services", "register", "--file", "services.yaml");
    expect(rows.map((row: { service_name: string }) => row.service_name)).toEqual([
      "shop",
      "mail",
      "auth",
    ]);
    await writeFile(join(folder, "one.json"), '{"name": "site", "dependencies": ["shop"]}');
    expect(await data("services", "register", "--file", "one.json")).toMatchObject({
      service_name: "site",
    });
    expect(await data("services", "list", "--type", "email")).toHaveLength(1);
    const order = await data("services", "order");
    expect(order.map((row: { service_name: string }) => row.service_name)).toEqual([
      "auth",
      "mail",
      "shop",
      "site",
    ]);
    const shown = await data("services", "show", "MAIL");
    expect(shown).toMatchObject({
      service_name: "mail",
      operations: [
        { operation_name: "send", timeout_seconds: 2.5, input_schema: { required: ["to"] } },
      ],
      dependencies: [{ name: "auth", depth: 1 }],
      uses: [],
    });
    expect((await run("services", "dependents", "auth")).stdout).toMatch(/1 +mail\n/);
    expect((await run("services", "show", "shop")).stdout).toContain("orders");
  });

  it("refuses a cycle, a wrong schema, an unknown name and a file that is none", async () => {
    const cases: [content: string, code: string, status: number, says: string][] = [
      ["name: auth\ndependencies: [site]\n", "SG206", 2, " -> "],
      ["name: x\ndependencies: [shopp]\n", "SG209", 2, "Did you mean shop?"],
      [
        "name: x\noperations:\n  - name: o\n    input_schema: {type: strng}\n",
        "SG140",
        1,
        "input_schema",
      ],
      ["services: []\n", "SG131", 1, "services"],
      ["services:\n  - {name: x}\nother: 1\n", "SG131", 1, "services"],
      ["[1, 2", "SG130", 1, ""],
    ];
    for (const [content, code, status, says] of cases) {
      await writeFile(join(folder, "bad.yaml"), content);
      const refused = await run("services", "register", "--file", "bad.yaml");
      expect(refused, content).toMatchObject({ status, stdout: "" });
      expect(refused.stderr).toContain(code);
      expect(refused.stderr).toContain(says);
    }
    expect(await run("services", "show", "nobody")).toMatchObject({ status: 2 });
    expect(await run("services", "retire", "auth")).toMatchObject({ status: 3 });
    expect(await data("services", "retire", "site", "--reason", "closed")).toMatchObject({
      retired_reason: "closed",
    });
  });

  it("lists changes, seals them, and finds the log whole", async () => {
    const log = await data("audit", "log", "--table", "service", "--limit", "3");
    expect(log).toHaveLength(3);
    expect(log.at(-1)).toMatchObject({ operation: "update", table_name: "tb_service" });
    expect((await run("audit", "log")).stdout).toContain("retired_reason");
    const [seal] = await data("audit", "seal");
    expect(Number(seal.changes)).toBeGreaterThan(5);
    expect((await run("audit", "seal")).stdout).toBe("nothing to seal\n");
    const { status, stdout } = await run("audit", "verify");
    expect(status).toBe(0);
    expect(stdout).toContain("all well");
  });

  it("signs an anchor, takes it back, and says what was altered since", async () => {
    const pem = (kind: "private" | "public", key = "a"): string =>
      join(folder, `${key}.${kind}.pem`);
    for (const name of ["a", "b"]) {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      await writeFile(pem("private", name), privateKey.export({ type: "pkcs8", format: "pem" }));
      await writeFile(pem("public", name), publicKey.export({ type: "spki", format: "pem" }));
    }
    await run("audit", "anchor", "--to", "anchor.json", "--key", pem("private"));
    const checked = ["audit", "verify", "--anchor", "anchor.json", "--key"];
    expect(await run(...checked, pem("public"))).toMatchObject({ status: 0 });
    expect(await run(...checked, pem("public"), "--since-anchor")).toMatchObject({ status: 0 });
    const other = await run(...checked, pem("public", "b"));
    expect(other).toMatchObject({ status: 1, stdout: "" });
    expect(other.stderr).toContain("SG188");
    const kept = await readFile(join(folder, "anchor.json"), "utf8");
    await writeFile(join(folder, "anchor.json"), kept.replace(/"seq": \d+/, '"seq": 999'));
    expect((await run(...checked, pem("public"))).stderr).toContain("SG188");
    expect((await run(...checked, "anchor.json")).stderr).toContain("SG131");
    // Without the key the document counts as it is, and the log does not reach that far.
    const cut = await run("audit", "verify", "--anchor", "anchor.json");
    expect(cut.status).toBe(1);
    expect(cut.stdout).toContain("FAIL  ledger: changes: missing");
    await writeFile(join(folder, "anchor.json"), "{}");
    expect((await run("audit", "verify", "--anchor", "anchor.json")).stderr).toContain("SG131");

    const client = await database.connect();
    await client.query("set session_replication_role = replica");
    await client.query("update specql_audit.tb_change set actor = 'eve' where pk_change = 2");
    const forged = await run("audit", "verify");
    expect(forged.status).toBe(1);
    expect(forged.stdout).toContain(
      "FAIL  sealed changes: altered: change 2 is not what was sealed",
    );
  });
});
