/** Files of the stores, as the mover reads them: checked whole before a row is sent, and resumed after a kill. */
import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { writeMemoryFile, writeNetworkFile } from "../../bench/support/legacy-files.ts";
import { type Caller, sqlCaller } from "../../src/call.ts";
import { SpecqlError } from "../../src/errors.ts";
import { openJsonSource } from "../../src/import/json-source.ts";
import { move } from "../../src/import/mover.ts";
import { parseJson } from "../../src/legacy/json-reader.ts";
import type { ImportSource } from "../../src/import/source.ts";
import { openMemorySource } from "../../src/import/sqlite-source.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples)
  console.warn("SKIPPED: ../shared/legacy is not here; sample stores are not tested.");

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-moving-"));
const caller: Caller = sqlCaller(
  { ...database, close: () => Promise.resolve() },
  {
    role: "specql_admin",
    settings: { "specql.actor": "anna" },
  },
);
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Report {
  run_id: string | null;
  written: boolean;
  counts: Record<string, number>;
  tables: Record<string, Record<string, number>>;
  rejects: { id: string; path: string; code: string; line: number | null }[];
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);
let files = 0;
const named = (ending: string): string => join(folder, `${(files += 1)}.${ending}`);
const json = (text: string | Buffer): string => {
  const name = named("json");
  writeFileSync(name, text);
  return name;
};
const sqlite = (sql: string): string => {
  const name = named("db");
  const made = new DatabaseSync(name);
  made.exec(sql);
  made.close();
  return name;
};
const query = async (sql: string): Promise<Record<string, any>> =>
  (await database.pool.query(sql)).rows[0];
const undoAll = async (): Promise<void> => {
  const { rows } = await database.pool.query(
    "select id from specql_cutover.tb_import_run where status in ('running', 'finished') order by pk_import_run desc",
  );
  for (const { id } of rows) await caller.call("undo_import", { run_id: id });
};
afterEach(undoAll);

async function moved(source: ImportSource, options: object = {}): Promise<Report> {
  try {
    return (await move(caller, source, { source: "file", ...options })) as Report;
  } finally {
    await source.close();
  }
}

async function refused(work: Promise<unknown>): Promise<SpecqlError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SpecqlError);
  return error as SpecqlError;
}

const TAGS = "create table memory_tags (id integer primary key, entity_id integer, tag text);";
const ENTITIES =
  "create table memory_entities (id integer primary key, org_id text, entity_type text, content text, importance integer, created_at text);";

