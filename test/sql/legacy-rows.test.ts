/**
 * What PostgreSQL renders is what the imported file holds, row by row; after a change only the
 * changed cells differ; and a row that is put is the row that is read.
 */
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { canonicalText } from "../../src/legacy/canonical.ts";
import type { Json, JsonObject } from "../../src/legacy/document.ts";
import { keyColumns, LIBRARY_TABLES, MEMORY_TABLES } from "../../src/legacy/planned-keys.ts";
import { readPatternLibrary } from "../../src/legacy/pattern-library.ts";
import { readRegistryYaml, readServicesYaml } from "../../src/legacy/read.ts";
import { openLegacyFile } from "../../src/legacy/store-file/index.ts";
import { readTypeRegistry } from "../../src/legacy/type-registry.ts";
import { testDatabase } from "../support/database.ts";

const SAMPLES = fileURLToPath(new URL("../../../shared/legacy/specql/", import.meta.url));
const hasSamples = existsSync(SAMPLES);
if (!hasSamples) {
  console.warn("SKIPPED: the legacy samples (../shared/legacy) are not here; own files only.");
}

const database = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "specql-rows-"));
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

let client: pg.PoolClient;
beforeEach(async () => {
  client = await database.pool.connect();
  await client.query("begin");
});
afterEach(async () => {
  await client.query("rollback");
  client.release();
});

async function load(store: string, path: string): Promise<void> {
  const text = (): string => readFileSync(path, "utf8");
  const document: JsonObject | readonly Json[] =
    store === "registry"
      ? readRegistryYaml(text(), path)
      : store === "services"
        ? readServicesYaml(text(), path)
        : store === "types"
          ? readTypeRegistry(text(), path)
          : ((await readPatternLibrary(path)).document as JsonObject);
  const { rows } = await client.query(
    `select app.import_${store}($1::jsonb, '{"quarantine": true}') #>> '{counts,rejected}' as rejected`,
    [JSON.stringify(document)],
  );
  expect(rows[0].rejected).toBe("0");
}

type Rows = Map<string, { content: string; also: JsonObject | null }>;

async function rendered(store: string): Promise<Rows> {
  const { rows } = await client.query<{
    place: string;
    content: string;
    also: JsonObject | null;
  }>(
    `select t.source_table || ' ' || r.row_key as place, r.content::text, r.also
     from specql_cutover.store_tables($1) as t
       cross join lateral specql_cutover.rendered($1, t.source_table) as r`,
    [store],
  );
  const result: Rows = new Map(rows.map((row) => [row.place, row]));
  expect(result.size, "no key stands twice").toBe(rows.length);
  return result;
}

async function inFile(store: string, path: string): Promise<Map<string, string>> {
  const file = await openLegacyFile(store, path);
  const found = new Map<string, string>();
  for (const table of file.tables()) {
    for await (const row of file.rows(table)) {
      found.set(`${table} ${row.key}`, canonicalText(row.content));
    }
  }
  await file.close();
  return found;
}

/** Rows that both sides do not agree about. */
async function differences(store: string, path: string): Promise<string[]> {
  const [file, ours] = [await inFile(store, path), await rendered(store)];
  expect(file.size).toBeGreaterThan(0);
  return [...new Set([...file.keys(), ...ours.keys()])]
    .filter((place) => file.get(place) !== ours.get(place)?.content)
    .toSorted();
}

async function put(store: string, table: string, key: string, content: unknown): Promise<Json> {
  const { rows } = await client.query("select app.put_store_row($1, $2, $3, $4) as row", [
    store,
    table,
    key,
    JSON.stringify(content),
  ]);
  return rows[0].row.content;
}

async function remove(store: string, table: string, key: string): Promise<boolean> {
  const { rows } = await client.query("select app.remove_store_row($1, $2, $3) as gone", [
    store,
    table,
    key,
  ]);
  return rows[0].gone;
}

