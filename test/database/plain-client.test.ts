/** A client that says less to the server means the same. */
import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import pg from "pg";
import { asPrincipal, reading } from "../../src/database/principal.ts";
import { PlainClient } from "../../src/database/plain-client.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

describeOnPostgres("a client that says less", () => {
  const settings = "select set_config(el->>0, el->>1, true) from json_array_elements($1::json) el";

  async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client: pg.Client = new PlainClient(database.url!);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** How often the server was spoken to. */
  async function messages(work: () => Promise<unknown>): Promise<number> {
    const query = vi.spyOn(pg.Client.prototype, "query");
    try {
      await work();
      return query.mock.calls.length;
    } finally {
      query.mockRestore();
    }
  }

  test("any texts arrive as they are, in the settings and in the statement", () =>
    withClient(async (client) => {
      const text = fc
        .string({ unit: "grapheme", maxLength: 40 })
        .map((value) => value.replaceAll("\0", ""));
      const odd = fc.constantFrom("'", "\\", "\\'", "$1", "$2", "$$", "--", "/*", ";", "E'", '"');
      const any = fc.array(fc.oneof(text, odd), { maxLength: 5 }).map((parts) => parts.join(""));
      await fc.assert(
        fc.asyncProperty(any, any, any, fc.boolean(), async (setting, one, other, reads) => {
          fc.pre([setting, one, other].every((value) => value.isWellFormed()));
          await client.query("begin");
          await client.query(settings, [
            JSON.stringify([
              ["test.given", setting],
              ...(reads ? [["transaction_read_only", "on"]] : []),
            ]),
          ]);
          const asked = "select current_setting($1) as setting, $2::text as one, $3::text as other";
          const { rows } = await client.query(asked, ["test.given", one, other]);
          await client.query("commit");
          expect(rows).toEqual([{ setting, one, other }]);
        }),
        { numRuns: 300 },
      );
    }));

  test("a transaction takes two messages, one that reads takes one", () =>
    withClient(async (client) => {
      const pool = { connect: async () => Object.assign(client, { release() {} }) } as never;
      const ask = async (one: pg.ClientBase): Promise<string> =>
        (await one.query<{ a: string }>("select $1::text as a", ["x"])).rows[0]!.a;
      expect(
        await messages(async () =>
          expect(await asPrincipal(pool, { settings: {} }, ask)).toBe("x"),
        ),
      ).toBe(2);
      expect(
        await messages(async () =>
          expect(await asPrincipal(pool, reading({ settings: {} }), ask)).toBe("x"),
        ),
      ).toBe(1);
      // Nothing done, nothing said.
      expect(await messages(() => asPrincipal(pool, { settings: {} }, async () => undefined))).toBe(
        0,
      );
    }));

  test("what is rolled back is gone, what is committed stays, and settings end with it", () =>
    withClient(async (client) => {
      await client.query("create temporary table kept (a text)");
      for (const end of ["rollback", "commit"]) {
        await client.query("begin");
        await client.query(settings, [JSON.stringify([["test.given", end]])]);
        await client.query("insert into kept values ($1)", [end]);
        await client.query("insert into kept select current_setting('test.given')");
        await client.query(end);
      }
      const { rows } = await client.query("select a, current_setting('test.given') as s from kept");
      expect(rows).toEqual([
        { a: "commit", s: "" },
        { a: "commit", s: "" },
      ]);
    }));

  test("an error undoes the transaction, and the next one is as good as new", () =>
    withClient(async (client) => {
      for (const mode of ["off", "on"]) {
        await client.query("begin");
        await client.query(settings, [JSON.stringify([["transaction_read_only", mode]])]);
        await expect(client.query("select 1 / $1::int", ["0"])).rejects.toMatchObject({
          code: "22012",
        });
        await client.query("rollback");
        expect((await client.query("select $1::text as a", ["b"])).rows).toEqual([{ a: "b" }]);
      }
    }));

  test("whoever says that he reads cannot write, in whatever form", () =>
    withClient(async (client) => {
      await client.query("create table public.here (a text)");
      for (const [text, values] of [
        ["insert into public.here values ($1)", ["a"]],
        ["insert into public.here values ('a')", []],
      ] as const) {
        await client.query("begin");
        await client.query(settings, [JSON.stringify([["transaction_read_only", "on"]])]);
        expect((await client.query("select $1::text as a", ["x"])).rows).toEqual([{ a: "x" }]);
        await expect(client.query(text, [...values])).rejects.toMatchObject({ code: "25006" });
        await client.query("rollback");
      }
      expect((await client.query("select * from public.here")).rows).toEqual([]);
    }));

  test("statements that have to see one moment see it", () =>
    withClient(async (client) => {
      await client.query("create table public.counted (n int)");
      await client.query("begin isolation level repeatable read");
      await client.query(settings, [JSON.stringify([["transaction_read_only", "on"]])]);
      const count = "select count(*)::int as n from public.counted where n > $1::int";
      expect((await client.query(count, ["0"])).rows).toEqual([{ n: 0 }]);
      await withClient((other) => other.query("insert into public.counted values (1)"));
      expect((await client.query(count, ["0"])).rows).toEqual([{ n: 0 }]);
      await client.query("commit");
      expect((await client.query(count, ["0"])).rows).toEqual([{ n: 1 }]);
    }));
});