describe("a memory workspace", () => {
  test("that is empty, has no tables, only other ones, or no rows is an error", async () => {
    const nothing = named("db");
    writeFileSync(nothing, "");
    const noise = json("this is no database at all, whatever its name says");
    for (const name of [
      nothing,
      noise,
      sqlite(""),
      sqlite("create table widgets (id int)"),
      sqlite(TAGS),
    ]) {
      expect((await refused(openMemorySource(name))).code).toBe("SG131");
    }
    expect((await refused(openMemorySource(join(folder, "none.db")))).code).toBe("SG291");
  });

  test("that is damaged is refused before a row is read", async () => {
    const name = named("db");
    writeMemoryFile(name, 2000);
    const bytes = readFileSync(name);
    bytes.fill(0xff, 4096 * 3, 4096 * 5);
    writeFileSync(name, bytes);
    expect((await refused(openMemorySource(name))).code).toBe("SG131");
    writeFileSync(name, bytes.subarray(0, 9000));
    expect((await refused(openMemorySource(name))).code).toBe("SG131");
  });

  test("keeps every cell, and tables that nobody planned", async () => {
    const name = sqlite(`${ENTITIES} create table widgets (a integer, r real, b blob, t text);
      insert into memory_entities values (1, 'o', 'Note', 'text', 3, '2025-01-01 00:00:00');
      insert into widgets values (9007199254740993, 1.0, x'00ff', 'one'), (-1, 0.1, null, null)`);
    const report = await moved(await openMemorySource(name));
    expect(report.counts).toMatchObject({ source: 3, imported: 3 });
    const { rows } = await query(
      "select jsonb_agg(content::text order by position) as rows from specql_cutover.rendered('memory', 'widgets')",
    );
    expect(rows).toEqual([
      '{"a": 9007199254740993, "b": {"$base64": "AP8="}, "r": 1.0, "t": "one"}',
      '{"a": -1, "b": null, "r": 0.1, "t": null}',
    ]);
  });

  test("whose tables declare no key goes by their ids, and takes none for another", async () => {
    const name = sqlite(`
      create table memory_entities (id integer, org_id text, content text);
      insert into memory_entities values (10, 'o', 'ten'), (2, 'o', 'two'), (null, 'o', 'no number'),
        (2, 'o', 'two again'), (10, 'o', 'ten');
      create table decisions (id text primary key, org_id text);
      insert into decisions values ('7', 'o'), ('007', 'o');
      create table memory_tags (id integer primary key, tag text);
      insert into memory_tags values (1, 'of nothing')`);
    const batches = { quarantine: true, largestTransaction: 0, batchRows: 1 };
    for (const options of [batches, { quarantine: true }]) {
      const report = await moved(await openMemorySource(name), options);
      expect(report.counts).toMatchObject({ source: 8, imported: 2, changed: 1, rejected: 5 });
      expect(report.rejects.map(({ path, code }) => `${path} ${code}`).toSorted(byText)).toEqual([
        "decisions.007 SG122",
        "memory_entities.10 SG316",
        "memory_entities.2 SG316",
        "memory_entities.null SG122",
        "memory_tags.1 SG220",
      ]);
      const held = "select jsonb_object_agg(legacy_id, content) as held from app.memory_entities";
      expect(await query(held)).toEqual({ held: { 2: "two", 10: "ten" } });
      // Tried again as it is, the second row does not take the place of the first.
      const id = report.rejects.find(({ path }) => path === "memory_entities.2")?.id;
      const again = await refused(caller.call("retry_import_reject", { reject_id: id }));
      expect(again.code).toBe("SG316");
      expect(await query(held)).toEqual({ held: { 2: "two", 10: "ten" } });
      await undoAll();
    }
  });

  test("keeps the order of tables that nobody planned, also where keys are digits", async () => {
    const name = sqlite(`${ENTITIES}
      insert into memory_entities values (1, 'o', 'Note', 'text', 3, '2025-01-01 00:00:00');
      create table widgets (id text primary key); insert into widgets values ('10'), ('9'), ('8');
      create table gadgets (id integer primary key);
      insert into gadgets values (9223372036854775807), (-9223372036854775808), (7)`);
    await moved(await openMemorySource(name));
    for (const [table, keys] of [
      ["widgets", ["10", "9", "8"]],
      ["gadgets", ["-9223372036854775808", "7", "9223372036854775807"]],
    ] as const) {
      const { rows } = await query(
        `select jsonb_agg(row_key order by position) as rows from specql_cutover.rendered('memory', '${table}')`,
      );
      expect(rows).toEqual(keys);
    }
  });

  test("whose last writes are in a write-ahead log is read with them, and not written to", async () => {
    const name = named("db");
    const writer = new DatabaseSync(name);
    writer.exec(`pragma journal_mode = wal; pragma wal_autocheckpoint = 0; ${ENTITIES}
      insert into memory_entities values (1, 'o', 'Note', 'in the log', 3, '2025-01-01 00:00:00')`);
    const before = readFileSync(name);
    const report = await moved(await openMemorySource(name));
    writer.close();
    expect(report.counts["imported"]).toBe(1);
    expect(before.length).toBeLessThanOrEqual(readFileSync(name).length);
  });

  test.skipIf(/* ../shared is not everywhere */ !hasSamples)(
    "of the samples: all rows but the orphans, each as it stands there",
    async () => {
      const report = await moved(await openMemorySource(`${LEGACY}memory/planned_shape.sqlite`), {
        quarantine: true,
      });
      expect(report.counts).toEqual({
        source: 26,
        imported: 24,
        updated: 0,
        unchanged: 0,
        changed: 0,
        rejected: 2,
      });
      const again = await moved(await openMemorySource(`${LEGACY}memory/planned_shape.sqlite`), {
        quarantine: true,
      });
      expect(again.counts).toMatchObject({ imported: 0, updated: 0, unchanged: 24, rejected: 2 });
    },
  );
});

