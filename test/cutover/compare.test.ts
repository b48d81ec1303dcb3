/** A comparison by calls that see different moments, its record, and the commands. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareStore } from "../../src/cutover/compare.ts";
import { callFunction, type CallResult } from "../../src/database/call-function.ts";
import { specql } from "../cli/program.ts";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";
import { type FileRow, importDocument, makeRow, writeRows } from "./files.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-compare-"));
const good = join(folder, "tasks.json");
const faulty = join(folder, "faulty.json");
const rows = Array.from({ length: 60 }, (_, n) => makeRow("tasks", n, "word"));

beforeAll(async () => {
  writeRows("tasks", good, rows, { typed: true });
  writeRows("tasks", faulty, [...rows.slice(0, -1), withTitle(rows.at(-1)!, "other")], {
    typed: true,
  });
  const client = await database.pool.connect();
  await importDocument(client, "tasks", good);
  client.release();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function withTitle(row: FileRow, title: string): FileRow {
  return { ...row, content: { ...row.content, x_title: title } };
}

/** Calls as over HTTP: each sees what is there when it comes. */
async function callOne(name: string, args?: Record<string, unknown>): Promise<CallResult> {
  const client = await database.pool.connect();
  try {
    return await callFunction(client, name, args);
  } finally {
    client.release();
  }
}

/** Changes the words of a task in the database. */
async function touch(direction: string): Promise<void> {
  await database.pool.query("select app.put_store_row('tasks', 'tasks', $1, $2::jsonb)", [
    rows[7]!.key,
    JSON.stringify({ ...rows[7]!.content, direction }),
  ]);
}

describe("a comparison", () => {
  test("of equal sides is one call and its record", async () => {
    const names: string[] = [];
    const report = await compareStore(
      {
        call: (name, args) => {
          names.push(name);
          return callOne(name, args);
        },
      },
      { store: "tasks", path: good },
    );
    expect(names).toEqual(["begin_consistency_run", "record_consistency_run"]);
    expect(report).toMatchObject({
      consistent: true,
      checked: 60,
      discrepancy_count: 0,
      discrepancies: [],
      summary: { counts: {}, tables: { tasks: { postgresql: 60, legacy: 60, discrepancies: 0 } } },
    });
    const { rows: kept } = await database.pool.query(
      "select * from app.consistency_runs where id = $1",
      [report.run_id],
    );
    expect(kept[0]).toMatchObject({
      store: "tasks",
      source: "tasks.json",
      consistent: true,
      legacy_sha256: report.legacy_sha256,
      discrepancy_count: "0",
    });
  });

  test("reports exactly what was promised", async () => {
    const report = await compareStore({ call: callOne }, { store: "tasks", path: faulty });
    expect(report.discrepancies).toEqual([
      {
        type: "changed",
        path: `tasks.${rows.at(-1)!.key}`,
        attribute: "x_title",
        postgresql_value: rows.at(-1)!.content["x_title"],
        legacy_value: "other",
      },
    ]);
    expect(report.summary.counts).toEqual({ changed: 1 });
  });

  test("lists no more than it is told to, and counts all", async () => {
    const other = join(folder, "all.json");
    writeRows(
      "tasks",
      other,
      rows.map((row) => withTitle(row, "other")),
      { typed: true },
    );
    const report = await compareStore({ call: callOne }, { store: "tasks", path: other, limit: 5 });
    expect(report.discrepancies).toHaveLength(5);
    expect(report.discrepancy_count).toBe(60);
    expect(report.summary.notes).toEqual(["5 of 60 discrepancies are listed"]);
    const { rows: kept } = await database.pool.query(
      "select count(*)::integer as n from app.discrepancies where consistency_run_id = $1",
      [report.run_id],
    );
    expect(kept[0]).toEqual({ n: 5 });
  });

  test("that a write comes between is made again", async () => {
    let writes = 0;
    const report = await compareStore(
      {
        call: async (name, args) => {
          if (name === "compared_rows" && writes === 0) await touch(`Do it ${(writes += 1)}`);
          return await callOne(name, args);
        },
      },
      { store: "tasks", path: faulty },
    );
    expect(report.summary.attempts).toBe(2);
    expect(report.summary.counts).toEqual({ changed: 2 });
    await touch("Do 7");
  });

  test("that is written to each time gives up", async () => {
    let writes = 10;
    const comparing = compareStore(
      {
        call: async (name, args) => {
          if (name === "compared_rows") await touch(`Do it ${(writes += 1)}`);
          return await callOne(name, args);
        },
      },
      { store: "tasks", path: faulty, attempts: 2 },
    );
    await expect(comparing).rejects.toMatchObject({ code: "SG347" });
    await touch("Do 7");
  });

  test("is not recorded twice, nor what is none", () =>
    rolledBack(database.pool, async (client) => {
      const begun = (await callFunction(client, "begin_consistency_run", { store: "tasks" }))
        .result as { run_id: string };
      const finish = (report: unknown): Promise<CallResult> =>
        callFunction(client, "record_consistency_run", { run_id: begun.run_id, report });
      const wrong = async (report: unknown, code: string): Promise<void> => {
        await client.query("savepoint wrong");
        await expect(finish(report)).rejects.toMatchObject({ code });
        await client.query("rollback to savepoint wrong");
      };
      const report = { consistent: false, checked: 1, discrepancy_count: 1, summary: {} };
      await wrong({ ...report, consistent: true }, "SG159");
      await wrong({ ...report, checked: -1 }, "SG159");
      // A consistent run that names no file would be believed by nobody.
      await wrong({ ...report, consistent: true, discrepancy_count: 0 }, "23514");
      await finish(report);
      await wrong(report, "SG346");
    }));

  test.each<[string, Record<string, unknown>, string]>([
    ["begin_consistency_run", { store: "nothing" }, "SG235"],
    ["begin_consistency_run", { store: "tasks", options: { digits: 9 } }, "SG159"],
    ["begin_consistency_run", { store: "tasks", options: { legacy_sha256: "x" } }, "SG159"],
    ["store_checksums", { store: "tasks", source_table: "tasks", digits: 0 }, "SG159"],
    ["store_row_hashes", { store: "tasks", source_table: "tasks", prefixes: ["abcdef"] }, "SG159"],
    ["note_discrepancies", { run_id: "00000000-0000-0000-0000-000000000000" }, "SG104"],
    [
      "note_discrepancies",
      { run_id: "00000000-0000-0000-0000-000000000000", discrepancies: [] },
      "SG244",
    ],
  ])("%s %j is refused", async (name, args, code) => {
    await expect(callOne(name, args)).rejects.toMatchObject({ code });
  });

  test("bucket checksums add up whatever their length is", async () => {
    const sums = async (digits: number): Promise<number> => {
      const { result } = await callOne("store_checksums", {
        store: "tasks",
        source_table: "tasks",
        digits,
      });
      return (result as { rows: number }[]).reduce((all, { rows: some }) => all + some, 0);
    };
    expect([await sums(1), await sums(4)]).toEqual([60, 60]);
  });
});

