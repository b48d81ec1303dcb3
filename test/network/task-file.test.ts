/**
 * The task file and the tasks: what is loaded is rendered as it stood, what is odd is told, what is wrong
 * is refused. Loads are called as the import calls them.
 */
import { existsSync, readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

type Task = Record<string, unknown>;
const sample = new URL("../../../shared/legacy/network/agent_tasks.json", import.meta.url);
const expectedFile = new URL("../../../shared/legacy/expected.json", import.meta.url);

async function beginRun(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ pk: string }>(
    "insert into specql_cutover.tb_import_run (kind, source) values ('tasks', 'test') returning pk_import_run as pk",
  );
  return rows[0]!.pk;
}

async function load(
  client: pg.ClientBase,
  run: string | null,
  tasks: unknown[],
  options: Task = {},
  first = 1,
): Promise<Task> {
  const rows = tasks.map((content, i) => ({
    key: String((content as Task)["id"]),
    line: i + 1,
    content,
  }));
  const { rows: answer } = await client.query<{ report: Task }>(
    "select network.load_tasks($1, 'tasks', $2, $3, $4) as report",
    [run, first, JSON.stringify(rows), JSON.stringify(options)],
  );
  return answer[0]!.report;
}

async function rendered(client: pg.ClientBase): Promise<unknown[]> {
  const { rows } = await client.query<{ content: unknown }>(
    "select content from specql_cutover.rendered('tasks', 'tasks') order by position",
  );
  return rows.map((row) => row.content);
}

/** As PostgreSQL spells them: 1.0 is not 1. */
async function spelled(client: pg.ClientBase, contents: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(
    "select e.value::text as text from jsonb_array_elements($1::jsonb) with ordinality as e (value, n) order by e.n",
    [JSON.stringify(contents)],
  );
  return rows.map((row) => row.text);
}

const plain = (id: string, more: Task = {}): Task => ({
  id,
  direction: "Do it",
  task_type: "impl",
  status: "pending",
  created_at: "2026-02-16T05:00:07.654321+00:00",
  updated_at: null,
  ...more,
});

/** A dump as production has them: every key, every odd state. */
function dump(count: number): Task[] {
  const types = ["spec", "test", "impl", "review", "heal"];
  const statuses = ["pending", "running", "completed", "failed", "needs_decision"];
  const times = ["+00:00", "Z", "", "+02:00"];
  return Array.from({ length: count }, (_, i) => {
    const time = (day: number): string =>
      `20${15 + (i % 11)}-${String((i % 12) + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}T05:00:0${i % 10}${i % 3 ? ".654321" : ""}${times[i % 4]}`;
    return {
      id: `task_${String(i).padStart(16, "0")}`,
      direction:
        i % 7
          ? `Task ${i} “quotes” \\ "double" 日本語 🚀\nsecond line`
          : "x".repeat((i % 5000) + 1),
      task_type: types[i % 5],
      status: statuses[i % 5],
      model: i % 4 ? "openrouter/free" : null,
      command: `aider --yes ${i}`,
      ...(i % 6 ? { started_at: i % 5 === 1 && i % 2 ? null : time(2) } : {}),
      output: i % 3 ? "done\nline2" : "",
      context: i % 2 ? { nested: { a: [1, 2.5, null, true], deep: { i } } } : null,
      progress_pct: i % 8 ? [0, 100, 37, null][i % 4] : 50,
      current_step: i % 9 ? null : "start",
      decision_prompt: i % 5 === 4 ? "Which branch?" : null,
      decision: i % 11 ? null : "yes",
      claimed_by: i % 5 === 1 ? "openai-codex" : null,
      claimed_at: i % 5 === 1 ? time(1) : null,
      created_at: time(1),
      updated_at: i % 10 ? time(3) : null,
      ...(i % 3 ? { tier: "openrouter" } : {}),
      ...(i % 4 === 1
        ? {
            target_state: "green",
            success_evidence: ["a", "b"],
            abort_evidence: [],
            observation_window_sec: 900,
          }
        : {}),
      ...(i % 13 ? {} : { priority: i, "odd key": { x: [1.5, null] } }),
    };
  });
}