describe("after a dry run", () => {
  const kinds = {
    network: {
      table: "network.tb_project",
      write: (name: string) => writeNetworkFile(name, 3000, 3000),
    },
    memory: {
      table: "memory.tb_memory_entity",
      write: (name: string) => writeMemoryFile(name, 8000),
    },
    tasks: {
      table: "network.tb_task_key",
      write: (name: string) => {
        const rows = Array.from({ length: 3000 }, (_, n) => ({
          id: `task_${n}`,
          direction: `do ${n}`,
          task_type: "impl",
          status: "pending",
          model: "m",
          created_at: "2026-02-16T05:00:49.654321+00:00",
          updated_at: "2026-02-16T05:00:49.654321+00:00",
        }));
        writeFileSync(name, JSON.stringify({ tasks: rows }));
      },
    },
  };

  // Its rows are dead but not gone: whoever counts finds pages without rows, and plans for none.
  test.each(Object.entries(kinds))(
    "an import of %s is not slowed by what was counted meanwhile",
    { timeout: 240_000 },
    async (kind, { table, write }) => {
      const name = named(kind === "memory" ? "db" : "json");
      await write(name);
      const open = (): Promise<ImportSource> =>
        kind === "memory" ? openMemorySource(name) : openJsonSource(kind as "tasks", name);
      // Nobody but this test counts its rows.
      await database.pool.query(`alter table ${table} set (autovacuum_enabled = false)`);
      let start = performance.now();
      expect(await moved(await open(), { dryRun: true })).toMatchObject({ written: false });
      const dryRun = performance.now() - start;
      await database.pool.query("analyze");
      const counted = await query(
        `select reltuples from pg_class where oid = '${table}'::regclass`,
      );
      expect(counted).toEqual({ reltuples: 0 });
      start = performance.now();
      expect(await moved(await open())).toMatchObject({ written: true, counts: { rejected: 0 } });
      expect(performance.now() - start).toBeLessThan(4 * dryRun + 2000);
      const { reltuples } = await query(
        `select reltuples from pg_class where oid = '${table}'::regclass`,
      );
      expect(reltuples).toBeGreaterThan(0);
    },
  );
});

