/** `specql types …` and `specql import types`, run as a person runs them. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseKind, type TestDatabase, testDatabase } from "../support/database.ts";
import { type Finished, specql } from "./program.ts";

let folder: string;
let database: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-types-"));
  database = await testDatabase();
  env =
    databaseKind === "postgresql"
      ? { DATABASE_URL: database.url! }
      : { SPECQL_DATA_DIR: join(database.folder!, "data") };
  // The embedded database is opened by one process at a time.
  if (databaseKind === "embedded") await database.pool.end();
});
afterAll(async () => {
  if (databaseKind === "postgresql") await database.drop();
  else await rm(database.folder!, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Finished> => specql(args, { env, cwd: folder });
async function data(...args: string[]): Promise<any> {
  const { status, stdout, stderr } = await run(...args, "--json");
  expect(stderr).toBe("");
  return { status, answer: JSON.parse(stdout) };
}
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("specql types", { tags: ["slow"] }, () => {
  it("lists and shows", async () => {
    const list = await run("types", "list");
    expect(list.stdout).toMatch(/^TYPE +CATEGORY +POSTGRESQL/);
    expect(list.stdout).toMatch(/^money +scalar +NUMERIC\(15,2\)/m);
    const { answer } = await data("types", "list", "--category", "composite");
    expect(answer.map((row: { type_name: string }) => row.type_name)).toEqual([
      "address",
      "contact_info",
      "dimensions",
    ]);
    expect((await run("types", "show", "money")).stdout).toMatch(
      /default postgres type +NUMERIC\(15,2\)/,
    );
    const missing = await run("types", "show", "mony");
    expect(missing).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Did you mean money?"),
    });
  });

  it("validates, with an exit status", async () => {
    for (const [args, status] of [
      [["money", "12.50"], 0],
      [["money", "12.505"], 1],
      [["money", "--text", "12.50"], 1],
      [["text", "plain words"], 0],
      [["date", "2025-11-08"], 0],
      [["address", '{"city": "Lyon"}'], 0],
      [["address", '{"city": 1}'], 1],
      [["address", '{"city": 1'], 1],
      [["list(money)", "[1, 2.5]"], 0],
      [["nobody", "1"], 2],
      [["address", "{}", "--type-version", "9"], 2],
      [["address", "{}", "--type-version", "one"], 1],
      [["address"], 64],
    ] as const) {
      const finished = await run("types", "validate", ...args);
      expect(finished.status, `${args.join(" ")}: ${finished.stdout}${finished.stderr}`).toBe(
        status,
      );
    }
    expect((await data("types", "validate", "address", '{"city": 1}')).answer).toMatchObject([
      { instance_path: "/city", keyword: "type" },
    ]);
  });

  it("registers from YAML and JSON, and shows the versions", async () => {
    const yaml = await file(
      "parcel.yaml",
      "type_name: parcel\ntype_category: composite\njson_schema:\n  type: object\n  properties:\n    weight: {type: number, minimum: 0.50}\naliases: [package]\nmappings: {python: Parcel}\n",
    );
    expect((await data("types", "register", "--file", yaml)).answer).toMatchObject([
      { type_name: "parcel", version: 1, aliases: ["package"] },
    ]);
    const wider = await file(
      "wider.json",
      '[{"type_name": "parcel", "type_category": "composite", "json_schema": {"type": "object"}}]',
    );
    expect((await run("types", "register", "--file", wider)).stdout).toContain("parcel");
    const narrower = await file("narrower.json", '{"type": "object", "required": ["weight"]}');
    const definition = await file(
      "definition.yaml",
      "type_name: parcel\ntype_category: composite\njson_schema: {type: object, required: [weight]}\n",
    );
    const refused = await run("types", "register", "--file", definition);
    expect(refused).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("'weight' is required"),
    });

    expect((await data("types", "versions", "package")).answer).toMatchObject([
      { version: 1 },
      { version: 2 },
    ]);
    expect((await run("types", "compatibility", "parcel")).stdout).toBe("BACKWARD\n");
    const compared = await data("types", "compatibility", "parcel", "--file", narrower);
    expect(compared).toMatchObject({
      status: 1,
      answer: [{ keyword: "required", direction: "BACKWARD" }],
    });
    expect(
      (await run("types", "compatibility", "parcel", "--file", narrower, "--mode", "FORWARD"))
        .status,
    ).toBe(0);
    expect((await run("types", "compatibility", "parcel", "--set", "sideways")).status).toBe(1);
    expect((await data("types", "compatibility", "parcel", "--set", "none")).answer).toMatchObject({
      compatibility_mode: "NONE",
    });
    expect((await run("types", "register", "--file", definition)).status).toBe(0);
    expect((await data("types", "show", "parcel")).answer).toMatchObject({
      version: 3,
      mappings: [{ language: "python", mapped_type: "Parcel" }],
      fields: [],
    });
  });

  it("refuses files that are none", async () => {
    for (const [name, text, at] of [
      ["a.yaml", "type_name: [", /a\.yaml:1:/],
      ["b.yaml", "a: 1\na: 2\n", /b\.yaml:2:1/],
      ["c.yaml", "a: 1\n---\nb: 1\n", /c\.yaml:/],
      ["d.yaml", "a: &x 1\nb: *x\n", /d\.yaml:2:/],
      ["e.json", '{"a": 1,\n "a": 2}', /e\.json:2:2/],
      ["f.json", "", /f\.json/],
    ] as const) {
      const finished = await run("types", "register", "--file", await file(name, text));
      expect(finished.status, name).toBe(1);
      expect(finished.stderr, name).toMatch(at);
    }
    expect((await run("types", "register", "--file", "nowhere.yaml")).status).toBe(2);
  });

  it("imports a registry; digits stay; the report says what stays as it is", async () => {
    const registry = await file(
      "types.json",
      '{"scalar_types": {"money": {"postgres_type": "NUMERIC(19,4)", "min_value": 0.00},\n' +
        ' "ratio": {"postgres_type": "NUMERIC", "min_value": 0.10, "max_value": 12345678901234567890.5}}}',
    );
    const dry = await run("import", "types", registry, "--dry-run");
    expect(dry).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("NUMERIC(19,4) → NUMERIC(15,2)"),
    });
    expect((await run("import", "types", registry)).status).toBe(0);
    expect((await data("import", "types", registry)).answer.counts).toMatchObject({
      unchanged: 2,
      changed: 0,
    });
    expect((await run("types", "validate", "ratio", "0.1")).status).toBe(0);
    expect((await run("types", "validate", "ratio", "12345678901234567890.6")).status).toBe(1);
    expect((await run("types", "validate", "ratio", "12345678901234567890.4")).status).toBe(0);
    expect((await run("import", "types", registry, "--replace")).status).toBe(0);
    expect((await data("types", "show", "money")).answer).toMatchObject({
      default_postgres_type: "NUMERIC(19,4)",
      version: 1,
    });

    const bad = await file("bad.json", '{"scalar_types": {"a b": {"postgres_type": "TEXT"}}}');
    const refused = await run("import", "types", bad);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/bad\.json:1: scalar_types\.a b/);
    const broken = await file("broken.json", '{"scalar_types": {\n "a": }');
    expect(await run("import", "types", broken)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("broken.json:2:7"),
    });
  });
});