if (!existsSync(sample)) {
  console.warn("SKIPPED: ../shared/legacy is not here; the sample task file is not tested.");
}

describe("the sample", () => {
  test.skipIf(/* ../shared is not everywhere */ !existsSync(sample))(
    "is rendered as it is, and counts as expected",
    async () => {
      const tasks = (JSON.parse(readFileSync(sample, "utf8")) as { tasks: Task[] }).tasks;
      const expected = (JSON.parse(readFileSync(expectedFile, "utf8")) as Record<string, Task>)[
        "network/agent_tasks.json"
      ]!;
      await rolledBack(database.pool, async (client) => {
        const run = await beginRun(client);
        expect(await load(client, run, tasks)).toEqual({
          imported: 6,
          updated: 0,
          unchanged: 0,
          changed: 0,
          rejected: 0,
        });
        expect(await spelled(client, await rendered(client))).toEqual(await spelled(client, tasks));
        const { rows } = await client.query(`
        select count(*)::int as tasks, count(distinct task_id)::int as distinct_ids,
          max(length(direction)) as max_direction, min(length(direction)) as min_direction,
          sum(length(direction))::int as sum_direction_chars,
          count(*) filter (where output is not null)::int as with_output,
          count(context)::int as with_context,
          (select count(*)::int from app.tasks_needing_attention()) as attention
        from app.agent_tasks`);
        const {
          tasks: count,
          distinct_ids,
          max_direction,
          min_direction,
          sum_direction_chars,
          attention,
        } = expected;
        expect(rows[0]).toMatchObject({
          tasks: count,
          distinct_ids,
          max_direction,
          min_direction,
          sum_direction_chars,
          attention,
          with_context: expected["with_context"],
        });
        for (const column of ["task_type", "status", "model"]) {
          const { rows: counts } = await client.query(
            `select jsonb_object_agg(v, n) as counts from (select ${column} as v, count(*) as n from app.agent_tasks group by 1) as c`,
          );
          expect(counts[0].counts).toEqual(expected[column]);
        }
        // The next import of the same file finds nothing to do.
        expect(await load(client, await beginRun(client), tasks)).toMatchObject({
          unchanged: 6,
          rejected: 0,
        });
      });
    },
  );
});

