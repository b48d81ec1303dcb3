/**
 * Agent tasks: their steps, their claims, their months. What several sessions do at once is in
 * task-claims.test.ts, what a file says of them in task-file.test.ts.
 */
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

type Row = Record<string, unknown>;

async function one(client: pg.ClientBase, sql: string, values: unknown[] = []): Promise<Row> {
  return (await client.query<Row>(sql, values)).rows[0]!;
}

/** Tries a statement, undoes it where it failed, and answers with its SQLSTATE. */
async function refusal(
  client: pg.ClientBase,
  sql: string,
  values: unknown[] = [],
): Promise<string> {
  await client.query("savepoint attempt");
  try {
    await client.query(sql, values);
    return "done";
  } catch (error) {
    await client.query("rollback to savepoint attempt");
    return (error as { code: string }).code;
  }
}

/** Brings a task into a status by steps that exist. */
async function taskThatIs(client: pg.ClientBase, status: string): Promise<string> {
  const { task_id: id } = await one(client, "select * from app.create_task('Do it', 'impl')");
  const steps: Record<string, string[]> = {
    pending: [],
    running: ["status => 'running'"],
    completed: ["status => 'running'", "status => 'completed'"],
    failed: ["status => 'running'", "status => 'failed'"],
    needs_decision: ["status => 'running'", "status => 'needs_decision', decision_prompt => '?'"],
  };
  for (const step of steps[status]!) {
    await client.query(`select app.update_task($1, 'worker', ${step})`, [id]);
  }
  return id as string;
}

const statuses = ["pending", "running", "completed", "failed", "needs_decision"];
const existing = new Set([
  "pending running",
  "pending needs_decision",
  "pending failed",
  "running completed",
  "running failed",
  "running needs_decision",
  "running pending",
  "needs_decision running",
  "needs_decision pending",
  "needs_decision failed",
  "completed pending",
  "failed pending",
]);

