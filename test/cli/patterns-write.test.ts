import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { databaseKind, type TestDatabase, testDatabase } from "../support/database.ts";
import { specql } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "specql-patterns-cli-"));
let database: TestDatabase | undefined;
beforeAll(async () => {
  const provided = inject("testDatabase");
  if (provided.kind === "postgresql") database = await testDatabase();
  // The program opens an embedded database of its own, in the folder that it runs in.
  else await cp(join(provided.template, "data"), join(folder, ".specql/data"), { recursive: true });
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  specql(args, {
    env: database?.url === undefined ? {} : { DATABASE_URL: database.url },
    cwd: folder,
  });
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

const onPostgres = databaseKind === "postgresql";

// On the embedded database each command starts one: a short tour there, below.
describe.runIf(onPostgres)("specql patterns, writing", { tags: ["slow"] }, () => {
  it("registers a YAML file of several, and a JSON file of one", async () => {
    const yaml = file(
      "patterns.yaml",
      `# Two of them
- name: order_guard
  category: validation
  description: 12
  tags: orders, limits
  parameters:
    entity: {type: string, required: true}
    limit: {type: integer, default: 10}
    strict: {type: boolean, default: true}
  implementation:
    fields:
      - {name: "{{ entity }}_limit", type: integer, default: "{{ limit }}"}
    strict: "{{ strict }}"
- pattern_name: "007"
  pattern_category: test
`,
    );
    const made = await run("patterns", "register", "--file", yaml, "--json");
    expect(made.stderr).toBe("");
    expect(JSON.parse(made.stdout)).toMatchObject([
      {
        pattern_name: "order_guard",
        description: "12",
        tags: ["orders", "limits"],
        parameters: { limit: { default: 10 } },
      },
      { pattern_name: "007" },
    ]);
    expect((await run("patterns", "register", "--file", yaml)).status).toBe(3);
    expect((await run("patterns", "register", "--file", yaml, "--replace")).status).toBe(0);
    const json = file(
      "one.json",
      JSON.stringify({
        pattern_name: "second",
        pattern_category: "test",
        implementation: { fields: [{ name: "Order_limit", type: "text" }] },
      }),
    );
    expect((await run("patterns", "register", "--file", json)).stdout).toContain("second");
    for (const [name, content, status] of [
      ["broken.yaml", "- name: [", 1],
      ["empty.yaml", "", 1],
      ["unknown.json", '{"pattern_name": "x", "pattern_category": "y", "colour": 1}', 1],
      ["nothing.json", "[]", 1],
    ] as const) {
      expect((await run("patterns", "register", "--file", file(name, content))).status, name).toBe(
        status,
      );
    }
    expect((await run("patterns", "register", "--file", "nowhere.yaml")).status).toBe(2);
  });

  it("fills a pattern with parameters from the line and from a file", async () => {
    const one = await run(
      "patterns",
      "instantiate",
      "order_guard",
      "--param",
      "entity=Order",
      "--param",
      "limit=3",
      "--json",
    );
    expect(JSON.parse(one.stdout)).toMatchObject({
      result: { fields: [{ name: "Order_limit", default: 3 }], strict: true },
      parameters: { entity: "Order", limit: 3 },
    });
    const params = file("params.yaml", "entity: A=B\nlimit: 4\nstrict: false\nunknown: 1\n");
    const two = await run(
      "patterns",
      "instantiate",
      "order_guard",
      "--params",
      params,
      "--param",
      "limit=5",
    );
    expect(JSON.parse(two.stdout)).toEqual({
      fields: [{ name: "A=B_limit", type: "integer", default: 5 }],
      strict: false,
    });
    expect(two.stderr).toContain("no parameter unknown");
    const wrong = await run(
      "patterns",
      "instantiate",
      "order_guard",
      "--param",
      "limit=x",
      "--json",
    );
    expect([wrong.status, JSON.parse(wrong.stderr).error.code]).toEqual([1, "SG170"]);
    expect((await run("patterns", "instantiate", "order_gard")).stderr).toContain("order_guard");
    expect((await run("patterns", "instantiate", "order_guard", "--param", "limit")).status).toBe(
      64,
    );
  });

  it("shows what patterns give together, and exits with 1 when they contradict each other", async () => {
    const both = await run(
      "patterns",
      "compose",
      "order_guard",
      "second",
      "--param",
      "entity=Order",
    );
    expect(both.status).toBe(1);
    expect(both.stdout).toMatch(/field\s+Order_limit\s+order_guard, second\s+no/);
    const alone = await run("patterns", "compose", "second", "--json");
    expect([alone.status, JSON.parse(alone.stdout).compatible]).toEqual([0, true]);
    expect((await run("patterns", "compose")).status).toBe(64);
  });

  it("imports a library, says what it lacks, and makes a draft of a template", async () => {
    const name = join(folder, "library.db");
    const library = new DatabaseSync(name);
    library.exec(`
      create table entity_templates (entity_template_id integer primary key, template_name text, template_namespace text, default_fields text, odd text);
      insert into entity_templates values (1, 'parcel', 'mail', '{"weight": {"type": "decimal", "required": true}}', 'x'), (2, 'broken', 'mail', '{', 'y');`);
    library.close();
    const refused = await run("import", "patterns", name);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain(
      "entity_templates.2 default_fields: default_fields is no JSON",
    );
    expect(refused.stdout).toContain("missing table languages");
    expect(refused.stdout).toContain("unknown column entity_templates.odd");
    expect(refused.stdout).toContain("Nothing was written");
    expect((await run("import", "patterns", name, "--dry-run", "--quarantine")).stdout).toContain(
      "Dry run",
    );
    expect((await run("import", "patterns", name, "--quarantine")).status).toBe(0);

    const draft = await run(
      "patterns",
      "template",
      "parcel",
      "--param",
      "owner=team-mail",
      "--json",
    );
    expect(draft.stderr).toBe("");
    expect(JSON.parse(draft.stdout)).toMatchObject({
      status: "draft",
      table_name: "parcel",
      owner: "team-mail",
    });
    expect((await run("patterns", "template", "parsel")).status).toBe(2);
    for (const [content, says] of [
      ["", "empty"],
      ["no database", "no SQLite"],
    ] as const) {
      const { status, stderr } = await run("import", "patterns", file("odd.db", content));
      expect([status, stderr.includes(says)], says).toEqual([1, true]);
    }
  });
});

describe.runIf(!onPostgres)("specql patterns on the embedded database", { tags: ["slow"] }, () => {
  it("registers and fills", async () => {
    const one = file(
      "one.json",
      JSON.stringify({
        pattern_name: "p",
        pattern_category: "c",
        parameters: { b: { type: "integer" } },
        implementation: { a: "{{ b }}" },
      }),
    );
    const made = await run("patterns", "register", "--file", one);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const { stdout } = await run("patterns", "instantiate", "p", "--param", "b=1");
    expect(JSON.parse(stdout)).toEqual({ a: 1 });
  });
});