describe("a production dump", () => {
  test("every key and odd state: rendered as it stood, in its order", async () => {
    await rolledBack(database.pool, async (client) => {
      const tasks = dump(600);
      const run = await beginRun(client);
      const report = await load(client, run, tasks);
      expect(report["rejected"]).toBe(0);
      expect((report["imported"] as number) + (report["changed"] as number)).toBe(600);
      expect(await spelled(client, await rendered(client))).toEqual(await spelled(client, tasks));
      const again = await load(client, await beginRun(client), tasks);
      expect(again).toEqual({ imported: 0, updated: 0, unchanged: 600, changed: 0, rejected: 0 });
    });
  });

  test("cells that no column holds as they are: told, and rendered as they stood", async () => {
    await rolledBack(database.pool, async (client) => {
      const tasks = [
        plain("a", { progress_pct: 37.5 }),
        plain("b", { progress_pct: "40", observation_window_sec: "soon" }),
        plain("c", { output: { a: 1 }, model: 7 }),
        plain("d", { success_evidence: "yes", started_at: "yesterday" }),
        plain("e", { created_at: undefined }),
        plain("f", { updated_at: "2026-02-16T05:00:07.123456789Z", status: "running" }),
        plain("g", { progress_pct: 100, context: [], tier: "" }),
      ];
      const report = await load(client, await beginRun(client), tasks);
      expect(report).toEqual({ imported: 3, updated: 0, unchanged: 0, changed: 4, rejected: 0 });
      expect(await spelled(client, await rendered(client))).toEqual(await spelled(client, tasks));
      const { rows } = await client.query(
        "select path, jsonb_path_query_array(changes, '$[*].field') as fields from specql_cutover.tb_import_row where outcome = 'changed' order by pk_import_row",
      );
      expect(rows).toEqual([
        { path: "tasks.a", fields: ["progress_pct"] },
        {
          path: "tasks.b",
          fields: expect.arrayContaining(["progress_pct", "observation_window_sec"]),
        },
        { path: "tasks.c", fields: expect.arrayContaining(["output", "model"]) },
        { path: "tasks.d", fields: expect.arrayContaining(["started_at", "success_evidence"]) },
      ]);
    });
  });

  test("what is wrong is rejected and told, and the rest goes in", async () => {
    await rolledBack(database.pool, async (client) => {
      const wrong: [Task | string, string, string][] = [
        [plain("twice", { direction: "again" }), "SG320", "id"],
        [plain("b", { direction: "" }), "SG102", "direction"],
        [plain("c", { direction: "x".repeat(5001) }), "SG103", "direction"],
        [plain("d", { task_type: "cook" }), "SG127", "task_type"],
        [plain("e", { status: "done" }), "SG127", "status"],
        [plain("f", { progress_pct: 101 }), "SG127", "progress_pct"],
        [plain("g", { created_at: "2026-02-30T00:00:00Z" }), "SG128", "created_at"],
        [plain("h", { created_at: "yesterday" }), "SG128", "created_at"],
        [plain("i", { status: null }), "SG127", "status"],
        ["text", "SG127", "tasks"],
        [plain("x".repeat(201)), "SG127", "id"],
      ];
      const tasks = [plain("twice"), ...wrong.map(([task]) => task), plain("last")];
      const report = await load(client, await beginRun(client), tasks);
      expect(report).toEqual({
        imported: 2,
        updated: 0,
        unchanged: 0,
        changed: 0,
        rejected: wrong.length,
      });
      const { rows } = await client.query(
        "select code, field, row from specql_cutover.tb_import_reject order by pk_import_reject",
      );
      expect(rows.map((row) => [row.code, row.field])).toEqual(
        wrong.map(([, code, field]) => [code, field]),
      );
      expect(rows.map((row) => row.row)).toEqual(wrong.map(([task]) => task));
    });
  });

  test("an id that stands twice is a duplicate in a later batch too, and each time", async () => {
    await rolledBack(database.pool, async (client) => {
      for (const first of ["imported", "unchanged"]) {
        const run = await beginRun(client);
        expect(await load(client, run, [plain("a"), plain("b")], {}, 1)).toMatchObject({
          [first]: 2,
        });
        expect(
          await load(client, run, [plain("a", { model: "m" }), plain("c")], {}, 3),
        ).toMatchObject({
          [first]: 1,
          rejected: 1,
        });
      }
      expect(await rendered(client)).toEqual([plain("a"), plain("b"), plain("c")]);
    });
  });
});