async function get(store: string, table: string, key: string): Promise<Json | undefined> {
  const { rows } = await client.query("select app.store_rows($1, $2, array[$3]) as rows", [
    store,
    table,
    key,
  ]);
  return rows[0].rows[0]?.content;
}

/** The SQLSTATE with which the work is refused; the transaction goes on. */
async function codeOf(work: () => Promise<unknown>): Promise<string | undefined> {
  await client.query("savepoint attempt");
  try {
    await work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}

const REGISTRY = `version: 1.10
schema_layers: {'00': common, '01': write_side}
domains:
  '2':
    name: crm
    description: Customers
    owner_team: 7
    aliases: [ customers ]
    subdomains:
      '03':
        name: customer
        description: who buys
        next_entity_sequence: 40
        entities:
          Contact: {table_code: 012036, entity_code: con, assigned_at: '2025-01-02T03:04:05'}
          Lead: {table_code: 012321, entity_code: LEA, note: kept}
        read_entities:
          tv_contact: {code: 0220310, entity_number: 1, view_type: tv_, files: [{code: 0220310, type: tv_, name: tv_contact, file_num: 0}, {code: 0220310, type: tv_, name: tv_contact, file_num: 0}]}
reserved_codes: ['000000', 999999]
subdomain_inference: {crm: {customer: {patterns: [contact, lead], weight: 2}}}
`;

const SERVICES = `version: '3'
services:
  - name: mail
    type: email
    category: communication
    retries: yes
    runner_config: {timeout: 30, base: 1.50}
    operations:
      - {name: send, timeout: '45', input_schema: {to: string, n: integer}}
  - name: billing
    domain: crm
    schemas: [a, b]
    dependencies: [mail]
`;

const TYPES = {
  note: { by: ["hand", 1.5] },
  scalar_types: {
    plate: { name: "plate", postgres_type: "text", validation_pattern: "^[A-Z]+$", example: "AB" },
    money: { postgres_type: "NUMERIC(19,4)", description: "sums" },
  },
  composite_types: {
    Car: { description: null, fields: { plate: { type: "plate", nullable: false, hint: 1 } } },
  },
  scalar_type_aliases: { licence: "plate" },
  rich_type_registry: { plate: { postgres_type: "TEXT", graphql_scalar: "Plate" } },
};

async function own(store: string): Promise<string> {
  const path = join(folder, store);
  const text =
    store === "registry" ? REGISTRY : store === "services" ? SERVICES : JSON.stringify(TYPES);
  await writeFile(path, text);
  return path;
}

describe("a file of our own", () => {
  test.for(["registry", "services", "types"])("%s: rendered as it stands", async (store) => {
    const path = await own(store);
    await load(store, path);
    expect(await differences(store, path)).toEqual([]);
    // A second import changes nothing.
    await load(store, path);
    expect(await differences(store, path)).toEqual([]);
  });

  test("what the database says on purpose is accepted too", async () => {
    await load("registry", await own("registry"));
    const rows = await rendered("registry");
    expect(rows.get("entities domains.2.subdomains.03.entities.Contact")?.also).toEqual({
      table_code: expect.stringMatching(/^0123.1$/),
    });
    expect(rows.get("subdomains domains.2.subdomains.03")?.also).toHaveProperty(
      "next_entity_sequence",
    );
    await load("types", await own("types"));
    expect((await rendered("types")).get("scalar_types money")?.also).toEqual({
      postgres_type: "NUMERIC(15,2)",
    });
  });

  test("registry: after changes only what was changed differs", async () => {
    const path = await own("registry");
    await load("registry", path);
    const before = await rendered("registry");
    await client.query("select app.add_domain_alias('crm', 'clients')");
    await client.query("select app.retire_entity('crm', 'customer', 'Lead')");
    await client.query("select app.register_entity('crm', 'customer', 'Deal', 'DEA')");
    const after = await rendered("registry");
    const changed = [...after].filter(([key, row]) => row.content !== before.get(key)?.content);
    expect(changed.map(([key]) => key).toSorted()).toEqual([
      "domains domains.2",
      "entities domains.2.subdomains.03.entities.Deal",
      "entities domains.2.subdomains.03.entities.Lead",
    ]);
    const cells = (key: string): object => JSON.parse(after.get(key)!.content);
    expect(cells("domains domains.2")).toEqual({
      ...JSON.parse(before.get("domains domains.2")!.content),
      aliases: ["customers", "clients"],
    });
    expect(cells("entities domains.2.subdomains.03.entities.Lead")).toEqual({
      table_code: "012321",
      entity_code: "LEA",
      note: "kept",
      status: "retired",
    });
  });

  test("services: after changes only what was changed differs", async () => {
    await load("services", await own("services"));
    const before = await rendered("services");
    await client.query(
      `select app.register_service('{"name": "mail", "category": "post", "operations": [{"name": "send", "timeout": 60, "input_schema": {"to": "string", "n": "integer"}}]}')`,
    );
    const after = await rendered("services");
    const was = JSON.parse(before.get("services mail")!.content);
    expect(JSON.parse(after.get("services mail")!.content)).toEqual({
      ...was,
      category: "post",
      operations: [{ ...was.operations[0], timeout: "60" }],
    });
    expect(after.get("services billing")).toEqual(before.get("services billing"));
    await client.query("select app.retire_service('billing')");
    expect((await rendered("services")).has("services billing")).toBe(false);
  });

  test("types: after changes only what was changed differs", async () => {
    await load("types", await own("types"));
    const before = await rendered("types");
    await client.query(
      "update specql_type.tb_universal_type set description = 'on cars' where type_name = 'plate'",
    );
    await client.query(
      "select app.register_type('colour', 'scalar', null, 'text', false, 'of a car')",
    );
    const after = await rendered("types");
    const changed = [...after].filter(([key, row]) => row.content !== before.get(key)?.content);
    expect(Object.fromEntries(changed.map(([key, row]) => [key, JSON.parse(row.content)]))).toEqual(
      {
        "scalar_types plate": { ...TYPES.scalar_types.plate, description: "on cars" },
        "scalar_types colour": { name: "colour", postgres_type: "text", description: "of a car" },
      },
    );
  });
});

describe.runIf(hasSamples)("the samples", () => {
  test.for([
    ["registry", "domain_registry.handwritten.yaml"],
    ["registry", "domain_registry.two_digit.yaml"],
    ["registry", "domain_registry.v2.yaml"],
    ["services", "service_registry.yaml"],
    ["services", "service_registry.examples-multi-execution.yaml"],
    ["types", "type_registry.json"],
    ["patterns", "pattern_library_seeded.db"],
  ] as const)("%s: %s is rendered as it stands", async ([store, name]) => {
    const path = join(folder, name);
    await copyFile(join(SAMPLES, name), path);
    await load(store, path);
    expect(await differences(store, path)).toEqual([]);
  });

  test("patterns: a change shows in its cell and in its time", async () => {
    const path = join(folder, "pattern_library_seeded.db");
    await load("patterns", path);
    const before = await rendered("patterns");
    const name = JSON.parse(before.get("domain_patterns 1")!.content).pattern_name;
    await client.query("select app.tag_pattern($1, array['fresh'])", [name]);
    const after = await rendered("patterns");
    const changed = [...after].filter(([key, row]) => row.content !== before.get(key)?.content);
    expect(changed.map(([key]) => key)).toEqual(["domain_patterns 1"]);
    const was = JSON.parse(before.get("domain_patterns 1")!.content);
    const is = JSON.parse(changed[0]![1].content);
    expect(Object.keys(is).filter((key) => is[key] !== was[key])).toEqual(["tags", "updated_at"]);
    expect(is.updated_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/);
  });

  test("patterns: a row put is the row read", async () => {
    await load("patterns", join(folder, "pattern_library_seeded.db"));
    const pattern = (await get("patterns", "domain_patterns", "1")) as JsonObject;
    const changed = { ...pattern, description: "changed", icon: null, popularity_score: 2.5 };
    expect(await put("patterns", "domain_patterns", "1", changed)).toEqual(changed);
    const fresh = { ...pattern, domain_pattern_id: 7001, pattern_name: "fresh", tags: "a,b" };
    expect(await put("patterns", "domain_patterns", "7001", fresh)).toEqual(fresh);
    const language = (await get("patterns", "languages", "1")) as JsonObject;
    const made = (await get("patterns", "pattern_implementations", "1")) as JsonObject | undefined;
    if (made !== undefined) {
      const edited = { ...made, implementation_template: "select 1" };
      expect(await put("patterns", "pattern_implementations", "1", edited)).toEqual(edited);
    }
    expect(await put("patterns", "languages", "1", { ...language, version: "99" })).toEqual({
      ...language,
      version: "99",
    });
    expect(await put("patterns", "odd", "x", { any: 1 })).toEqual({ any: 1 });
    expect(await remove("patterns", "domain_patterns", "7001")).toBe(true);
    expect(await get("patterns", "domain_patterns", "7001")).toBeUndefined();
    expect(await remove("patterns", "domain_patterns", "7001")).toBe(false);
    expect(await codeOf(() => put("patterns", "domain_patterns", "8", fresh))).toBe("SG237");
  });
});

describe("put and remove", () => {
  test("registry", async () => {
    await load("registry", await own("registry"));
    const domain = (await get("registry", "domains", "domains.2")) as JsonObject;
    const renamed = { ...domain, description: "Who we sell to", multi_tenant: "true", extra: "1" };
    expect(await put("registry", "domains", "domains.2", renamed)).toEqual(renamed);
    const fresh = { name: "stock", description: "what there is" };
    expect(await put("registry", "domains", "domains.4", fresh)).toEqual(fresh);
    const place = { name: "shelf", next_entity_sequence: "1" };
    expect(await put("registry", "subdomains", "domains.4.subdomains.1", place)).toEqual(place);
    const key = "domains.4.subdomains.1.entities.Box";
    const box = { table_code: "014111", entity_code: "BOX", assigned_at: "2026-01-01T00:00:00Z" };
    expect(await put("registry", "entities", key, box)).toEqual(box);
    expect(await put("registry", "entities", key, { ...box, entity_code: "BX2" })).toEqual({
      ...box,
      entity_code: "BX2",
    });
    // Codes are never given twice, and never change.
    expect(
      await codeOf(() => put("registry", "entities", key, { ...box, table_code: "014121" })),
    ).toBe("SG306");
    expect(
      await codeOf(() =>
        put("registry", "entities", key.replace("Box", "Crate"), { table_code: "014111" }),
      ),
    ).toBe("SG306");
    expect(await remove("registry", "entities", key)).toBe(true);
    expect(await remove("registry", "entities", key)).toBe(false);
    expect(await get("registry", "entities", key)).toMatchObject({ status: "retired" });
    expect(await codeOf(() => remove("registry", "domains", "domains.4"))).toBe("SG402");
    expect(await remove("registry", "domains", "domains.9")).toBe(false);
    expect(await codeOf(() => put("registry", "entities", "Box", box))).toBe("SG237");
    expect(await codeOf(() => put("registry", "tables", "x", box))).toBe("SG236");

    const view = "domains.2.subdomains.03.read_entities.tv_contact";
    const read = (await get("registry", "read_entities", view)) as JsonObject;
    const fewer = { ...read, files: (read["files"] as Json[]).slice(1), view_type: "v_" };
    expect(await put("registry", "read_entities", view, fewer)).toEqual(fewer);
    expect(await remove("registry", "read_entities", view)).toBe(true);
    expect(await get("registry", "read_entities", view)).toBeUndefined();

    const rules = { crm: { customer: { patterns: ["client"] } } };
    expect(await put("registry", "document", "subdomain_inference", rules)).toEqual(rules);
    expect(await put("registry", "document", "version", "2")).toBe("2");
    expect(await put("registry", "document", "schema_layers", { "03": "functions" })).toEqual({
      "03": "functions",
    });
    // No run of it is left to be seen.
    const { rows } = await client.query(
      "select count(*)::int as n from app.import_runs where source = 'put'",
    );
    expect(rows[0].n).toBe(0);
  });

  test("services", async () => {
    await load("services", await own("services"));
    const mail = (await get("services", "services", "mail")) as JsonObject;
    const changed = { ...mail, category: "post", runner_config: { timeout: "31" }, retries: "no" };
    expect(await put("services", "services", "mail", changed)).toEqual(changed);
    const { category: _, operations: __, ...less } = changed as JsonObject;
    expect(await put("services", "services", "mail", less)).toEqual(less);
    const fresh = {
      name: "shop",
      execution_type: "docker",
      dependencies: ["billing"],
      operations: [{ name: "buy", timeout: "2.5", input_schema: { n: "integer" } }],
    };
    expect(await put("services", "services", "shop", fresh)).toEqual(fresh);
    expect(await put("services", "document", "version", "4")).toBe("4");
    expect(
      await codeOf(() => put("services", "services", "mail", { ...less, dependencies: ["shop"] })),
    ).toBe("SG206");
    expect(await codeOf(() => put("services", "services", "other", fresh))).toBe("SG237");
    expect(await codeOf(() => remove("services", "services", "billing"))).toBe("SG382");
    expect(await remove("services", "services", "shop")).toBe(true);
    expect(await get("services", "services", "shop")).toBeUndefined();
    expect(await put("services", "services", "shop", fresh)).toEqual(fresh);
  });

  test("types", async () => {
    await load("types", await own("types"));
    const plate = (await get("types", "scalar_types", "plate")) as JsonObject;
    const changed = { ...plate, description: "of a car", validation_pattern: "^[A-Z0-9]+$" };
    expect(await codeOf(() => put("types", "scalar_types", "plate", changed))).toBe("SG351");
    await client.query("select app.set_type_compatibility('plate', 'NONE')");
    expect(await put("types", "scalar_types", "plate", changed)).toEqual(changed);
    const money = { postgres_type: "NUMERIC(19,4)", description: "more" };
    expect(await put("types", "scalar_types", "money", money)).toEqual(money);
    const car = { description: "a car", fields: { doors: { type: "integer" } } };
    await client.query("select app.set_type_compatibility('Car', 'NONE')");
    expect(await put("types", "composite_types", "Car", car)).toEqual(car);
    expect(await put("types", "scalar_type_aliases", "tag", "plate")).toBe("plate");
    expect(await put("types", "document", "note", { by: null })).toEqual({ by: null });
    expect(await codeOf(() => put("types", "odd_types", "x", {}))).toBe("SG236");
    expect(await remove("types", "scalar_type_aliases", "tag")).toBe(true);
    expect(await remove("types", "scalar_types", "plate")).toBe(true);
    expect(await get("types", "scalar_types", "plate")).toBeUndefined();
    expect(await remove("types", "scalar_types", "plate")).toBe(false);
  });
});

test("a reader without a database goes by the keys that the database goes by", async () => {
  const { rows } = await client.query<{ name: string; key: string }>(
    `select f.source_table as name, f.field as key from specql_cutover.library_fields() as f where f.kind = 'id'
     union all
     select t.name, c.cells[1] from unnest($1::text[]) as t (name), memory.source_columns(t.name) as c where c.kind = 'id'`,
    [MEMORY_TABLES],
  );
  expect(new Set(rows.map(({ name }) => name))).toEqual(
    new Set([...MEMORY_TABLES, ...LIBRARY_TABLES]),
  );
  for (const { name, key } of rows) expect(keyColumns(name, [key], []), name).toEqual([key]);
});
