/** Writing rows back: only what changed is written, whatever the format. */
import { readFileSync } from "node:fs";
import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/legacy/document.ts";
import { verbatim } from "../../../src/legacy/json-reader.ts";
import {
  fingerprint,
  FORMATS,
  openLegacyFile,
  type RowChange,
  STORES,
  type StoreName,
} from "../../../src/legacy/store-file/index.ts";
import { writeLegacyRows, writeWholeFile } from "../../../src/legacy/store-file/write.ts";
import {
  hunk,
  REGISTRY_YAML,
  rowsIn,
  sampleFile,
  sqliteCheck,
} from "../../support/legacy-files.ts";

const text = (path: string): string => readFileSync(path, "utf8");

async function content(store: StoreName, path: string, table: string, key: string): Promise<Json> {
  const file = await openLegacyFile(store, path);
  const row = await file.get(table, key);
  await file.close();
  return row?.content ?? null;
}

/** Changes one row and says which lines became which. */
async function changed(
  store: StoreName,
  table: string,
  key: string,
  change: (old: Record<string, Json>) => Json,
): Promise<{ out: string[]; in: string[] }> {
  const path = sampleFile(store);
  const before = text(path);
  const old = (await content(store, path, table, key)) as Record<string, Json>;
  const next = change(old);
  await writeLegacyRows(store, path, [{ table, key, content: next }]);
  expect(await content(store, path, table, key)).toEqual(next);
  return hunk(before, text(path));
}

