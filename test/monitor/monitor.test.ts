/** What is measured, through the doors that people use: SQL, the server, the command line. */
import fc from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SpecqlError } from "../../src/errors.ts";
import { type Metrics, startRecording } from "../../src/monitor/recorder.ts";
import { specql } from "../cli/program.ts";
import { embeddedFolder, post, SECRET, send, startServer, tokenFor } from "../server/support.ts";
import { databaseKind, describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

interface Report {
  origin: string;
  operation: string;
  calls: string;
  failed: string;
  refused: string;
  success_rate: string;
  slow: string;
  average_ms: number;
  p50_ms: number;
  p95_ms: number;
  p99_ms: number;
  max_ms: number;
}

const record = "select app.record_metrics($1)";
const report =
  "select * from app.performance_report($1) where operation like 'test %' order by operation";

function calls(operation: string, durations_ms: number[], failed = 0, refused = 0) {
  return { calls: [{ origin: "library", operation, durations_ms, failed, refused }] };
}

describe("the report", () => {
  test("counts, averages, percentiles and slow calls are those of the calls", async () => {
    await rolledBack(database.pool, async (client) => {
      const durations = Array.from({ length: 1000 }, (_, index) => (index + 1) / 2);
      // In three pieces and from several processes: they add up.
      await client.query(record, [calls("test a", durations.slice(0, 300), 10, 4)]);
      await client.query(record, [calls("test a", durations.slice(300, 301))]);
      await client.query(record, [calls("test a", durations.slice(301))]);
      const { rows } = await client.query<Report>(report, ["1 hour"]);
      expect(rows).toHaveLength(1);
      const [row] = rows as [Report];
      expect(row).toMatchObject({ calls: "1000", failed: "10", refused: "4", slow: "800" });
      expect(Number(row.success_rate)).toBe(0.99);
      expect(row.average_ms).toBeCloseTo(250.25, 6);
      expect(row.max_ms).toBe(500);
      for (const [value, exact] of [
        [row.p50_ms, 250],
        [row.p95_ms, 475],
        [row.p99_ms, 495],
      ] as const) {
        expect(Math.abs(value / exact - 1)).toBeLessThan(0.0443);
      }
    });
  });

  test("a percentile is never off by more than 4.4 percent, whatever the durations", async () => {
    await rolledBack(database.pool, async (client) => {
      let number = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.double({ min: 0.01, max: 1_000_000, noNaN: true }), {
            minLength: 1,
            maxLength: 60,
          }),
          fc.constantFrom(0.5, 0.95, 0.99),
          async (durations, fraction) => {
            number += 1;
            await client.query(record, [calls(`test ${number}`, durations)]);
            const { rows } = await client.query<Report>(
              "select * from app.performance_report() where operation = $1",
              [`test ${number}`],
            );
            const sorted = durations.toSorted((a, b) => a - b);
            const exact = sorted[Math.ceil(fraction * sorted.length) - 1]!;
            const told =
              rows[0]![fraction === 0.5 ? "p50_ms" : fraction === 0.95 ? "p95_ms" : "p99_ms"];
            expect(Math.abs(told / exact - 1)).toBeLessThan(0.0444);
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  test("only the time that was asked for counts; minutes become hours and are forgotten", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(record, [calls("test old", [1, 2, 3], 1)]);
      await client.query(record, [calls("test now", [5])]);
      const back = (time: string) =>
        client.query(
          `update specql_monitor.tb_query_metric
           set bucket_start = bucket_start - $1::interval where operation = 'test old'`,
          [time],
        );
      await back("2 hours");
      expect((await client.query(report, ["1 hour"])).rows).toMatchObject([
        { operation: "test now" },
      ]);
      expect((await client.query(report, ["3 hours"])).rows).toHaveLength(2);
      await back("26 hours");
      await client.query("select app.prune_metrics()");
      const { rows } = await client.query(
        "select bucket_seconds, calls, failed from app.query_metrics where operation = 'test old'",
      );
      expect(rows).toEqual([{ bucket_seconds: 3600, calls: "3", failed: "1" }]);
      expect((await client.query(report, ["3 days"])).rows).toMatchObject([
        { operation: "test now", calls: "1" },
        { operation: "test old", calls: "3", max_ms: 3 },
      ]);
      await back("40 days");
      const { rows: gone } = await client.query("select app.prune_metrics() as gone");
      expect(gone).toEqual([{ gone: "1" }]);
    });
  });

  test.each([
    ["no list", { calls: {} }],
    ["an unknown key", { call: [] }],
    ["an origin of its own", { calls: [{ origin: "me", operation: "x", durations_ms: [1] }] }],
    ["no duration", { calls: [{ origin: "cli", operation: "x", durations_ms: [] }] }],
    ["a negative duration", { calls: [{ origin: "cli", operation: "x", durations_ms: [-1] }] }],
    ["more failures than calls", calls("test x", [1], 2)],
    ["more refusals than failures", calls("test x", [1, 2], 1, 2)],
    ["a line feed in a name", calls("test\n", [1])],
    ["an unknown gauge", { gauges: [{ gauge: "mood", source: "x", value: 1 }] }],
    ["a gauge that is text", { gauges: [{ gauge: "disk_used", source: "x", value: "1" }] }],
  ])("refused: %s", async (_what, metrics) => {
    await rolledBack(database.pool, async (client) => {
      await expect(client.query(record, [metrics])).rejects.toMatchObject({ code: "SG166" });
    });
  });

  test("operations that somebody makes up are counted as one from the thousandth on", async () => {
    await rolledBack(database.pool, async (client) => {
      const many = (from: number) => ({
        calls: Array.from(
          { length: 600 },
          (_, index) => calls(`made up ${from + index}`, [1]).calls[0],
        ),
      });
      await client.query(record, [many(0)]);
      await client.query(record, [many(600)]);
      await client.query(record, [many(1200)]);
      const { rows } = await client.query<{ count: string; calls: string; other: string }>(
        `select count(*), sum(calls) as calls, max(calls) filter (where operation = 'other') as other
         from app.query_metrics where operation like 'made up %' or operation = 'other'`,
      );
      expect(rows).toEqual([{ count: "1201", calls: "1800", other: "600" }]);
    });
  });
});

describe("alerts", () => {
  const alerts = "select alert_name, subject, severity, value, threshold_value from app.alerts()";

  test("each threshold, crossed and not", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(record, [calls("quick", Array(100).fill(3))]);
      await client.query(record, [calls("sure", Array(200).fill(3), 2)]);
      await client.query(record, [calls("import_batch", Array(100).fill(900))]);
      await client.query(record, [calls("rare and slow", Array(19).fill(9000), 19)]);
      await client.query(record, [
        { gauges: [{ gauge: "disk_used", source: "a /data", value: 0.8 }] },
      ]);
      await client.query(record, [
        { gauges: [{ gauge: "pool_waiting", source: "a server 1", value: 0 }] },
      ]);
      expect((await client.query(alerts)).rows).toEqual([]);

      await client.query(record, [calls("slow", [...Array(94).fill(3), ...Array(6).fill(900)])]);
      await client.query(record, [calls("failing", Array(100).fill(3), 2, 1)]);
      await client.query(record, [
        { gauges: [{ gauge: "disk_used", source: "a /data", value: 0.81 }] },
      ]);
      await client.query(record, [
        { gauges: [{ gauge: "pool_waiting", source: "a server 1", value: 3 }] },
      ]);
      const { rows } = await client.query(alerts);
      expect(rows).toMatchObject([
        { alert_name: "disk_used", subject: "a /data", severity: "critical", value: 0.81 },
        { alert_name: "pool_waiting", subject: "a server 1", severity: "critical", value: 3 },
        { alert_name: "failure_rate", subject: "library failing", value: 0.02 },
        {
          alert_name: "p95_ms",
          subject: "library slow",
          severity: "warning",
          threshold_value: 500,
        },
      ]);
      // What a process said long ago is no alarm: it may have ended.
      await client.query(
        "update specql_monitor.tb_gauge set observed_at = observed_at - interval '6 minutes'",
      );
      expect((await client.query(alerts)).rows).toHaveLength(2);
    });
  });

  test("thresholds are rows: moved, switched off, audited, refused", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(record, [calls("some", Array(30).fill(50))]);
      await client.query("select app.set_alert_threshold('p95_ms', 20)");
      expect((await client.query(alerts)).rows).toMatchObject([
        { alert_name: "p95_ms", threshold_value: 20 },
      ]);
      await client.query("select app.set_alert_threshold('p95_ms', enabled => false)");
      expect((await client.query(alerts)).rows).toEqual([]);
      const { rows } = await client.query<{ count: string }>(
        "select count(*) from app.audit_log where table_name = 'tb_alert_threshold' and operation = 'update'",
      );
      expect(rows).toEqual([{ count: "2" }]);
    });
    for (const [sql, code] of [
      ["select app.set_alert_threshold('mood', 1)", "SG247"],
      ["select app.set_alert_threshold('p95_ms', -1)", "SG168"],
      ["select app.set_alert_threshold('p95_ms', 'nan')", "SG168"],
      ["select app.set_alert_threshold('p95_ms', severity => 'bad')", "SG168"],
      ["select app.performance_report('-1 hour')", "SG167"],
      ["select app.prune_metrics('1 hour')", "SG167"],
    ] as const) {
      await rolledBack(database.pool, async (client) => {
        await expect(client.query(sql), sql).rejects.toMatchObject({ code });
      });
    }
  });
});

