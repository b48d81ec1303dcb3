import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedDatabase, openEmbedded } from "../../src/database/embedded/open-embedded.ts";
import { child, nextMessage, temporaryFolder } from "./support.ts";

describe("the embedded database", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    folder = await temporaryFolder();
    database = await open();
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  function open(): Promise<EmbeddedDatabase> {
    const dataDir = join(folder.path, "data");
    return openEmbedded({ dataDir, statementTimeout: 1500, holder: "command" });
  }

  it("speaks the protocol: types, errors, several statements", async () => {
    const { rows } = await database.pool.query("select $1::int + 1 as n, $2::text as t", [
      41,
      "ä🐘",
    ]);
    expect(rows).toEqual([{ n: 42, t: "ä🐘" }]);
    await expect(database.pool.query("select 1 / 0")).rejects.toBeInstanceOf(pg.DatabaseError);
    const results = await database.pool.query("select 1 as a; select 2 as a");
    expect((results as unknown as pg.QueryResult[]).map((one) => one.rows[0])).toEqual([
      { a: 1 },
      { a: 2 },
    ]);
  });

  it("has the extensions that the schema needs", async () => {
    await database.pool.query("create extension vector; create extension pg_trgm");
    const { rows } = await database.pool.query(
      "select '[1,2]'::vector <-> '[1,3]' as distance, similarity('abc', 'abd') > 0 as alike",
    );
    expect(rows).toEqual([{ distance: 1, alike: true }]);
  });

  it("never mixes up those who ask at once, however much they send", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const text = String(n).padEnd(n % 5 === 0 ? 200_000 : 10, "x");
        const { rows } = await database.pool.query("select $1::text as text", [text]);
        return rows[0].text === text;
      }),
    );
    expect(answers.every(Boolean)).toBe(true);
  });

  it("forgets a transaction that somebody has left open", async () => {
    const client = await database.pool.connect();
    await client.query("begin");
    await client.query("create table left_open (n int)");
    client.release();
    const { rows } = await database.pool.query("select to_regclass('left_open') as name");
    expect(rows).toEqual([{ name: null }]);
  });

  it("keeps the event loop alive, ends a statement that takes too long, and goes on", async () => {
    await database.pool.query("create table kept as select 1 as n");
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    const endless = database.pool.query("select count(*) from generate_series(1, 1e12::bigint)");
    await expect(endless).rejects.toMatchObject({ code: "57014" });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(20);
    expect((await database.pool.query("select n from kept")).rows).toEqual([{ n: 1 }]);
  });

  it("fails those who wait behind such a statement clearly, or serves them", async () => {
    const endless = database.pool.query("select count(*) from generate_series(1, 1e12::bigint)");
    const waiting = Array.from({ length: 5 }, () => database.pool.query("select 1 as n"));
    await expect(endless).rejects.toMatchObject({ code: "57014" });
    for (const { rows } of await Promise.all(waiting)) expect(rows).toEqual([{ n: 1 }]);
  });

  it("is open in one process at a time", async () => {
    const dataDir = join(folder.path, "data");
    await expect(open()).rejects.toMatchObject({ code: "SG393" });
    const refused = await nextMessage<{ opened: boolean; code: string; message: string }>(
      child("./opener.child.ts", [dataDir]),
    );
    expect(refused).toMatchObject({ opened: false, code: "SG393" });
    expect(refused.message).toContain(String(process.pid));
    const holder = JSON.parse(readFileSync(join(folder.path, "holder.json"), "utf8"));
    expect(holder).toMatchObject({ pid: process.pid, kind: "command" });

    await database.close();
    expect(existsSync(join(folder.path, "holder.json"))).toBe(false);
    expect(await nextMessage(child("./opener.child.ts", [dataDir]))).toEqual({ opened: true });
    database = await open();
    expect((await database.pool.query("select n from kept")).rows).toEqual([{ n: 1 }]);
  });
});

it("says what to do when its directory cannot be", async () => {
  const options = { dataDir: "/dev/null/data", statementTimeout: 0, holder: "command" } as const;
  await expect(openEmbedded(options)).rejects.toMatchObject({
    code: "SG121",
    hint: expect.stringContaining("SPECQL_DATA_DIR"),
  });
});

it("has every acknowledged row after kill -9 during writes", { tags: ["slow"] }, async () => {
  const folder = await temporaryFolder();
  const dataDir = join(folder.path, "data");
  const acknowledged: number[] = [];
  try {
    for (let round = 0; round < 5; round += 1) {
      const writer = child("./writer.child.ts", [dataDir, String(round)]);
      const ended = new Promise((resolve) => writer.once("exit", resolve));
      let last = await nextMessage<number>(writer);
      writer.on("message", (n: number) => (last = n));
      // At a different moment each time.
      await new Promise((resolve) => setTimeout(resolve, 150 + 130 * round));
      writer.kill("SIGKILL");
      await ended;
      acknowledged.push(last);

      const reopened = await openEmbedded({
        dataDir,
        statementTimeout: 0,
        holder: "command",
      });
      const { rows } = await reopened.pool.query(
        "select round, count(*)::int, max(n) from t group by round order by round",
      );
      for (const [index, wanted] of acknowledged.entries()) {
        expect(rows[index]).toMatchObject({ round: index, count: rows[index].max + 1 });
        expect(rows[index].max).toBeGreaterThanOrEqual(wanted);
      }
      await reopened.pool.query("set enable_seqscan = off");
      const total = rows.reduce((sum, row) => sum + row.count, 0);
      const byIndex = await reopened.pool.query(
        "select count(*)::int as n from t where filler >= ''",
      );
      expect(byIndex.rows[0].n).toBe(total);
      await reopened.close();
    }
    expect(Math.max(...acknowledged)).toBeGreaterThan(10);
  } finally {
    await folder.remove();
  }
});