describe("a file of each store", () => {
  test.for(STORES)("%s: no change is no byte", async (store) => {
    const path = sampleFile(store);
    const before = readFileSync(path);
    const file = await openLegacyFile(store, path);
    const changes: RowChange[] = [];
    for (const table of file.tables()) {
      for await (const row of file.rows(table)) changes.push(row);
    }
    await file.close();
    expect(changes.length).toBeGreaterThan(1);
    const rows = await rowsIn(store, path);
    await writeLegacyRows(store, path, changes, { stamp: file.sha256 });
    if (FORMATS[store] !== "sqlite") expect(readFileSync(path).equals(before)).toBe(true);
    expect(await rowsIn(store, path)).toEqual(rows);
  });

  test.for(STORES)("%s: a whole file of the same rows has the same rows", async (store) => {
    const path = sampleFile(store);
    const rows = await rowsIn(store, path);
    const file = await openLegacyFile(store, path);
    const all: RowChange[] = [];
    for (const table of file.tables()) for await (const row of file.rows(table)) all.push(row);
    await file.close();
    const fresh = `${path}.fresh`;
    await writeWholeFile(store, fresh, all);
    expect((await rowsIn(store, fresh)).toSorted()).toEqual(rows.toSorted());
    await writeWholeFile(store, path, all);
    expect((await rowsIn(store, path)).toSorted()).toEqual(rows.toSorted());
    expect(readdirSync(dirname(path)).toSorted()).toEqual(
      [path, fresh].map((each) => each.slice(dirname(path).length + 1)).toSorted(),
    );
  });

  test.for(STORES)("%s: what somebody else wrote is not overwritten", async (store) => {
    const path = sampleFile(store);
    const stamp = await fingerprint(path, FORMATS[store]);
    if (FORMATS[store] === "sqlite") {
      const database = new DatabaseSync(path);
      database.exec(store === "patterns" ? "delete from languages" : "delete from pair");
      database.close();
    } else writeFileSync(path, `${text(path)}\n`);
    const before = readFileSync(path);
    await expect(
      writeLegacyRows(store, path, [{ table: "document", key: "x", content: "y" }], { stamp }),
    ).rejects.toMatchObject({ code: "SG341" });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe("a YAML registry", () => {
  test("keeps the comment behind a value, and its quotes", async () => {
    expect(
      await changed("registry", "domains", "domains.2", (old) => ({ ...old, name: "clients" })),
    ).toEqual({
      out: ["    name: crm          # customers"],
      in: ["    name: clients          # customers"],
    });
    expect(
      await changed("registry", "domains", "domains.2", (old) => ({ ...old, description: "No" })),
    ).toEqual({
      out: ['    description: "Customers, and what they buy"'],
      in: ['    description: "No"'],
    });
    expect(
      await changed("registry", "domains", "domains.2", (old) => ({
        ...old,
        multi_tenant: "false",
      })),
    ).toEqual({ out: ["    multi_tenant: true"], in: ["    multi_tenant: false"] });
  });

  test("changes a list in its own form", async () => {
    expect(
      await changed("registry", "domains", "domains.2", (old) => ({
        ...old,
        aliases: ["management", "sales & co", "clients, all"],
      })),
    ).toEqual({
      out: ["    aliases: [management, 'sales & co']"],
      in: [`    aliases: [management, 'sales & co', "clients, all"]`],
    });
    expect(
      await changed("registry", "document", "reserved_codes", (old) => [
        ...(old as unknown as Json[]),
        "0A0000",
      ]),
    ).toEqual({ out: [], in: ['  - "0A0000"'] });
    expect(await changed("registry", "document", "reserved_codes", () => ["999999"])).toEqual({
      out: ['  - "000000"'],
      in: [],
    });
  });

  test("adds and removes a key of an entry", async () => {
    const key = "domains.2.subdomains.03.entities.Contact";
    expect(
      await changed("registry", "entities", key, (old) => ({ ...old, status: "retired" })),
    ).toEqual({ out: [], in: ["            status: retired"] });
    expect(
      await changed("registry", "entities", key, (old) =>
        Object.fromEntries(Object.entries(old).filter(([each]) => each !== "entity_code")),
      ),
    ).toEqual({ out: ["            entity_code: CON"], in: [] });
  });

  test("writes a folded text on one line when it changes", async () => {
    const found = await changed("registry", "subdomains", "domains.2.subdomains.04", (old) => ({
      ...old,
      description: "Help: now",
    }));
    expect(found.in).toEqual(['        description: "Help: now"']);
    expect(found.out).toHaveLength(3);
  });

  test("keeps the key as it stands: 03 and 04, quoted or not", async () => {
    expect(
      await changed("registry", "subdomains", "domains.2.subdomains.04", (old) => ({
        ...old,
        next_entity_sequence: "2",
      })),
    ).toEqual({
      out: ["        next_entity_sequence: 1"],
      in: ["        next_entity_sequence: 2"],
    });
  });

  const entity = { entity_code: "TKT", table_code: "012341", assigned_at: "2026-01-01T00:00:00Z" };

  test("adds an entity where there was none, with its comment kept", async () => {
    const path = sampleFile("registry");
    const key = "domains.2.subdomains.04.entities.Ticket";
    await writeLegacyRows("registry", path, [{ table: "entities", key, content: entity }]);
    expect(hunk(REGISTRY_YAML, text(path))).toEqual({
      out: ["        entities: {}   # none yet"],
      in: [
        "        entities: # none yet",
        "          Ticket:",
        '            table_code: "012341"',
        "            entity_code: TKT",
        "            assigned_at: '2026-01-01T00:00:00Z'",
      ],
    });
    await writeLegacyRows("registry", path, [{ table: "entities", key, content: null }]);
    expect(hunk(REGISTRY_YAML, text(path)).in).toEqual(["        entities: {}"]);
  });

  test("adds and removes an entity beside others as one hunk", async () => {
    const path = sampleFile("registry");
    const key = "domains.2.subdomains.03.entities.Order";
    await writeLegacyRows("registry", path, [{ table: "entities", key, content: entity }]);
    expect(hunk(REGISTRY_YAML, text(path))).toEqual({
      out: [],
      in: [
        "          Order:",
        '            table_code: "012341"',
        "            entity_code: TKT",
        "            assigned_at: '2026-01-01T00:00:00Z'",
      ],
    });
    await writeLegacyRows("registry", path, [{ table: "entities", key, content: null }]);
    expect(text(path)).toBe(REGISTRY_YAML);
  });

  test("takes a whole domain, its subdomains and entities in one go", async () => {
    const path = sampleFile("registry");
    const changes: RowChange[] = [
      {
        table: "entities",
        key: "domains.A.subdomains.1.entities.Tag",
        content: entity,
        position: 4,
      },
      { table: "subdomains", key: "domains.A.subdomains.2", content: { name: "x" }, position: 3 },
      {
        table: "subdomains",
        key: "domains.A.subdomains.1",
        content: { name: "tags" },
        position: 2,
      },
      { table: "domains", key: "domains.A", content: { name: "labels", multi_tenant: "false" } },
      {
        table: "read_entities",
        key: "domains.3.subdomains.1.read_entities.tv_p",
        content: { code: "1" },
      },
      { table: "subdomains", key: "domains.3.subdomains.04", content: { name: "price" } },
      { table: "domains", key: "domains.2", content: null },
    ];
    await writeLegacyRows("registry", path, changes);
    const rows = await rowsIn("registry", path);
    const keys = rows.map((row) => row.split(" ")[1]).filter((key) => key?.startsWith("domains"));
    expect(new Set(keys)).toEqual(
      new Set([
        "domains.3",
        "domains.A",
        "domains.3.subdomains.1",
        "domains.3.subdomains.04",
        "domains.A.subdomains.1",
        "domains.A.subdomains.2",
        "domains.A.subdomains.1.entities.Tag",
        "domains.3.subdomains.1.read_entities.tv_p",
      ]),
    );
    expect(keys).toHaveLength(8);
    expect(text(path)).toContain("# Nobody reads this.");
    expect(text(path)).toContain('- "999999"     # the end');
  });

  test("keeps Windows line ends, a byte order mark, mode and missing last line end", async () => {
    const path = sampleFile(
      "registry",
      `\uFEFF${REGISTRY_YAML.trimEnd().replaceAll("\n", "\r\n")}`,
    );
    chmodSync(path, 0o640);
    const before = text(path);
    await writeLegacyRows("registry", path, [{ table: "document", key: "owner", content: "me" }]);
    expect(text(path)).toBe(`${before}\r\nowner: me`);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test("writes aliases out when what they repeat changes", async () => {
    const path = sampleFile(
      "registry",
      'domains:\n  "1": &core # first\n    name: core\n    note: same\n  "2": *core\n',
    );
    await writeLegacyRows("registry", path, [
      { table: "domains", key: "domains.1", content: { name: "other", note: "same" } },
    ]);
    expect(await content("registry", path, "domains", "domains.1")).toEqual({
      name: "other",
      note: "same",
    });
    expect(await content("registry", path, "domains", "domains.2")).toEqual({
      name: "core",
      note: "same",
    });
  });

  test("reads a key that stands twice, and names it", async () => {
    const path = sampleFile(
      "registry",
      'domains:\n  "1":\n    name: a\n    name: b\n  "1":\n    name: c\n',
    );
    const file = await openLegacyFile("registry", path);
    const rows = [];
    for await (const row of file.rows("domains")) rows.push(row);
    expect(rows.map(({ key, line, duplicates }) => ({ key, line, duplicates }))).toEqual([
      { key: "domains.1", line: 2, duplicates: ["name"] },
      { key: "domains.1", line: 5, duplicates: undefined },
    ]);
  });
});

describe("a YAML list of services", () => {
  test("changes one value of one operation", async () => {
    const found = await changed("services", "services", "sendgrid", (old) => {
      const [operation] = old["operations"] as Record<string, Json>[];
      return { ...old, operations: [{ ...operation, timeout: "60" }] };
    });
    expect(found).toEqual({
      out: ["        timeout: 30     # seconds"],
      in: ["        timeout: 60     # seconds"],
    });
  });

  test("adds a service behind the others and removes one", async () => {
    const path = sampleFile("services");
    const before = text(path);
    const service = { name: "s3", type: "storage", operations: [{ name: "put", timeout: "5" }] };
    await writeLegacyRows("services", path, [{ table: "services", key: "s3", content: service }]);
    expect(hunk(before, text(path))).toEqual({
      out: [],
      in: [
        "  - name: s3",
        "    type: storage",
        "    operations:",
        "      - name: put",
        "        timeout: 5",
      ],
    });
    await writeLegacyRows("services", path, [{ table: "services", key: "s3", content: null }]);
    expect(text(path)).toBe(before);
    await writeLegacyRows("services", path, [{ table: "services", key: "stripe", content: null }]);
    expect(await rowsIn("services", path)).toHaveLength(2);
    expect(text(path)).toContain("owner: platform team");
  });
});

describe("a JSON file", () => {
  test("replaces one value and keeps the digits of its neighbours", async () => {
    expect(
      await changed("types", "scalar_types", "money", (old) => ({ ...old, postgres_type: "INT" })),
    ).toEqual({
      out: ['  "money": { "name": "money", "postgres_type": "NUMERIC", "min_value": 1.50 }'],
      in: ['  "money": { "name": "money", "postgres_type": "INT", "min_value": 1.50 }'],
    });
  });

  test("adds a row as those beside it are written", async () => {
    const path = sampleFile("network");
    const before = text(path);
    await writeLegacyRows("network", path, [
      {
        table: "projects",
        key: "npm/é",
        content: {
          name: "É",
          version: "1",
          ecosystem: "npm",
          description: "—",
          dependency_count: 0,
        },
      },
      {
        table: "edges",
        key: "npm/é > npm/react",
        content: [
          ["npm", "é"],
          ["npm", "react"],
        ],
      },
      { table: "contributors", key: "c1", content: { id: "c1", hourly_rate: "1.50" } },
      { table: "github_contributes_to", key: "c1 > npm/react", content: ["c1", ["npm", "react"]] },
      { table: "document", key: "more", content: verbatim("1.50") },
    ]);
    expect(hunk(before, text(path)).out.length).toBeLessThan(8);
    expect(text(path)).toContain(
      '\n  {"name": "\\u00c9", "ecosystem": "npm", "version": "1", "description": "\\u2014", "dependency_count": 0}\n]',
    );
    expect(text(path)).toContain(
      '[["pypi", "x"], ["pypi", "y"]], [["npm", "\\u00e9"], ["npm", "react"]]]',
    );
    expect(text(path)).toContain('"stars": 1e3');
    expect(await rowsIn("network", path)).toHaveLength(13);
  });

  test.for(["npm/react", "npm/loose-envify", "pypi/django"])("removes %s", async (key) => {
    const path = sampleFile("network");
    const rows = await rowsIn("network", path);
    await writeLegacyRows("network", path, [{ table: "projects", key, content: null }]);
    expect(await rowsIn("network", path)).toEqual(rows.filter((row) => !row.includes(` ${key} {`)));
    JSON.parse(text(path));
  });

  test("empties a list and fills it again", async () => {
    const path = sampleFile("tasks");
    const old = await content("tasks", path, "tasks", "task_1");
    await writeLegacyRows("tasks", path, [
      { table: "tasks", key: "task_1", content: null },
      { table: "tasks", key: "task_2", content: null },
    ]);
    expect(JSON.parse(text(path))).toEqual({ tasks: [] });
    await writeLegacyRows("tasks", path, [{ table: "tasks", key: "task_1", content: old }]);
    expect(await content("tasks", path, "tasks", "task_1")).toEqual(old);
  });
});

describe("a SQLite file", () => {
  test("gets rows, columns and tables that it did not have, and keeps its journal mode", async () => {
    const path = sampleFile("memory");
    const other = new DatabaseSync(path);
    other.exec("pragma journal_mode = wal");
    const stamp = await fingerprint(path, "sqlite");
    const { sha256 } = await writeLegacyRows(
      "memory",
      path,
      [
        { table: "memory_entities", key: "2", content: { id: 2, content: "new", mood: "good" } },
        {
          table: "memory_entities",
          key: "9",
          content: { id: 9, importance: verbatim("-9223372036854775808") },
        },
        { table: "memory_relations", key: "1", content: null },
        { table: "odd", key: "2", content: { a: "z", b: { $base64: "AQI=" } } },
        { table: "pair", key: "k/2", content: { x: "k", y: 2, z: "zwei" } },
        { table: "new_table", key: "n1", content: { id: "n1", v: verbatim("1.0") } },
      ],
      { stamp },
    );
    const rows = await rowsIn("memory", path);
    expect(rows).toContain(
      'memory_relations 2 {"id": 2, "strength": 1.0, "source_id": 2, "target_id": 1}',
    );
    expect(rows.filter((row) => row.startsWith("memory_relations"))).toHaveLength(1);
    expect(rows).toContain(
      'memory_entities 9 {"id": 9, "mood": null, "org_id": null, "content": null, "importance": -9223372036854775808}',
    );
    expect(rows).toContain('odd 2 {"a": "z", "b": {"$base64": "AQI="}}');
    expect(rows).toContain('pair k/2 {"x": "k", "y": 2, "z": "zwei"}');
    expect(rows).toContain('new_table n1 {"v": 1.0, "id": "n1"}');
    expect(other.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
    // A reader that goes moves the log into the file; nobody has written.
    other.close();
    expect(await fingerprint(path, "sqlite")).toBe(sha256);
    expect(sqliteCheck(path)).toBe("ok");
  });

  test("lets two rows exchange what is unique", async () => {
    const path = sampleFile("patterns");
    const a = (await content("patterns", path, "patterns", "1")) as Record<string, Json>;
    const b = (await content("patterns", path, "patterns", "2")) as Record<string, Json>;
    await writeLegacyRows("patterns", path, [
      { table: "patterns", key: "1", content: { ...a, pattern_name: "b" } },
      { table: "patterns", key: "2", content: { ...b, pattern_name: "a" } },
    ]);
    expect(await content("patterns", path, "patterns", "1")).toMatchObject({ pattern_name: "b" });
    expect(await content("patterns", path, "patterns", "2")).toMatchObject({ pattern_name: "a" });
  });

  test("that is locked is SG345, and nothing is written", { tags: ["slow"] }, async () => {
    const path = sampleFile("memory");
    const other = new DatabaseSync(path);
    other.exec("begin immediate");
    await expect(
      writeLegacyRows("memory", path, [{ table: "odd", key: "1", content: null }]),
    ).rejects.toMatchObject({ code: "SG345" });
    other.exec("rollback");
    other.close();
  });
});