describeOnPostgres("the commands", () => {
  const run = (...args: string[]): ReturnType<typeof specql> =>
    specql([...args, "--database", database.url!]);

  test("cutover check ends with 1 when something differs", { tags: ["slow"] }, async () => {
    const same = await run("cutover", "check", "tasks", good);
    expect(same).toMatchObject({ status: 0, stderr: "" });
    expect(same.stdout).toContain("60 rows compared");
    const other = await run("cutover", "check", "tasks", faulty);
    expect(other.status).toBe(1);
    expect(other.stdout).toMatch(/changed +tasks\.task_0+59 +x_title/);
  });

  test("--json prints the report", { tags: ["slow"] }, async () => {
    const { status, stdout } = await run("cutover", "check", "tasks", faulty, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      consistent: false,
      checked: 60,
      discrepancies: [{ type: "changed" }],
      summary: { counts: { changed: 1 } },
    });
  });

  test("registry validate and domain check-consistency", { tags: ["slow"] }, async () => {
    const registry = join(folder, "registry.yaml");
    const entities = Array.from({ length: 20 }, (_, n) => makeRow("registry", n, "word"));
    writeRows("registry", registry, entities, { typed: true });
    expect(await run("import", "registry", registry)).toMatchObject({ status: 0 });
    const same = await run("registry", "validate", "--compare-yaml", registry);
    expect(same).toMatchObject({ status: 0, stderr: "" });
    const nowhere = await run("domain", "check-consistency");
    expect(nowhere.status).toBe(2);
    expect(nowhere.stderr).toContain("SG245");
    const named = await specql(["domain", "check-consistency", "--database", database.url!], {
      env: { SPECQL_YAML_PATH: registry },
    });
    expect(named.status).toBe(0);
    writeRows("registry", registry, entities.slice(1), { typed: true });
    const less = await run("registry", "validate", "--compare-yaml", registry, "--json");
    expect(less.status).toBe(1);
    expect(JSON.parse(less.stdout)).toMatchObject({
      discrepancies: [{ type: "missing_in_legacy", path: entities[0]!.key, attribute: null }],
    });
  });
});