describe("the life of a task", () => {
  test("every step, by the owner's own hand: those that exist pass, the others never", async () => {
    await rolledBack(database.pool, async (client) => {
      for (const from of statuses) {
        for (const to of statuses.filter((each) => each !== from)) {
          const id = await taskThatIs(client, from);
          await client.query("set local role specql_owner");
          const code = await refusal(
            client,
            `update network.tb_agent_task set status = $2, claimed_by = coalesce(claimed_by, case $2 when 'running' then 'w' end),
               decision_prompt = case $2 when 'needs_decision' then 'Which?' else decision_prompt end,
               decision = case when status = 'needs_decision' and $2 in ('running', 'pending') then 'this' else decision end
             where task_id = $1`,
            [id, to],
          );
          await client.query("reset role");
          expect(code, `${from} → ${to}`).toBe(existing.has(`${from} ${to}`) ? "done" : "SG321");
        }
      }
    });
  });

  test("not even in a session that calls itself a replica", async () => {
    await rolledBack(database.pool, async (client) => {
      const id = await taskThatIs(client, "completed");
      await client.query("set local session_replication_role = 'replica'");
      const sql = "update network.tb_agent_task set status = 'running' where task_id = $1";
      expect(await refusal(client, sql, [id])).toBe("SG321");
    });
  });

  test("a task begins pending", async () => {
    await rolledBack(database.pool, async (client) => {
      const insert = (columns: string, values: string): Promise<string> =>
        refusal(
          client,
          `insert into network.tb_agent_task (direction, task_type${columns}) values ('x', 'impl'${values})`,
        );
      expect(await insert("", "")).toBe("done");
      expect(await insert(", status", ", 'completed'")).toBe("SG321");
      expect(await insert(", claimed_by", ", 'w'")).toBe("SG321");
      expect(await insert(", progress_pct", ", 10")).toBe("SG321");
    });
  });

  test("a whole life, and its history", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_agent");
      await client.query("select app.create_task('Write it', 'spec', task_id => 'task_1')");
      expect(await one(client, "select * from app.claim_task('ann')")).toMatchObject({
        task_id: "task_1",
        status: "running",
        claimed_by: "ann",
        attempts: 1,
      });
      const update = "select * from app.update_task('task_1', 'ann', ";
      expect(
        await one(client, `${update} progress_pct => 40, current_step => 'reading')`),
      ).toMatchObject({ progress_pct: 40, current_step: "reading" });
      await one(client, `${update} status => 'needs_decision', decision_prompt => 'Ship it?')`);
      // Agents ask; they do not decide.
      expect(await refusal(client, "select app.decide_task('task_1', 'yes')")).toBe("42501");
      await client.query("set local role specql_reviewer");
      expect(await refusal(client, "select app.decide_task('task_1', ' ')")).toBe("SG129");
      expect(await one(client, "select * from app.decide_task('task_1', 'yes')")).toMatchObject({
        status: "running",
        decision: "yes",
        claimed_by: "ann",
      });
      await client.query("set local role specql_agent");
      expect(await one(client, `${update} status => 'completed', output => 'done')`)).toMatchObject(
        {
          status: "completed",
          progress_pct: 100,
          output: "done",
          lease_until: null,
        },
      );
      expect(await one(client, `${update} status => 'pending')`)).toMatchObject({
        status: "pending",
        claimed_by: null,
        progress_pct: null,
        started_at: null,
        attempts: 0,
      });
      const { rows } = await client.query<{ event: string }>(
        "select event from app.task_events where task_id = 'task_1' order by created_at",
      );
      expect(rows.map((row) => row.event)).toEqual([
        "claimed",
        "progress",
        "asked",
        "decided",
        "completed",
        "reopened",
      ]);
    });
  });

  test("progress, decisions and claims change only where they belong", async () => {
    await rolledBack(database.pool, async (client) => {
      const tries: [string, string, string][] = [
        ["pending", "progress_pct = 5", "SG322"],
        ["completed", "progress_pct = 5", "SG322"],
        ["completed", "current_step = 'x'", "SG322"],
        ["completed", "output = 'x'", "SG322"],
        ["running", "progress_pct = 5", "done"],
        ["running", "progress_pct = 101", "23514"],
        ["running", "progress_pct = -1", "23514"],
        ["running", "decision = 'x'", "SG322"],
        ["running", "decision_prompt = 'x'", "SG322"],
        ["running", "claimed_by = 'another'", "SG323"],
        ["completed", "claimed_by = 'another'", "SG322"],
        ["running", "status = 'needs_decision'", "SG129"],
        ["needs_decision", "status = 'running'", "SG129"],
        ["pending", "status = 'running'", "SG322"],
        ["pending", "task_id = 'other'", "SG324"],
        ["pending", "id = gen_random_uuid()", "SG324"],
        ["pending", "direction = ''", "23514"],
        ["pending", "direction = repeat('x', 5000)", "done"],
        ["pending", "direction = repeat('x', 5001)", "23514"],
      ];
      for (const [status, change, expected] of tries) {
        const id = await taskThatIs(client, status);
        const sql = `update network.tb_agent_task set ${change} where task_id = $1`;
        expect(await refusal(client, sql, [id]), `${status}: ${change}`).toBe(expected);
      }
    });
  });

  test("who does not hold it cannot speak for it", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local specql.actor = 'first'");
      await client.query("select app.create_task('x', 'impl', task_id => 'task_1')");
      await client.query("select app.claim_task('ann')");
      expect(
        await refusal(client, "select app.update_task('task_1', 'bob', progress_pct => 1)"),
      ).toBe("SG323");
      expect(await refusal(client, "select app.release_task('task_1', 'bob')")).toBe("SG323");
      // Whoever made the claim is known without a name.
      expect(await refusal(client, "select app.update_task('task_1', progress_pct => 1)")).toBe(
        "done",
      );
      await client.query("set local specql.actor = 'second'");
      expect(await refusal(client, "select app.update_task('task_1', progress_pct => 2)")).toBe(
        "SG323",
      );
      expect(
        await refusal(client, "select app.update_task('task_1', 'ann', progress_pct => 2)"),
      ).toBe("done");
      expect(await one(client, "select * from app.release_task('task_1', 'ann')")).toMatchObject({
        status: "pending",
        claimed_by: null,
      });
      expect(await refusal(client, "select app.release_task('task_1', 'ann')")).toBe("SG321");
    });
  });

  test("errors: what is missing, unknown, taken", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select app.create_task('x', 'impl', task_id => 'task_1')");
      const tries: [string, string][] = [
        ["app.create_task('', 'impl')", "SG102"],
        ["app.create_task(repeat('x', 5001), 'impl')", "SG103"],
        ["app.create_task('x', 'cook')", "SG127"],
        ["app.create_task('x', null)", "SG102"],
        ["app.create_task('x', 'impl', task_id => 'task_1')", "SG320"],
        ["app.create_task('x', 'impl', success_evidence => '{}')", "23514"],
        ["app.claim_task(' ')", "SG102"],
        ["app.claim_task('ann', '{cook}')", "SG127"],
        ["app.update_task('task_1', status => 'cooking')", "SG127"],
        ["app.update_task('nobody')", "SG227"],
        ["app.update_task('')", "SG102"],
        ["app.decide_task('task_1', 'yes')", "SG321"],
      ];
      for (const [call, code] of tries) {
        expect(await refusal(client, `select ${call}`), call).toBe(code);
      }
    });
  });
});

