/** Two sessions at once on one request, or on one table: one of them is told so, and nothing slips through. */
import type pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { call, requestFor, wanted } from "../support/governance.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** A session that acts as somebody. */
async function person(actor: string, role: string): Promise<pg.Client> {
  const client = await database.connect();
  await client.query("select set_config('specql.actor', $1, false)", [actor]);
  await client.query(`set role ${role}`);
  return client;
}

const settled = async (work: Promise<any>): Promise<string> =>
  work.then(
    (row) => row?.status ?? "done",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

/** Waits until one session waits for another's lock. */
async function someoneWaits(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { rows } = await database.pool.query(
      "select count(*)::int as n from pg_locks where not granted and database in (0, (select oid from pg_database where datname = current_database()))",
    );
    const waiting = await database.pool.query(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows[0].n + waiting.rows[0].n > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("nobody waited");
}

let turn = 0;
let table = "";
beforeEach(() => {
  turn += 1;
  table = `races_${"abcdefghijklmnopqrstuvwxyz"[turn]}`;
});

describeOnPostgres("races", () => {
  /** The first step stays open until the second one waits for it; then both end. */
  async function race(
    first: [pg.Client, string, Record<string, unknown>],
    second: [pg.Client, string, Record<string, unknown>],
    options: { isolation?: string } = {},
  ): Promise<[string, string]> {
    const [one, ...does] = first;
    const [other, ...tries] = second;
    const begin = `begin${options.isolation === undefined ? "" : ` isolation level ${options.isolation}`}`;
    await other.query(begin);
    // A snapshot from before, where the isolation level keeps it.
    await other.query("select count(*) from app.schema_requests");
    await one.query("begin");
    const was = await settled(call(one, ...does));
    const waits = settled(call(other, ...tries));
    await someoneWaits();
    await one.query("commit");
    const is = await waits;
    await other.query("commit");
    return [was, is];
  }

  const requested = async (author = "alice"): Promise<any> => {
    const client = await person(author, "specql_author");
    return call(client, "submit_schema_request", { request: requestFor(table) });
  };
  const statusOf = async (id: string): Promise<string> => {
    const { rows } = await database.pool.query(
      "select status from app.schema_requests where id = $1",
      [id],
    );
    return rows[0].status;
  };
  const review = (request_id: string, decision = "approve"): [string, Record<string, unknown>] => [
    "review_schema_request",
    { request_id, decision },
  ];

  test("one reviewer approves twice", async () => {
    const { id } = await requested();
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(id)],
      [await person("bob", "specql_reviewer"), ...review(id)],
    );
    expect(ends).toEqual(["approved", "SG373"]);
  });

  test("one approves what another rejects", async () => {
    const { id } = await requested();
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(id, "reject")],
      [await person("carol", "specql_reviewer"), ...review(id)],
    );
    expect(ends).toEqual(["rejected", "SG373"]);
    expect(await statusOf(id)).toBe("rejected");
  });

  test("the author revises while somebody approves what he read", async () => {
    const { id, content_hash } = await requested();
    const revise = { request_id: id, schema_json: wanted(table, { name: "a", type: "TEXT" }) };
    const ends = await race(
      [await person("alice", "specql_author"), "revise_schema_request", revise],
      [
        await person("bob", "specql_reviewer"),
        "review_schema_request",
        { request_id: id, decision: "approve", expected_hash: content_hash },
      ],
    );
    expect(ends).toEqual(["requested", "SG374"]);
    expect(await statusOf(id)).toBe("requested");
  });

  test("the author revises what is being approved", async () => {
    const { id } = await requested();
    const revise = { request_id: id, schema_json: wanted(table) };
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(id)],
      [await person("alice", "specql_author"), "revise_schema_request", revise],
    );
    expect(ends).toEqual(["approved", "SG373"]);
  });

  test("the author withdraws what is being approved", async () => {
    const { id } = await requested();
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(id)],
      [await person("alice", "specql_author"), "withdraw_schema_request", { request_id: id }],
    );
    expect(ends).toEqual(["approved", "SG370"]);
  });

  test("somebody approves what is being withdrawn", async () => {
    const { id } = await requested();
    const ends = await race(
      [await person("alice", "specql_author"), "withdraw_schema_request", { request_id: id }],
      [await person("bob", "specql_reviewer"), ...review(id)],
    );
    expect(ends).toEqual(["withdrawn", "SG373"]);
  });

  test("two requests for one table are approved at once", async () => {
    const [one, other] = [await requested("alice"), await requested("dave")];
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(one.id)],
      [await person("carol", "specql_reviewer"), ...review(other.id)],
    );
    expect(ends).toEqual(["approved", "SG372"]);
  });

  test("somebody submits a table that is being approved", async () => {
    const { id } = await requested();
    const ends = await race(
      [await person("bob", "specql_reviewer"), ...review(id)],
      [
        await person("dave", "specql_author"),
        "submit_schema_request",
        { request: requestFor(table) },
      ],
    );
    expect(ends).toEqual(["approved", "SG372"]);
  });

  test.for(["repeatable read", "serializable"])(
    "an old snapshot (%s) does not approve what was revised",
    async (isolation) => {
      const { id } = await requested();
      const revise = { request_id: id, schema_json: wanted(table, { name: "a", type: "TEXT" }) };
      const [, end] = await race(
        [await person("alice", "specql_author"), "revise_schema_request", revise],
        [await person("bob", "specql_reviewer"), ...review(id)],
        { isolation },
      );
      expect(end).toBe("40001");
      expect(await statusOf(id)).toBe("requested");
    },
  );

  test("a draft is submitted twice", async () => {
    const client = await database.connect();
    await client.query("select set_config('specql.actor', 'alice', false)");
    await client.query("set role specql_owner");
    const { rows } = await client.query("select (specql_governance.add_draft($1)).id", [
      requestFor(table),
    ]);
    const request = { draft_id: rows[0].id };
    const ends = await race(
      [await person("alice", "specql_author"), "submit_schema_request", { request }],
      [await person("alice", "specql_author"), "submit_schema_request", { request }],
    );
    expect(ends).toEqual(["requested", "SG370"]);
  });

  test("one who follows the events misses none of 8 sessions' steps", async () => {
    const reader = await person("reader", "specql_reader");
    const start = Number(
      (
        await reader.query(
          "select coalesce(max(event_number), 0) as n from app.schema_request_events",
        )
      ).rows[0].n,
    );
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      const rows = await call<any[]>(reader, "events_after", {
        cursor: seen.at(-1) ?? start,
        limit: 7,
      });
      seen.push(...rows.map((row) => Number(row.event_number)));
    };
    const sessions = await Promise.all(
      Array.from("abcdefgh", (letter) => person(`author_${letter}`, "specql_author")),
    );
    let working = true;
    const writing = Promise.all(
      sessions.map(async (session, index) => {
        for (let n = 0; n < 5; n += 1) {
          const name = `follows_${"abcdefgh"[index]}_${"abcde"[n]}`;
          await call(session, "submit_schema_request", { request: requestFor(name) });
        }
      }),
    ).finally(() => {
      working = false;
    });
    while (working) await read();
    await writing;
    for (let more = -1; more !== seen.length;) {
      more = seen.length;
      await read();
    }
    const { rows } = await reader.query(
      "select event_number::int as n from app.schema_request_events where event_number > $1 order by 1",
      [start],
    );
    expect(seen).toEqual(rows.map((row) => row.n));
    expect(seen).toHaveLength(80);
  });

  test("listeners are woken with the commit, and not by what is rolled back", async () => {
    const listener = await database.connect();
    const heard: string[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
    await listener.query("listen specql_events");
    const author = await person("alice", "specql_author");
    await author.query("begin");
    await call(author, "submit_schema_request", { request: requestFor(`${table}_gone`) });
    await author.query("rollback");
    await call(author, "submit_schema_request", { request: requestFor(table) });
    for (let attempt = 0; heard.length < 2 && attempt < 100; attempt += 1) {
      await listener.query("select pg_sleep(0.01)");
    }
    const { rows } = await author.query(
      "select id from app.schema_request_events where table_name = $1 order by event_number",
      [table],
    );
    expect(heard).toEqual(rows.map((row) => row.id));
  });
});
