/** Several sessions at once: each task is claimed once, nobody waits, and an id is given once. */
import type pg from "pg";
import { afterAll, expect, test } from "vitest";
import { describeOnPostgres, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

async function make(count: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ task_id: string }>(
    "insert into network.tb_agent_task (direction, task_type) select 'x', 'impl' from generate_series(1, $1) returning task_id",
    [count],
  );
  return rows.map((row) => row.task_id);
}

async function claimed(session: pg.ClientBase, worker: string): Promise<string | null> {
  const { rows } = await session.query<{ task_id: string | null }>(
    "select (app.claim_task($1)).task_id",
    [worker],
  );
  return rows[0]!.task_id;
}

const settled = (ms: number): Promise<string> =>
  new Promise((resolve) => setTimeout(() => resolve("waits"), ms));

describeOnPostgres("claims at once", () => {
  test("two sessions, transactions open: each wins another task, and neither waits", async () => {
    const ids = await make(2);
    const [one, two, three] = [
      await database.connect(),
      await database.connect(),
      await database.connect(),
    ];
    await one.query("begin");
    await two.query("begin");
    const first = await claimed(one, "one");
    const second = await Promise.race([claimed(two, "two"), settled(3000)]);
    // Nothing is left, and the third is told so at once, though neither of the two has ended.
    const third = await Promise.race([claimed(three, "three"), settled(3000)]);
    expect(new Set([first, second])).toEqual(new Set(ids));
    expect(third).toBeNull();
    await one.query("rollback");
    await two.query("commit");
    expect(await claimed(three, "three")).toBe(first);
    await Promise.all([one.end(), two.end(), three.end()]);
  });

  test("16 sessions take hundreds of tasks: each is claimed exactly once", async () => {
    const ids = new Set(await make(480));
    const sessions = await Promise.all(Array.from({ length: 16 }, () => database.connect()));
    const wins: string[] = [];
    await Promise.all(
      sessions.map(async (session, i) => {
        for (;;) {
          const id = await claimed(session, `worker ${i}`);
          if (id === null) return;
          wins.push(id);
          if (wins.length % 3 === 0) {
            await session.query("select app.update_task($1, $2, status => 'completed')", [
              id,
              `worker ${i}`,
            ]);
          }
        }
      }),
    );
    expect(wins.length).toBe(480);
    expect(new Set(wins)).toEqual(ids);
    const { rows } = await database.pool.query(
      "select count(*)::int as claims from app.task_events where event = 'claimed' and task_id = any ($1)",
      [[...ids]],
    );
    expect(rows).toEqual([{ claims: 480 }]);
    await Promise.all(sessions.map((session) => session.end()));
  });

  test("16 sessions fight for one: one wins", async () => {
    const [id] = await make(1);
    const sessions = await Promise.all(Array.from({ length: 16 }, () => database.connect()));
    const wins = await Promise.all(sessions.map((session, i) => claimed(session, `worker ${i}`)));
    expect(wins.filter((win) => win !== null)).toEqual([id]);
    await Promise.all(sessions.map((session) => session.end()));
  });

  test("a claim that ran out goes to one of those who ask at once", async () => {
    await database.pool.query(
      "select app.create_task('x', 'impl', task_id => 'stale', observation_window_sec => 1)",
    );
    await claimed(await database.connect(), "first");
    await settled(1100);
    const sessions = await Promise.all(Array.from({ length: 8 }, () => database.connect()));
    const wins = await Promise.all(sessions.map((session, i) => claimed(session, `worker ${i}`)));
    expect(wins.filter((win) => win !== null)).toEqual(["stale"]);
    await Promise.all(sessions.map((session) => session.end()));
  });

  test("two sessions make one id, in different months: the second waits and is refused", async () => {
    await database.pool.query("select network.add_task_partitions('{2019-03-01,2020-03-01}')");
    const insert =
      "insert into network.tb_agent_task (direction, task_type, task_id, created_at) values ('x', 'impl', 'same', $1)";
    for (const end of ["commit", "rollback"]) {
      const [one, two] = [await database.connect(), await database.connect()];
      await one.query("begin");
      await one.query(insert, ["2019-03-05"]);
      const second = two.query(insert, ["2020-03-05"]).then(
        () => "made",
        (error: { code: string }) => error.code,
      );
      expect(await Promise.race([second, settled(300)])).toBe("waits");
      await one.query(end);
      expect(await second).toBe(end === "commit" ? "23505" : "made");
      await database.pool.query("delete from network.tb_agent_task where task_id = 'same'");
      await Promise.all([one.end(), two.end()]);
    }
  });

  test("sessions that need the same new months make them once", async () => {
    // Each has looked before, and must see what another made while it waited.
    const sessions = await Promise.all(Array.from({ length: 8 }, () => database.connect()));
    await Promise.all(
      sessions.map((session) =>
        session.query(
          "select network.add_task_partitions(array(select '2022-01-15'::timestamptz + make_interval(months => m) from generate_series(0, 11) as m))",
        ),
      ),
    );
    const { rows } = await database.pool.query(
      "select count(*)::int as parts from pg_inherits where inhparent = 'network.tb_agent_task'::regclass and inhrelid::regclass::text like '%_2022_%'",
    );
    expect(rows).toEqual([{ parts: 12 }]);
    await Promise.all(sessions.map((session) => session.end()));
  });

  test("a month that is being made holds nobody up who needs another", async () => {
    const [maker, other] = [await database.connect(), await database.connect()];
    await maker.query("begin");
    await maker.query("select network.add_task_partitions('{2023-05-01}')");
    const made = other.query("select app.create_task('x', 'impl')").then(() => "made");
    expect(await Promise.race([made, settled(3000)])).toBe("made");
    expect(await Promise.race([claimed(other, "w").then(() => "claimed"), settled(3000)])).toBe(
      "claimed",
    );
    await maker.query("rollback");
    await Promise.all([maker.end(), other.end()]);
  });
});
