import { afterAll, describe, expect, test } from "vitest";
import { databaseKind, describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

describe("a test file's database", () => {
  test("is of the run's kind, migrated, and has the roles", async () => {
    expect(database.kind).toBe(databaseKind);
    const { rows } = await database.pool.query(
      "select to_regclass('app.domains') is not null as migrated, to_regrole('specql_owner') is not null as roles",
    );
    expect(rows).toEqual([{ migrated: true, roles: true }]);
  });

  test("rolledBack leaves nothing behind", async () => {
    await rolledBack(database.pool, (client) => client.query("create table public.kept ()"));
    const { rows } = await database.pool.query("select to_regclass('public.kept') as kept");
    expect(rows).toEqual([{ kept: null }]);
  });
});

describeOnPostgres("two sessions", () => {
  test("are two", async () => {
    const [one, two] = [await database.connect(), await database.connect()];
    const pid = async (client: typeof one): Promise<unknown> =>
      (await client.query("select pg_backend_pid() as pid")).rows[0]?.pid;
    expect(await pid(one)).not.toBe(await pid(two));
  });

  test("of two clones see nothing of each other", async () => {
    const other = await testDatabase();
    await other.pool.query("create table public.elsewhere ()");
    const { rows } = await database.pool.query("select to_regclass('public.elsewhere') as seen");
    expect(rows).toEqual([{ seen: null }]);
    await other.drop();
  });
});
