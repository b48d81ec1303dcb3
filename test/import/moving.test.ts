/** Imports of stores in batches, as SQL sees them: counts, conflicts, undo, and what the audit log has of them. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type pg from "pg";
import { rolledBack, testDatabase } from "../support/database.ts";
import { become, call } from "../support/governance.ts";
import { one, refusal } from "../support/patterns.ts";

const database = await testDatabase();
afterAll(() => database.drop());

interface Counts {
  source: number;
  imported: number;
  updated: number;
  unchanged: number;
  changed: number;
  rejected: number;
}
interface Report {
  run_id: string | null;
  written: boolean;
  counts: Counts;
  tables: Record<string, Counts>;
  changes: { path: string; field: string; old: unknown; new: unknown }[];
  rejects: { id: string; table: string; code: string; row: Record<string, unknown> }[];
}

const asAdmin = <T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  rolledBack(database.pool, async (client) => {
    await become(client, "anna", "specql_admin");
    return use(client);
  });

const entity = (id: number, content = `memory ${id}`): Record<string, unknown> => ({
  id,
  org_id: "org-1",
  user_id: null,
  entity_type: "Note",
  content,
  importance: 3,
  created_at: "2025-01-15 09:30:00",
});
const tag = (id: number, on: number): Record<string, unknown> => ({
  id,
  entity_id: on,
  tag: `t${id}`,
});
const memory = (entities: unknown[], tags: unknown[] = []): Record<string, unknown> => ({
  tables: {
    memory_entities: { columns: [], rows: entities },
    ...(tags.length > 0 && { memory_tags: { columns: [], rows: tags } }),
  },
});
const task = (id: string, more: object = {}): Record<string, unknown> => ({
  id,
  direction: `do ${id}`,
  task_type: "impl",
  status: "pending",
  model: "m",
  command: "$(rm -rf /)",
  created_at: "2026-02-16T05:00:49.654321+00:00",
  updated_at: "2026-02-16T05:00:49.654321+00:00",
  ...more,
});
const rowsOf = (contents: Record<string, unknown>[]): object[] =>
  contents.map((content) => ({ key: String(content["id"]), line: null, content }));
const none = { imported: 0, updated: 0, unchanged: 0, changed: 0, rejected: 0 };
const count = async (client: pg.PoolClient, from: string): Promise<number> =>
  Number((await one(client, `select count(*) as n from ${from}`))["n"]);

/** As a superuser: what no role of ours may look at. */
async function asSuperuser<T>(client: pg.PoolClient, use: () => Promise<T>): Promise<T> {
  await client.query("reset role");
  const result = await use();
  await become(client, "anna", "specql_admin");
  return result;
}

const sum = ({ source, ...rest }: Counts): boolean =>
  source === Object.values(rest).reduce((all, each) => all + each, 0);