describe("both sides change", () => {
  test("three ways: the file's change comes in, ours stays, both is a conflict", async () => {
    await rolledBack(database.pool, async (client) => {
      const tasks = ["kept", "file", "ours", "both"].map((id) => plain(id));
      await load(client, await beginRun(client), tasks);
      await client.query(
        "select app.update_task('ours', model => 'm'), app.update_task('both', model => 'm')",
      );
      const changed = [
        plain("new"),
        plain("kept"),
        plain("file", { status: "completed", updated_at: "2026-03-01T00:00:00+00:00" }),
        plain("ours"),
        plain("both", { model: "other" }),
      ];
      expect(await load(client, await beginRun(client), changed)).toEqual({
        imported: 1,
        updated: 1,
        unchanged: 2,
        changed: 0,
        rejected: 1,
      });
      const { rows } = await client.query(
        "select task_id, status, model, updated_at from app.agent_tasks order by task_id",
      );
      expect(rows).toMatchObject([
        { task_id: "both", model: "m" },
        { task_id: "file", status: "completed", updated_at: new Date("2026-03-01T00:00:00Z") },
        { task_id: "kept", model: null },
        { task_id: "new" },
        { task_id: "ours", model: "m" },
      ]);
      // The order is that of the new file.
      expect((await rendered(client)).map((task) => (task as Task)["id"])).toEqual([
        "new",
        "kept",
        "file",
        "ours",
        "both",
      ]);
      const rejects = await client.query("select code, path from specql_cutover.tb_import_reject");
      expect(rejects.rows).toEqual([{ code: "SG325", path: "tasks.both" }]);
    });
  });

  test("a change is rendered in its cell, and else the row as it stood", async () => {
    await rolledBack(database.pool, async (client) => {
      const task = plain("a", {
        created_at: "2026-02-16T05:00:07Z",
        progress_pct: 12.5,
        status: "running",
        claimed_by: "w",
        odd: { key: 1 },
        updated_at: "2026-02-16 05:00",
      });
      await load(client, await beginRun(client), [task]);
      await client.query("select app.update_task('a', 'w', progress_pct => 60)");
      const [now] = (await rendered(client)) as Task[];
      expect(now).toEqual({
        ...task,
        progress_pct: 60,
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/),
      });
      await client.query("select app.create_task('Mine', 'spec', task_id => 'mine')");
      expect((await rendered(client)).map((row) => (row as Task)["id"])).toEqual(["a", "mine"]);
    });
  });
});

describe("put and remove", () => {
  test("the row that is put is the row, and takes only steps that exist", async () => {
    await rolledBack(database.pool, async (client) => {
      const put = (task: Task): Promise<Task> => load(client, null, [task], { mode: "put" });
      const first = plain("a", { status: "running", note: "mine" });
      expect(await put(first)).toMatchObject({ imported: 1 });
      const second = {
        ...first,
        status: "completed",
        output: "o",
        updated_at: "2026-02-17T00:00:00+00:00",
      };
      expect(await put(second)).toMatchObject({ updated: 1 });
      expect(await put(second)).toMatchObject({ unchanged: 1 });
      expect(await rendered(client)).toEqual([second]);
      await client.query("savepoint before");
      await expect(put({ ...second, status: "failed" })).rejects.toMatchObject({ code: "SG321" });
      await client.query("rollback to before");
      await expect(put({ ...second, status: "cooking" })).rejects.toMatchObject({ code: "SG127" });
      await client.query("rollback to before");
      // An import that is taken back is no step.
      expect(await load(client, null, [first], { mode: "put", undo: true })).toMatchObject({
        updated: 1,
      });
      expect(await rendered(client)).toEqual([first]);
      const { rows } = await client.query(
        "select network.remove_task('tasks', 'a') as gone, network.remove_task('tasks', 'a') as again",
      );
      expect(rows).toEqual([{ gone: true, again: false }]);
      expect(await rendered(client)).toEqual([]);
    });
  });

  test("other keys of the file are kept whole", async () => {
    await rolledBack(database.pool, async (client) => {
      const rows = JSON.stringify([
        { key: "total", content: 6.0 },
        { key: "about", content: { version: "1" } },
      ]);
      const sql = "select network.load_task_rest($1, 'document', 1, $2) as report";
      expect(
        (await client.query(sql, [await beginRun(client), rows])).rows[0].report,
      ).toMatchObject({ imported: 2 });
      expect(
        (await client.query(sql, [await beginRun(client), rows])).rows[0].report,
      ).toMatchObject({ unchanged: 2 });
      const { rows: kept } = await client.query(
        "select row_key, content from specql_cutover.rendered('tasks', 'document') order by position",
      );
      expect(kept).toEqual([
        { row_key: "total", content: 6 },
        { row_key: "about", content: { version: "1" } },
      ]);
    });
  });
});