describe("a JSON store", () => {
  const NETWORK = `{"projects": [{"name": "A", "ecosystem": "npm", "version": "1", "description": null, "dependency_count": 0}], "edges": []}`;

  test.each([
    ["cut off", NETWORK.slice(0, -3), 1],
    ["cut off in a row", NETWORK.slice(0, 40), 1],
    ["garbage", "\u007fELF", 1],
    ["two documents", `${NETWORK}\n{}`, 2],
    ["a comma too many", `{"projects": [\n{"name": "A",}\n]}`, 2],
    ["a key twice in a row", `{"projects": [\n\n{"name": "A", "name": "B"}]}`, 3],
    ["a key twice, deep", `{"projects": [\n{"name": "A", "x": {"y": [{"z": 1, "z": 2}]}}]}`, 2],
    ["a list twice", `{"projects": [],\n"projects": []}`, 2],
    ["half of a pair", `{"projects": [{"name": "\\ud800"}]}`, 1],
    ["a NUL", `{"projects": [{"name": "\\u0000"}]}`, 1],
    ["a NUL in a key", `{"projects": [\n{"\\u0000": "\\u00e9"}]}`, 2],
    ["half of a pair in a key", `{"projects": [\n\n{"a\\udc00": 1}]}`, 3],
    ["a key twice beside escapes", `{"projects": [\n{"a": "\\":", "\\u0062": 1,\n"b": 2}]}`, 3],
    ["a comma too many beside escapes", `{"projects": [\n{"a": "\\"\\u00e9",\n\n}]}`, 4],
    ["an octal number", `{"projects": [{"name": 01}]}`, 1],
    ["NaN", `{"projects": [{"name": NaN}]}`, 1],
    ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 1],
    ["nested too deep", `{"projects": [${"[".repeat(600)}${"]".repeat(600)}]}`, 1],
  ])("%s: refused whole, with its place", async (_what, text, line) => {
    const error = await refused(openJsonSource("network", json(text)));
    expect(error.code).toBe("SG130");
    expect(error.message).toMatch(/:\d+:\d+: /);
    if (line > 1) expect(error.message).toContain(`:${line}:`);
  });

  test.each([
    `{"projects": [\n  {"name": "\\u00e9"}, {"name": "\\ud800"}]}`,
    `{"tasks": [], "projects": [{"name": "\\"", "b": 1,\n   "name": 2}]}`,
    `{"projects": [ {"name": "é😀", "x": "\\q"}]}`,
  ])("the place in %j is that of the whole file's parser", async (text) => {
    const name = json(text);
    const whole = await refused(Promise.resolve().then(() => parseJson(text, name)));
    expect((await refused(openJsonSource("network", name))).message).toBe(whole.message);
  });

  test("escapes do not make a file slow to check", async () => {
    const tasks = (command: string): string =>
      json(
        JSON.stringify(
          {
            tasks: Array.from({ length: 5000 }, (_, n) => ({
              id: `task_${n}`,
              command,
              lines: Array(20),
            })),
          },
          null,
          2,
        ),
      );
    const time = async (name: string): Promise<number> => {
      const start = performance.now();
      await (await openJsonSource("tasks", name)).close();
      return performance.now() - start;
    };
    const plain = await time(tasks("say hello"));
    const limit = plain * 10 + 500;
    expect(await time(tasks('say "hello"'))).toBeLessThan(limit);
    const escaped = readFileSync(tasks("é"), "utf8").replaceAll("é", "\\u00e9");
    expect(await time(json(escaped))).toBeLessThan(limit);
  });

  test.each(["", "{}", "[]", `{"projects": [], "edges": []}`, `{"tasks": [{"id": "a"}]}`])(
    "%j is no network",
    async (text) => {
      const { code } = await refused(openJsonSource("network", json(text)));
      expect(text === "[]" ? ["SG130", "SG131"] : ["SG131"]).toContain(code);
    },
  );

  test("keeps digits, unknown keys and lists, whatever the order of the file", async () => {
    const name = json(`{"version": 1.0, "contributions": [
      {"id": "k1", "contributor_id": "c1", "asset_id": "a1", "cost_amount": "12.3400", "metadata": {"n": 1.50}, "coherence_score": 1.0, "timestamp": "2025-01-01T00:00:00"}],
      "assets": [{"id": "a1", "type": "CODE", "description": "d", "total_cost": "12.3400", "created_at": "2025-01-01T00:00:00"}],
      "contributors": [{"id": "c1", "type": "HUMAN", "name": "n", "email": "e@example.org", "created_at": "2025-01-01T00:00:00"}],
      "projects": [], "surprises": [{"x": 12345678901234567890.10}]}`);
    const report = await moved(await openJsonSource("network", name), { quarantine: true });
    const counts = Object.values(report.counts);
    expect(report.counts["source"]).toBe(5);
    expect(counts.reduce((all, each) => all + each, 0)).toBe(10);
    // The order of the store, not of the file: none is an orphan.
    expect(report.tables["contributions"]).toBeDefined();
    const { text } = await query(
      "select content::text from specql_cutover.rendered('network', 'surprises')",
    ).then((row) => ({ text: row["content"] }));
    expect(text).toBe('{"x": 12345678901234567890.10}');
  });

  test("keeps what is null, beside the lists and in them", async () => {
    const name = json('{"last_sync": null, "projects": [], "plugins": [null, 1]}');
    expect((await moved(await openJsonSource("network", name))).counts).toMatchObject({
      source: 3,
      imported: 3,
    });
    const { rows } = await query(
      `select jsonb_agg(content order by position) as rows from specql_cutover.rendered('network', 'plugins')`,
    );
    expect(rows).toEqual([null, 1]);
  });

  test("that is written to while it is read is taken back", async () => {
    const name = json(NETWORK);
    const source = await openJsonSource("network", name);
    appendFileSync(name, " ");
    expect((await refused(moved(source, { largestTransaction: 0 }))).code).toBe("SG149");
    expect(await query("select count(*)::int as n from app.projects")).toEqual({ n: 0 });
    expect(
      await query("select count(*)::int as n from app.import_runs where status = 'running'"),
    ).toEqual({ n: 0 });
  });

  test("says on which line a rejected row stands", async () => {
    const name = json(
      `{"tasks": [\n{"id": "a", "direction": "x", "task_type": "nonsense", "status": "pending", "model": "m", "command": "c"}]}`,
    );
    const report = await moved(await openJsonSource("tasks", name));
    expect(report).toMatchObject({
      written: false,
      counts: { rejected: 1 },
      rejects: [{ line: 2 }],
    });
  });
});