describe("a document", () => {
  const kinds = [
    ["memory", memory([entity(1), entity(2)], [tag(1, 1)]), 3],
    ["tasks", { tasks: [task("a"), task("b")], version: 1 }, 3],
    [
      "network",
      {
        projects: [
          {
            name: "Django",
            ecosystem: "pypi",
            version: "1",
            description: "d",
            dependency_count: 1,
          },
        ],
        edges: [
          [
            ["pypi", "django"],
            ["pypi", "asgiref"],
          ],
        ],
      },
      2,
    ],
  ] as const;

  test.each(kinds)("%s goes in, and again without a change", async (kind, document, rows) => {
    await asAdmin(async (client) => {
      const first = await call<Report>(client, `import_${kind}`, { document });
      expect(first).toMatchObject({
        written: true,
        counts: { ...none, source: rows, imported: rows },
        rejects: [],
      });
      const again = await call<Report>(client, `import_${kind}`, { document });
      expect(again.counts).toEqual({ ...none, source: rows, unchanged: rows });
      expect(again.changes).toEqual([]);
      const [run] = await call<Record<string, any>[]>(client, "list_rows", {
        view_name: "import_runs",
        filter: { id: first.run_id },
      });
      expect(run).toMatchObject({ status: "finished", kind });
      const checksums = Object.values(run!["checksums"]) as Record<string, unknown>[];
      expect(checksums.length).toBeGreaterThan(0);
      for (const each of checksums) {
        expect(each["differing"]).toBe(0);
        expect(each["source_hash"]).toBe(each["database_hash"]);
      }
    });
  });

  test.each(kinds)("%s: a dry run leaves nothing", async (kind, document, rows) => {
    await asAdmin(async (client) => {
      const dry = await call<Report>(client, `import_${kind}`, {
        document,
        options: { dry_run: true },
      });
      expect(dry).toMatchObject({ run_id: null, written: false, counts: { imported: rows } });
      expect(await count(client, "app.import_runs")).toBe(0);
      const real = await call<Report>(client, `import_${kind}`, { document });
      expect(real.counts.imported).toBe(rows);
    });
  });

  test("a rejected row keeps everything out, or is set aside and tried again", async () => {
    await asAdmin(async (client) => {
      const document = memory([entity(1)], [tag(1, 1), tag(2, 7)]);
      const refused = await call<Report>(client, "import_memory", { document });
      expect(refused).toMatchObject({
        written: false,
        run_id: null,
        counts: { imported: 2, rejected: 1 },
      });
      expect(await count(client, "app.memory_entities")).toBe(0);

      const kept = await call<Report>(client, "import_memory", {
        document,
        options: { quarantine: true },
      });
      expect(kept).toMatchObject({
        written: true,
        counts: { source: 3, imported: 2, rejected: 1 },
      });
      expect(kept.rejects[0]).toMatchObject({ table: "memory_tags", row: tag(2, 7) });
      const id = kept.rejects[0]!.id;
      expect(await refusal(client, "select app.retry_import_reject($1)", [id])).toBeDefined();
      const mended = await call(client, "retry_import_reject", { reject_id: id, row: tag(2, 1) });
      expect(mended).toMatchObject({ status: "resolved" });
      expect(await count(client, "app.memory_tags")).toBe(2);
      expect(await refusal(client, "select app.retry_import_reject($1)", [id])).toMatchObject({
        code: "SG308",
      });
    });
  });

  test("what the database changed since the last import is not overwritten", async () => {
    await asAdmin(async (client) => {
      await call(client, "import_memory", {
        document: memory([entity(1, "as imported"), entity(2)]),
      });
      await asSuperuser(client, () =>
        client.query(
          "update memory.tb_memory_entity set content = 'mended here' where content = 'as imported'",
        ),
      );
      const report = await call<Report>(client, "import_memory", {
        document: memory([entity(1, "changed in the file"), entity(2, "only here")]),
        options: { quarantine: true },
      });
      expect(sum(report.counts)).toBe(true);
      expect(report.counts).toMatchObject({ updated: 1, rejected: 1 });
      expect(report.changes).toContainEqual(
        expect.objectContaining({ field: "content", old: "memory 2", new: "only here" }),
      );
      const found = await one(
        client,
        "select string_agg(content, ',' order by content) as all from app.memory_entities",
      );
      expect(found["all"]).toBe("mended here,only here");
    });
  });

  test("sequences stand above the largest id", async () => {
    await asAdmin(async (client) => {
      await call(client, "import_memory", { document: memory([entity(900)]) });
      await call(client, "ingest_memory", { input: { org_id: "org-1", content: "a new one" } });
      const keys = await asSuperuser(client, () =>
        one(
          client,
          "select array_agg(row_key::bigint order by position) as keys from specql_cutover.rendered('memory', 'memory_entities')",
        ),
      );
      expect(Number(keys["keys"][1])).toBeGreaterThan(900);
    });
  });

  test.each([
    ["import_memory", {}, "SG112"],
    ["import_memory", { tables: {} }, "SG112"],
    ["import_network", [], "SG112"],
    ["import_tasks", {}, "SG112"],
  ])("%s of %j is refused", async (name, document, code) => {
    await asAdmin(async (client) => {
      const found = await refusal(client, `select app.${name}($1::jsonb)`, [
        JSON.stringify(document),
      ]);
      expect(found?.code).toBe(code);
    });
  });
});