describe("a recorder", () => {
  test("keeps what could not be told, and says so once", async () => {
    const told: Metrics[] = [];
    const log: string[] = [];
    let away = true;
    const recorder = startRecording({
      origin: "library",
      every: 0,
      log: (line) => log.push(line),
      send(metrics) {
        if (away) throw new SpecqlError("SG900", "the database cannot be reached");
        told.push(metrics);
        return Promise.resolve();
      },
    });
    recorder.observe({ operation: "get", milliseconds: 1 });
    await recorder.flush();
    recorder.observe({ operation: "get", milliseconds: 2, error: new SpecqlError("SG999", "x") });
    recorder.observe({ operation: "put", milliseconds: 3, error: new SpecqlError("SG101", "x") });
    await recorder.flush();
    expect(told).toEqual([]);
    expect(log).toHaveLength(1);
    away = false;
    await recorder.stop();
    expect(told).toEqual([
      {
        gauges: [],
        calls: [
          { origin: "library", operation: "get", durations_ms: [1, 2], failed: 1, refused: 0 },
          { origin: "library", operation: "put", durations_ms: [3], failed: 1, refused: 1 },
        ],
      },
    ]);
  });
});

describe("the server", () => {
  test(
    "counts RPC, REST and GraphQL, and refusals too; /metrics shows them",
    { tags: ["slow"] },
    async () => {
      const server = await startServer({ metricsEvery: 50 });
      try {
        const rpc = (name: string, args: object) => post(`${server.url}/rpc/${name}`, args);
        await rpc("find_domain", { name_or_alias: "nothing" });
        await rpc("resolve_code", { code: "no code" });
        await rpc("made_up_name", {});
        await send(`${server.url}/api/schema-requests`);
        const graphql = (query: string) => post(`${server.url}/graphql`, { query });
        await graphql("{ domains { domainName } }");
        await graphql("{ nothing }");
        await graphql(
          'mutation { registerDomain(input: {domainNumber: "no", domainName: "x"}) { ... on Domain { id } } }',
        );
        await expect
          .poll(
            async () => {
              const { result } = (await rpc("performance_report", {})).json as { result: object[] };
              return result;
            },
            { timeout: 10_000 },
          )
          .toEqual(
            expect.arrayContaining([
              expect.objectContaining({
                operation: "find_domain",
                origin: "server",
                calls: 1,
                failed: 0,
              }),
              expect.objectContaining({
                operation: "resolve_code",
                failed: 1,
                refused: 1,
                success_rate: 0,
              }),
              expect.objectContaining({ operation: "POST /rpc/{function}", failed: 1 }),
              expect.objectContaining({ operation: "GET /api/schema-requests", calls: 1 }),
              expect.objectContaining({ operation: "query domains", calls: 1, failed: 0 }),
              expect.objectContaining({ operation: "graphql", calls: 1, failed: 1 }),
              expect.objectContaining({
                operation: "mutation registerDomain",
                calls: 1,
                failed: 1,
              }),
            ]),
          );
        const { status, text, headers } = await send(`${server.url}/metrics`);
        expect(status).toBe(200);
        expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
        expect(text).toMatch(/^specql_database_up 1$/m);
        expect(text).toMatch(
          /^specql_call_failures_total\{origin="server",operation="resolve_code",class="SG1"\} 1$/m,
        );
        expect(text).toMatch(
          /^specql_operation_duration_seconds\{.*operation="find_domain",quantile="0.95"\} [0-9.e-]+$/m,
        );
        expect(text).not.toContain("made_up_name");
      } finally {
        await server.drop();
      }
    },
  );

  test("with tokens /metrics needs one", async () => {
    const server = await startServer({ jwtSecret: SECRET });
    try {
      expect((await send(`${server.url}/metrics`)).status).toBe(401);
      const authorization = `Bearer ${await tokenFor({ sub: "prometheus", role: "specql_reader" })}`;
      const { status } = await send(`${server.url}/metrics`, { headers: { authorization } });
      expect(status).toBe(200);
    } finally {
      await server.drop();
    }
  });
});