describe("the queue", () => {
  test("the oldest first, of the types asked for; null where there is none", async () => {
    await rolledBack(database.pool, async (client) => {
      for (const [id, type] of [
        ["a", "spec"],
        ["b", "impl"],
        ["c", "heal"],
      ]) {
        await client.query("select app.create_task('x', $2, task_id => $1)", [id, type]);
      }
      const claim = (types: string): Promise<Row> =>
        one(client, `select (app.claim_task('w', ${types})).task_id`);
      expect(await claim("'{heal,impl}'")).toEqual({ task_id: "b" });
      expect(await claim("null")).toEqual({ task_id: "a" });
      expect(await claim("'{spec}'")).toEqual({ task_id: null });
      expect(await claim("null")).toEqual({ task_id: "c" });
      expect(await claim("null")).toEqual({ task_id: null });
    });
  });

  test(
    "a claim that ran out goes to the next who asks; after five the task has failed",
    { tags: ["slow"] },
    async () => {
      await rolledBack(database.pool, async (client) => {
        await client.query(
          "select app.create_task('x', 'impl', task_id => 'stale', observation_window_sec => 1)",
        );
        for (const worker of ["a", "b", "c", "d", "e"]) {
          expect(await one(client, "select (app.claim_task($1)).claimed_by", [worker])).toEqual({
            claimed_by: worker,
          });
          expect(await one(client, "select (app.claim_task('too early')).task_id")).toEqual({
            task_id: null,
          });
          await client.query("select pg_sleep(1.02)");
        }
        expect(await one(client, "select (app.claim_task('f')).task_id")).toEqual({
          task_id: null,
        });
        expect(
          await one(
            client,
            "select status, current_step from app.agent_tasks where task_id = 'stale'",
          ),
        ).toEqual({
          status: "failed",
          current_step: "given up: five claims ran out",
        });
        const { rows } = await client.query(
          "select event from app.task_events where task_id = 'stale' and event = 'requeued'",
        );
        expect(rows.length).toBe(4);
      });
    },
  );

  test("a sign of life renews a claim; without one it is requeued", async () => {
    await rolledBack(database.pool, async (client) => {
      for (const id of ["lively", "dead"]) {
        await client.query(
          "select app.create_task('x', 'impl', task_id => $1, observation_window_sec => 1)",
          [id],
        );
        await client.query("select app.update_task($1, 'w', status => 'running')", [id]);
      }
      await client.query("select pg_sleep(0.6)");
      await client.query("select app.update_task('lively', 'w', progress_pct => 1)");
      await client.query("select pg_sleep(0.6)");
      const { rows } = await client.query("select task_id, status from app.requeue_stale_tasks()");
      expect(rows).toEqual([{ task_id: "dead", status: "pending" }]);
      // Its worker wakes up too late.
      expect(
        await refusal(client, "select app.update_task('dead', 'w', status => 'completed')"),
      ).toBe("SG321");
    });
  });

  test("what needs attention", async () => {
    await rolledBack(database.pool, async (client) => {
      const wanted: string[] = [];
      for (const status of statuses) {
        const id = await taskThatIs(client, status);
        if (status === "failed" || status === "needs_decision") wanted.push(id);
      }
      const { rows } = await client.query<{ task_id: string }>(
        "select * from app.tasks_needing_attention()",
      );
      expect(rows.map((row) => row.task_id)).toEqual(wanted);
    });
  });

  test("the next task of many is found by index", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(
        `insert into network.tb_agent_task (direction, task_type) select 'x', 'impl' from generate_series(1, 2000)`,
      );
      await client.query("analyze network.tb_agent_task");
      const { rows } = await client.query<Record<string, string>>(
        `explain (costs off) select * from network.tb_agent_task where status = 'pending'
         order by created_at, pk_agent_task limit 1 for no key update skip locked`,
      );
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toContain("Index Scan");
      expect(plan).not.toContain("Sort");
    });
  });
});