describe("batches", () => {
  const begin = (client: pg.PoolClient, options: object = {}, kind = "memory") =>
    call<{ run_id: string; next: Record<string, number> }>(client, "begin_import", {
      kind,
      options: { file_hash: "aa", source: "m.db", ...options },
    });
  const send = (
    client: pg.PoolClient,
    run: string,
    first: number,
    contents: Record<string, unknown>[],
    table = "memory_entities",
  ) =>
    call<Record<string, unknown>>(client, "import_batch", {
      run_id: run,
      source_table: table,
      first_ordinal: first,
      rows: rowsOf(contents),
    });

  test("go on where they were broken off, and none goes in twice", async () => {
    await asAdmin(async (client) => {
      const { run_id, next } = await begin(client);
      expect(next).toEqual({});
      expect(await send(client, run_id, 1, [entity(1), entity(2)])).toMatchObject({
        imported: 2,
        next: 3,
        taken: true,
      });
      expect(await begin(client)).toMatchObject({ run_id, next: { memory_entities: 3 } });
      expect(await send(client, run_id, 1, [entity(1), entity(2)])).toEqual({
        next: 3,
        taken: false,
      });
      const gap = [run_id, "memory_entities", 4, JSON.stringify(rowsOf([entity(4)]))];
      expect(await refusal(client, "select app.import_batch($1, $2, $3, $4)", gap)).toMatchObject({
        code: "SG326",
      });
      await send(client, run_id, 3, [entity(3)]);
      await send(client, run_id, 1, [tag(1, 3)], "memory_tags");
      const report = await call<Report>(client, "finish_import", { run_id });
      expect(report).toMatchObject({ written: true, counts: { source: 4, imported: 4 } });
      expect(await call(client, "finish_import", { run_id })).toEqual(report);
      expect(
        await refusal(client, "select app.import_batch($1, 'memory_entities', 4, $2)", [
          run_id,
          gap[3],
        ]),
      ).toMatchObject({
        code: "SG327",
      });
    });
  });

  test("of another file, or with other options, wait for the first to end", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await begin(client);
      const other = (options: object) => [
        JSON.stringify({ file_hash: "aa", source: "m.db", ...options }),
      ];
      for (const options of [
        { file_hash: "bb" },
        { quarantine: true },
        { timezone: "Europe/Paris" },
      ]) {
        expect(
          await refusal(client, "select app.begin_import('memory', $1)", other(options)),
        ).toMatchObject({ code: "SG328" });
      }
      await begin(client, {}, "tasks");
      await send(client, run_id, 1, [entity(1)]);
      await call(client, "undo_import", { run_id });
      expect(await begin(client, { file_hash: "bb" })).toMatchObject({ next: {} });
    });
  });

  test("that hold a rejected row take the whole run back, unless it is set aside", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await begin(client);
      await send(client, run_id, 1, [entity(1)]);
      await send(client, run_id, 1, [tag(1, 1), tag(2, 8)], "memory_tags");
      const report = await call<Report>(client, "finish_import", { run_id });
      expect(report).toMatchObject({
        run_id: null,
        written: false,
        counts: { source: 3, imported: 2, rejected: 1 },
      });
      expect(await count(client, "app.memory_entities")).toBe(0);
      const runs = await one(client, "select status from app.import_runs where id = $1", [run_id]);
      expect(runs["status"]).toBe("failed");
      const reject = report.rejects[0]!.id;
      expect(await refusal(client, "select app.retry_import_reject($1)", [reject])).toMatchObject({
        code: "SG327",
      });
    });
  });

  test.each([
    ["SG147", "select app.begin_import('registry')"],
    ["SG113", `select app.begin_import('memory', '{"colour": 1}')`],
    ["SG114", `select app.begin_import('memory', '{"timezone": "Mars/Base"}')`],
    ["SG230", "select app.import_batch(gen_random_uuid(), 'memory_tags', 1, '[]')"],
    ["SG230", "select app.finish_import(gen_random_uuid())"],
    ["SG230", "select app.undo_import(gen_random_uuid())"],
  ])("%s: %s", async (code, sql) => {
    await asAdmin(async (client) => expect((await refusal(client, sql))?.code).toBe(code));
  });

  test("that are no batches are refused", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await begin(client);
      for (const rows of [
        "[]",
        "{}",
        "[1]",
        '[{"key": "a"}]',
        '[{"key": 1, "content": {}}]',
        "null",
      ]) {
        const found = await refusal(
          client,
          "select app.import_batch($1, 'memory_entities', 1, $2)",
          [run_id, rows],
        );
        expect([rows, found?.code]).toEqual([rows, "SG148"]);
      }
      expect(await refusal(client, "select app.finish_import($1)", [run_id])).toMatchObject({
        code: "SG148",
      });
    });
  });

  test("all count, whatever a load function says", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await begin(client);
      await asSuperuser(client, async () => {
        await client.query(`create function memory.forgets(bigint, text, bigint, jsonb, jsonb) returns jsonb
          language sql as $$ select '{"imported": 1}'::jsonb $$`);
        await client.query(`update specql_cutover.tb_legacy_table set load_function = 'memory.forgets'
          where source_table = 'memory_entities'`);
      });
      const rows = JSON.stringify(rowsOf([entity(1), entity(2)]));
      expect(
        await refusal(client, "select app.import_batch($1, 'memory_entities', 1, $2)", [
          run_id,
          rows,
        ]),
      ).toMatchObject({
        code: "SG329",
      });
    });
  });

  describe("and the audit log", () => {
    const many = Array.from({ length: 1001 }, (_, n) => entity(n + 1));
    const logged = (client: pg.PoolClient, table: string) =>
      asSuperuser(client, () =>
        count(client, `specql_audit.tb_change where table_name = '${table}'`),
      );

    test("small imports are logged row by row", async () => {
      await asAdmin(async (client) => {
        await call(client, "import_memory", { document: memory(many.slice(0, 1000)) });
        expect(await logged(client, "tb_memory_entity")).toBe(1000);
      });
    });

    test("large ones by their batches and the ledger, and silence ends with the batch", async () => {
      await asAdmin(async (client) => {
        const { run_id } = await begin(client);
        await send(client, run_id, 1, many);
        expect(await logged(client, "tb_memory_entity")).toBe(0);
        expect(await logged(client, "tb_import_batch")).toBe(2);
        // In the same transaction, in the same run.
        await call(client, "ingest_memory", { input: { org_id: "org-1", content: "by hand" } });
        expect(await logged(client, "tb_memory_entity")).toBe(1);
        await call(client, "finish_import", { run_id });
        const entry = await asSuperuser(client, () =>
          one(
            client,
            "select payload from specql_audit.tb_ledger where stream = 'cutover' and action = 'import' and subject_id = $1",
            [run_id],
          ),
        );
        expect(entry["payload"]).toMatchObject({
          kind: "memory",
          file_hash: "aa",
          counts: { imported: 1001 },
        });
        expect(entry["payload"].checksums.memory_entities).toMatchObject({
          rows: 1001,
          differing: 0,
        });
      });
    });

    test("no setting and no role makes it silent", async () => {
      for (const role of [
        "specql_reader",
        "specql_author",
        "specql_reviewer",
        "specql_agent",
        "specql_admin",
      ]) {
        await asAdmin(async (client) => {
          await become(client, "mallory", role);
          for (const forged of [
            "insert into specql_cutover.tb_import_batch (fk_import_run, source_table, first_ordinal, row_count, bulk_xid) values (1, 'x', 1, 1, pg_current_xact_id())",
            "update specql_cutover.tb_import_batch set bulk_xid = pg_current_xact_id()",
            "select specql_cutover.take_batch(null, 'memory_entities', 1, '[]')",
            "select memory.load_rows(1, 'memory_entities', 1, '[]', '{}')",
            "set session_replication_role = replica",
          ]) {
            expect([role, forged, (await refusal(client, forged))?.code]).toEqual([
              role,
              forged,
              "42501",
            ]);
          }
        });
      }
      await asAdmin(async (client) => {
        for (const name of [
          "specql.bulk",
          "specql.bulk_xid",
          "specql_cutover.bulk",
          "specql.import_run",
        ]) {
          await client.query("select set_config($1, pg_current_xact_id()::text, true)", [name]);
        }
        await call(client, "ingest_memory", { input: { org_id: "org-1", content: "by hand" } });
        expect(await logged(client, "tb_memory_entity")).toBe(1);
      });
    });
  });
});