describe("the command line", () => {
  test("its calls are kept across processes, and reported", { tags: ["slow"] }, async () => {
    const embedded = databaseKind === "embedded";
    const folder = embedded
      ? await embeddedFolder()
      : await mkdtemp(join(tmpdir(), "specql-monitor-"));
    const env: Record<string, string> = embedded
      ? { SPECQL_DATA_DIR: join(folder, "data") }
      : { DATABASE_URL: database.url! };
    try {
      for (let run = 0; run < 2; run += 1) await specql(["domain", "list"], { env });
      expect((await specql(["domain", "get", "nothing"], { env })).status).toBe(2);
      const tasks = join(folder, "tasks.json");
      const task = { id: "task_1", direction: "measure", task_type: "impl", status: "pending" };
      await writeFile(tasks, JSON.stringify({ tasks: [{ ...task, model: "m", command: "c" }] }));
      expect(await specql(["import", "tasks", tasks, "--dry-run"], { env })).toMatchObject({
        status: 0,
      });
      const { stdout, status } = await specql(["domain", "performance-report", "--json"], { env });
      expect(status).toBe(0);
      const rows = JSON.parse(stdout) as { operation: string; origin: string; calls: number }[];
      expect(rows).toContainEqual(
        expect.objectContaining({ origin: "cli", operation: "find_domain", calls: 1 }),
      );
      // Calls within a transaction count, also where it is rolled back.
      expect(rows).toContainEqual(
        expect.objectContaining({ origin: "cli", operation: "import_batch", calls: 1 }),
      );
      const text = await specql(["domain", "performance-report", "--since", "5 minutes"], { env });
      expect(text.stdout).toMatch(/^ORIGIN +OPERATION +CALLS/);
      const set = await specql(["monitor", "set", "p95_ms", "--value", "0"], { env });
      expect(set.status).toBe(0);
      expect((await specql(["monitor", "set", "p59_ms", "--off"], { env })).stderr).toContain(
        "SG247",
      );
      expect((await specql(["monitor", "thresholds"], { env })).stdout).toMatch(/p95_ms +0 +ms/);
      const none = await specql(["monitor", "alerts"], { env });
      expect(none).toMatchObject({ status: 0, stdout: "nothing is alarming\n" });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describeOnPostgres("pg_stat_statements", () => {
  test("without it the report has no rows of the database, and does not fail", async () => {
    const { rows } = await database.pool.query(
      "select count(*)::integer as rows from app.performance_report() where origin = 'database'",
    );
    expect(rows).toEqual([{ rows: 0 }]);
  });
});