test("a dry run in batches is refused where there is no transaction to roll back", async () => {
  const name = json(`{"tasks": [{"id": "a"}]}`);
  const remote: Caller = { ...caller, via: "http" };
  delete remote.inTransaction;
  const source = await openJsonSource("tasks", name);
  expect((await refused(move(remote, source, { source: "f", dryRun: true }))).code).toBe("SG149");
});

test("in batches or in one transaction: the same comes of it", async () => {
  const name = named("db");
  writeMemoryFile(name, 1000);
  const state = (): Promise<Record<string, any>> =>
    query(`select jsonb_object_agg(t.source_table, (
        select encode(sha256(convert_to(string_agg(r.row_key || r.content::text, ',' order by r.row_key), 'UTF8')), 'hex')
        from specql_cutover.rendered('memory', t.source_table) as r)) as all
      from specql_cutover.store_tables('memory') as t`);
  const whole = await moved(await openMemorySource(name));
  const first = await state();
  await undoAll();
  const batched = await moved(await openMemorySource(name), {
    largestTransaction: 0,
    batchRows: 37,
  });
  expect(batched.counts).toEqual(whole.counts);
  expect(await state()).toEqual(first);
});

describeOnPostgres("an import that is killed", () => {
  const child = fileURLToPath(new URL("../support/move-child.ts", import.meta.url));

  /** Runs until so many rows are in, or to the end; says what it printed. */
  function run(
    kind: string,
    file: string,
    killAt?: number,
  ): Promise<{ killed: boolean; out: string }> {
    return new Promise((resolve, reject) => {
      const process_ = spawn(process.execPath, [child, database.url!, kind, file], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let errors = "";
      process_.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
      process_.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
        const done = Number(text.trim().split("\n").at(-1));
        if (killAt !== undefined && done >= killAt) process_.kill("SIGKILL");
      });
      process_.on("error", reject);
      process_.on("close", (status, signal) => {
        if (status !== 0 && signal !== "SIGKILL") reject(new Error(errors));
        else resolve({ killed: signal === "SIGKILL", out });
      });
    });
  }

  test.each(["memory", "network"])(
    "%s goes on without doubles",
    { tags: ["slow"] },
    async (kind) => {
      const file = named(kind === "memory" ? "db" : "json");
      if (kind === "memory") writeMemoryFile(file, 3000);
      else await writeNetworkFile(file, 1000, 2000);
      let kills = 0;
      // Somewhere in each fifth, and not always between two batches.
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const { killed } = await run(kind, file, Math.floor(3000 * (share + Math.random() * 0.1)));
        if (killed) kills += 1;
      }
      const last = JSON.parse((await run(kind, file)).out) as Report;
      expect(kills).toBeGreaterThan(1);
      expect(last).toMatchObject({
        written: true,
        counts: { source: 3000, imported: 3000, rejected: 0 },
      });
      const { runs, rows } = await query(`select
      (select count(*)::int from app.import_runs where source = 'killed' and kind = '${kind}' and status = 'finished') as runs,
      (select sum(row_count)::int from specql_cutover.tb_import_batch as b join specql_cutover.tb_import_run as r
        on r.pk_import_run = b.fk_import_run where r.kind = '${kind}' and r.status = 'finished' and r.source = 'killed') as rows`);
      expect({ runs, rows }).toEqual({ runs: 1, rows: 3000 });
      const { held } =
        await query(`select sum(n)::int as held from specql_cutover.store_tables('${kind}') as t
      cross join lateral (select count(*) as n from specql_cutover.rendered('${kind}', t.source_table)) as c`);
      expect(held).toBe(3000);
      const again = await moved(
        kind === "memory" ? await openMemorySource(file) : await openJsonSource("network", file),
      );
      expect(again.counts).toMatchObject({ unchanged: 3000, imported: 0, updated: 0 });
    },
  );
});