describe("months", () => {
  const partitionOf = (id: string): string =>
    `select tableoid::regclass::text as part from network.tb_agent_task where task_id = '${id}'`;

  test("a partition is made for any month that comes, old ones too", async () => {
    await rolledBack(database.pool, async (client) => {
      const times = [
        "2019-03-31T23:59:59Z",
        "2019-04-01T00:00:00Z",
        "2031-12-05T00:00:00Z",
        "1999-01-01T00:00:00Z",
        "2100-01-01T00:00:00Z",
      ];
      await client.query("select network.add_task_partitions($1::timestamptz[])", [times]);
      const parts = [];
      for (const [i, time] of times.entries()) {
        await client.query(
          "insert into network.tb_agent_task (direction, task_type, task_id, created_at) values ('x', 'impl', $1, $2)",
          [`t${i}`, time],
        );
        parts.push((await one(client, partitionOf(`t${i}`)))["part"]);
      }
      expect(parts).toEqual([
        "network.tb_agent_task_2019_03",
        "network.tb_agent_task_2019_04",
        "network.tb_agent_task_2031_12",
        "network.tb_agent_task_before_2015",
        "network.tb_agent_task_from_2050",
      ]);
      // The triggers came along: the life cycle and the log, under the table's own name.
      expect(
        await refusal(
          client,
          "update network.tb_agent_task set status = 'completed' where task_id = 't0'",
        ),
      ).toBe("SG321");
      await client.query("update network.tb_agent_task set model = 'm' where task_id = 't0'");
      const { rows } = await client.query(
        "select distinct table_name from specql_audit.tb_change where table_schema = 'network' and table_name like 'tb_agent_task%'",
      );
      expect(rows).toEqual([{ table_name: "tb_agent_task" }]);
    });
  });

  test("an id stands once, whatever the month", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select network.add_task_partitions('{2019-03-01,2020-03-01}')");
      const insert =
        "insert into network.tb_agent_task (direction, task_type, task_id, created_at) values ('x', 'impl', 'same', $1)";
      expect(await refusal(client, insert, ["2019-03-01"])).toBe("done");
      expect(await refusal(client, insert, ["2020-03-01"])).toBe("23505");
      await client.query("delete from network.tb_agent_task where task_id = 'same'");
      expect(await refusal(client, insert, ["2020-03-01"])).toBe("done");
    });
  });

  test("partitions are written through their parent", async () => {
    await rolledBack(database.pool, async (client) => {
      const part = (
        await one(
          client,
          "select inhrelid::regclass::text as part from pg_inherits where inhparent = 'network.tb_agent_task'::regclass limit 1",
        )
      )["part"] as string;
      for (const sql of [
        `insert into ${part} (pk_agent_task, direction, task_type) overriding system value values (1, 'x', 'impl')`,
        `update ${part} set direction = 'x'`,
        `delete from ${part}`,
        `truncate ${part}`,
        "truncate network.tb_agent_task",
      ]) {
        expect(await refusal(client, sql), sql).toBe("SG324");
      }
    });
  });
});