describe("undo", () => {
  let tasks: Record<string, unknown>;
  beforeEach(() => {
    tasks = { tasks: [task("a"), task("b"), task("c")] };
  });
  const undo = (client: pg.PoolClient, run_id: string | null) =>
    call<{ removed: number; restored: number; kept: Record<string, string>[] }>(
      client,
      "undo_import",
      { run_id },
    );

  test("removes what was added and gives changed rows their content back", async () => {
    await asAdmin(async (client) => {
      await call(client, "import_tasks", { document: tasks });
      const before = await one(
        client,
        "select jsonb_agg(to_jsonb(t) - 'updated_at' order by direction) as all from app.agent_tasks as t",
      );
      const second = await call<Report>(client, "import_tasks", {
        document: { tasks: [task("a"), task("b", { output: "changed" }), task("c"), task("d")] },
      });
      expect(second.counts).toMatchObject({ unchanged: 2, updated: 1, imported: 1 });
      expect(await undo(client, second.run_id)).toMatchObject({
        removed: 1,
        restored: 1,
        kept: [],
      });
      const after = await one(
        client,
        "select jsonb_agg(to_jsonb(t) - 'updated_at' order by direction) as all from app.agent_tasks as t",
      );
      expect(after["all"]).toEqual(before["all"]);
      const again = await call<Report>(client, "import_tasks", { document: tasks });
      expect(again.counts.unchanged).toBe(3);
      expect(await refusal(client, "select app.undo_import($1)", [second.run_id])).toMatchObject({
        code: "SG327",
      });
      const log = await asSuperuser(client, () =>
        one(
          client,
          `select count(*) filter (where operation = 'delete') as deleted from specql_audit.tb_change where table_name = 'tb_agent_task'`,
        ),
      );
      expect(Number(log["deleted"])).toBe(1);
      const entry = await asSuperuser(client, () =>
        one(
          client,
          "select payload, actor from specql_audit.tb_ledger where stream = 'cutover' and action = 'undo_import'",
        ),
      );
      expect(entry).toMatchObject({ actor: "anna", payload: { removed: 1, restored: 1, kept: 0 } });
    });
  });

  test("leaves and reports what people changed since", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await call<Report>(client, "import_memory", {
        document: memory([entity(1), entity(2), entity(3)], [tag(1, 2)]),
      });
      const { id } = await one(
        client,
        "select id from app.memory_entities where content = 'memory 1'",
      );
      await call(client, "update_memory", {
        memory_id: id,
        changes: { content: "mine now" },
      });
      const report = await undo(client, run_id);
      expect(report).toMatchObject({ removed: 3 });
      expect(report.kept).toEqual([
        expect.objectContaining({ id, reason: "it was changed since" }),
      ]);
      expect((await one(client, "select content from app.memory_entities"))["content"]).toBe(
        "mine now",
      );
    });
  });

  test("leaves what rows of others refer to", async () => {
    await asAdmin(async (client) => {
      const { run_id } = await call<Report>(client, "import_memory", {
        document: memory([entity(1), entity(2)]),
      });
      await call(client, "import_memory", {
        document: memory([entity(1), entity(2)], [tag(1, 2)]),
      });
      const report = await undo(client, run_id);
      expect(report.removed).toBe(1);
      expect(report.kept).toEqual([expect.objectContaining({ reason: "other rows refer to it" })]);
      expect(await count(client, "app.memory_tags")).toBe(1);
    });
  });

  test("is not there for imports of the registries", async () => {
    await asAdmin(async (client) => {
      const report = await call<Report>(client, "import_services", {
        document: {
          services: [{ name: "one", domain: "d", database: "db", schemas: [], dependencies: [] }],
        },
      });
      expect(report.written).toBe(true);
      expect(await refusal(client, "select app.undo_import($1)", [report.run_id])).toMatchObject({
        code: "SG231",
      });
    });
  });
});
