/** The mirror: what PostgreSQL holds stands in the legacy file, store by store and phase by phase. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, sqlCaller } from "../../src/call.ts";
import { advance } from "../../src/cutover/advance.ts";
import { compareStore } from "../../src/cutover/compare.ts";
import { mirrorOnce, startMirror } from "../../src/cutover/mirror.ts";
import { mirrorHolder, storeRows } from "../../src/cutover/mirror-store.ts";
import { storeStates } from "../../src/cutover/port.ts";
import { readMirrors } from "../../src/database/mirrors.ts";
import { localPrincipal } from "../../src/database/principal.ts";
import type { Json } from "../../src/legacy/document.ts";
import { readPatternLibrary } from "../../src/legacy/pattern-library.ts";
import { FORMATS, openLegacyFile, STORES } from "../../src/legacy/store-file/index.ts";
import { writeWholeFile } from "../../src/legacy/store-file/write.ts";
import { testDatabase } from "../support/database.ts";
import { hunk, REGISTRY_YAML, rowsIn } from "../support/legacy-files.ts";
import { importDocument, makeRow, writeRows } from "./files.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-mirror-"));
const dataDir = join(folder, "data");
const caller: Caller = sqlCaller({ ...database, close: async () => {} }, localPrincipal());
const log: string[] = [];
const context = { dataDir, holder: mirrorHolder(), log: (line: string) => void log.push(line) };
const mirrorAll = () => mirrorOnce({ ...context, port: caller });
const call = async (name: string, args: Record<string, unknown> = {}): Promise<any> =>
  (await caller.call(name, args)).result;
const text = (path: string): string => readFileSync(path, "utf8");
const compare = (store: string, path: string) => compareStore(caller, { store, path });

/** Says what differs, where something does. */
async function same(store: string, path: string): Promise<void> {
  const { discrepancies } = await compare(store, path);
  expect(discrepancies).toEqual([]);
}

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

async function imported(store: (typeof STORES)[number], path: string): Promise<void> {
  const client = await database.pool.connect();
  try {
    const report = await importDocument(client, store, path, { timezone: "UTC" }).catch(
      (error: unknown) => {
        if ((error as { code?: string }).code !== "SG113") throw error;
        return importDocument(client, store, path);
      },
    );
    expect(report).toMatchObject({ rejects: [] });
  } finally {
    client.release();
  }
}

describe.each(STORES)("%s", (store) => {
  const path = join(folder, `${store}.${FORMATS[store]}`);
  const step = (phase: string, readPercent?: number) =>
    advance(caller, { store, phase, readPercent }, context);

  test(
    "goes through all phases and back, and its file has every change",
    { timeout: 120_000 },
    async () => {
      const rows = Array.from({ length: 30 }, (_, n) => makeRow(store, n, "word"));
      if (store === "registry") writeFileSync(path, REGISTRY_YAML);
      else writeRows(store, path, rows, { typed: true });
      const before = FORMATS[store] === "sqlite" ? "" : text(path);
      await imported(store, path);
      await call("attach_store", { store, path, format: FORMATS[store] });

      await same(store, path);
      expect((await step("dual_write")).report).toMatchObject({ consistent: true });
      if (FORMATS[store] !== "sqlite") expect(text(path)).toBe(before);

      // One row changes, one goes, one comes.
      const table = store === "registry" ? "entities" : rows[0]!.table;
      const all: { key: string; content: Record<string, Json> }[] = [];
      for await (const row of storeRows(caller, store)) {
        if (row.table === table) all.push(row as never);
      }
      const [first, second] = all;
      await call("put_store_row", {
        store,
        source_table: table,
        row_key: first!.key,
        content: { ...first!.content, x_title: "“Ænew”: '1'" },
      });
      if (store !== "registry") {
        await call("remove_store_row", { store, source_table: table, row_key: second!.key });
      }
      const fresh = makeRow(store, 40, "fresh");
      if (store === "registry") fresh.key = "domains.2.subdomains.04.entities.Ticket";
      if (store === "registry") delete fresh.content["table_code"];
      await call("put_store_row", {
        store,
        source_table: table,
        row_key: fresh.key,
        content: fresh.content,
      });
      const written = await mirrorAll();
      expect(written[0]?.error?.cause ?? written[0]?.error).toBeUndefined();
      expect(written).toMatchObject([{ store, held: false }]);
      await same(store, path);
      const found = (await rowsIn(store, path)).filter((row) => row.startsWith(`${table} `));
      expect(found.some((row) => row.startsWith(`${table} ${fresh.key} `))).toBe(true);
      expect(found.some((row) => row.includes("“Ænew”: '1'"))).toBe(true);
      if (store === "registry") {
        const change = hunk(before, text(path));
        expect(change.in.length).toBeLessThan(50);
        for (const comment of before.match(/# [^\n]*/g) ?? [])
          expect(text(path)).toContain(comment);
      } else expect(found).toHaveLength(30);
      expect(readMirrors(dataDir)[store]).toMatchObject({ path, format: FORMATS[store] });
      expect(readdirSync(dirname(path)).filter((name) => name.startsWith("."))).toEqual([]);

      await step("shadow_read", 10);
      expect((await step("shadow_read", 60)).report).toBeUndefined();
      await step("postgres");
      await call("put_store_row", {
        store,
        source_table: table,
        row_key: first!.key,
        content: first!.content,
      });
      await step("retired");
      await same(store, path);
      await call("remove_store_row", { store, source_table: table, row_key: fresh.key });
      expect((await mirrorAll()).filter((each) => each.store === store)).toEqual([]);

      // Back from retired the whole file is written again, and nothing is missing in legacy.
      await call("roll_back_store", { store });
      expect((await mirrorAll())[0]?.error?.cause).toBeUndefined();
      await same(store, path);
      await call("put_store_row", {
        store,
        source_table: table,
        row_key: fresh.key,
        content: fresh.content,
      });
      await call("roll_back_store", { store, phase: "legacy" });
      const states = await storeStates(caller);
      expect(states.find((state) => state.store === store)).toMatchObject({
        phase: "legacy",
        effective_phase: "dual_write",
      });
      expect((await mirrorAll())[0]?.error?.cause).toBeUndefined();
      expect((await storeStates(caller)).find((state) => state.store === store)).toMatchObject({
        effective_phase: "legacy",
        pending: 0,
      });
      await same(store, path);
    },
  );

  test("is exported as a file that compares equal", async () => {
    const fresh = join(folder, `exported.${store}`);
    await writeWholeFile(store, fresh, storeRows(caller, store));
    await same(store, fresh);
  });
});

describe("a file that somebody else changed", () => {
  const store = "services";
  const path = join(folder, "services.yaml");
  const service = { name: "extra", type: "api", category: "internal", operations: [] };
  const put = (name: string) =>
    call("put_store_row", {
      store,
      source_table: "services",
      row_key: name,
      content: { ...service, name },
    });

  beforeAll(async () => {
    await advance(caller, { store, phase: "dual_write" }, context);
  });

  test("is not overwritten until it is taken as it is", async () => {
    await put("one");
    expect((await mirrorAll())[0]?.error?.cause).toBeUndefined();
    const mine = text(path);
    writeFileSync(path, `${mine}# by hand\n`);
    await put("two");
    expect((await mirrorAll())[0]?.error).toMatchObject({ code: "SG341" });
    expect(text(path)).toBe(`${mine}# by hand\n`);
    const file = await openLegacyFile(store, path);
    await call("acknowledge_mirror", {
      store,
      outbox: [],
      sha256: file.sha256,
      as_of: new Date().toISOString(),
    });
    expect((await mirrorAll())[0]).toMatchObject({ store, held: false });
    expect(text(path)).toContain("# by hand");
    await same(store, path);
  });

  test("and that is broken holds no other store", async () => {
    const registry = join(folder, "registry.yaml");
    await advance(caller, { store: "registry", phase: "dual_write" }, context);
    writeFileSync(path, "services: [");
    await put("three");
    await call("rename_domain", { domain: "crm", new_name: "customers" });
    const running = startMirror({ ...context, port: caller, every: 50 });
    for (let tries = 0; tries < 100 && !text(registry).includes("name: customers "); tries += 1) {
      await setTimeout(50);
    }
    await running.stop();
    expect(text(registry)).toContain("name: customers ");
    expect(log.filter((line) => line.startsWith("services is not mirrored: SG341"))).toHaveLength(
      1,
    );
    expect(text(path)).toBe("services: [");
  });

  test("that differs from PostgreSQL cannot be left (SG340), and the finding is kept", async () => {
    const tasks = join(folder, "tasks.json");
    writeFileSync(tasks, text(tasks).replace("Do 3", "Do not"));
    await expect(
      advance(caller, { store: "tasks", phase: "dual_write" }, context),
    ).rejects.toMatchObject({ code: "SG340" });
    expect(await call("list_rows", { view_name: "consistency_runs", limit: 1000 })).toContainEqual(
      expect.objectContaining({ store: "tasks", consistent: false }),
    );
  });
});

test("one process at a time is a store's mirror", async () => {
  const store = "types";
  expect(await call("claim_mirror", { store, holder: "elsewhere/1/x", seconds: 60 })).toBe(true);
  await advance(caller, { store, phase: "dual_write", patience: 500 }, context);
  const row = makeRow(store, 5, "w");
  await call("put_store_row", {
    store,
    source_table: row.table,
    row_key: row.key,
    content: { ...row.content, x_title: "held" },
  });
  expect(await mirrorAll()).toContainEqual({ store, rows: 0, held: true });
  await expect(
    advance(caller, { store, phase: "shadow_read", patience: 300 }, context),
  ).rejects.toMatchObject({ code: "SG914" });
  await call("claim_mirror", { store, holder: "elsewhere/1/x", seconds: 0 });
  expect(await mirrorAll()).toContainEqual({ store, rows: 1, held: false });
});

test("a table that lacks what a new row has gets the columns, and its other rows stay as they were", async () => {
  const other = await testDatabase();
  const port = sqlCaller({ ...other, close: async () => {} }, localPrincipal());
  const path = join(folder, "narrow.db");
  const file = new DatabaseSync(path);
  file.exec(`create table domain_patterns (domain_pattern_id integer, pattern_name text, pattern_category text,
      description text, parameters text, implementation text);
    insert into domain_patterns values (10, 'ten', 'audit', 'd', '{}', '{}'), (2, 'two', 'audit', 'd', '{}', '{}')`);
  file.close();
  try {
    const { document } = await readPatternLibrary(path);
    await port.call("import_patterns", { document, options: { source: "f" } });
    await port.call("attach_store", { store: "patterns", path, format: "sqlite" });
    await advance(port, { store: "patterns", phase: "dual_write" }, context);
    await port.call("register_pattern", {
      pattern_name: "fresh",
      pattern_category: "audit",
      description: "d",
      parameters: {},
      implementation: {},
      tags: ["a"],
    });
    const written = await mirrorOnce({ ...context, port });
    expect(written).toMatchObject([{ store: "patterns", rows: 1 }]);
    const { discrepancies } = await compareStore(port, { store: "patterns", path });
    expect(discrepancies).toEqual([]);
    const read = new DatabaseSync(path, { readOnly: true });
    const rows = read
      .prepare("select pattern_name, tags from domain_patterns order by rowid")
      .all();
    read.close();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { pattern_name: "ten", tags: null },
      { pattern_name: "two", tags: null },
      { pattern_name: "fresh", tags: "a" },
    ]);
  } finally {
    await other.drop();
  }
});
