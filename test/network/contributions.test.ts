/** Contributors, assets, contributions: totals that are always right, and payouts that add up. */
import fc from "fast-check";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

type Row = Record<string, unknown>;

async function rows(client: pg.ClientBase, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, values)).rows;
}

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

function as<T>(role: string, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return rolledBack(database.pool, async (client) => {
    await client.query(`set local role ${role}`);
    return use(client);
  });
}

const asset = async (client: pg.ClientBase): Promise<string> =>
  (await rows(client, "select id from app.register_asset('CODE', 'an asset')"))[0]!["id"] as string;

const contributor = async (client: pg.ClientBase, name = "Alice"): Promise<string> =>
  (await rows(client, "select id from app.register_contributor('HUMAN', $1)", [name]))[0]![
    "id"
  ] as string;

/** Assets whose stored sum is not that of their contributions. */
const wrongTotals = `
  select a.pk_asset, a.contributed_cost, a.total_cost
  from network.tb_asset as a
  where a.total_cost <> a.contributed_cost + coalesce(a.unattributed_cost, 0)
    or a.contributed_cost <> (
      select coalesce(sum(c.cost_amount), 0) from network.tb_contribution as c where c.fk_asset = a.pk_asset)`;

describe("what is registered", () => {
  test("names and addresses may stand twice; amounts keep their digits", () =>
    as("specql_author", async (client) => {
      const add = `select * from app.register_contributor('HUMAN', 'Alice', 'alice@example.com', hourly_rate => $1)`;
      const [one] = await rows(client, add, ["85.50"]);
      const [two] = await rows(client, add, ["1e-20"]);
      expect(one).toMatchObject({ type: "HUMAN", name: "Alice", hourly_rate: "85.50" });
      expect(two!["hourly_rate"]).toBe("0.00000000000000000001");
      expect(two!["id"]).not.toBe(one!["id"]);
    }));

  test("an id that is taken, and types that do not exist, are refused", () =>
    as("specql_author", async (client) => {
      const id = await contributor(client);
      const again = "select app.register_contributor('SYSTEM', 'x', contributor_id => $1)";
      expect(await refusal(client, again, [id])).toBe("SG317");
      const own = await asset(client);
      expect(await refusal(client, "select app.register_asset('CODE', 'x', $1)", [own])).toBe(
        "SG317",
      );
      expect(await refusal(client, "select app.register_contributor('BOT', 'x')")).toBe("SG123");
      expect(await refusal(client, "select app.register_contributor('HUMAN', '')")).toBe("SG102");
      expect(await refusal(client, "select app.register_asset('IDEA')")).toBe("SG123");
      expect(
        await refusal(
          client,
          "select app.register_contributor('HUMAN', 'x', hourly_rate => 'NaN')",
        ),
      ).toBe("23514");
    }));

  test("a contribution that cannot be is refused", () =>
    as("specql_author", async (client) => {
      const [who, what] = [await contributor(client), await asset(client)];
      const record = "select app.record_contribution($1, $2, $3, $4)";
      const none = "00000000-0000-0000-0000-000000000000";
      expect(await refusal(client, record, [none, what, 1, 0.5])).toBe("SG224");
      expect(await refusal(client, record, [who, none, 1, 0.5])).toBe("SG225");
      expect(await refusal(client, record, [who, what, "NaN", 0.5])).toBe("SG123");
      expect(await refusal(client, record, [who, what, "Infinity", 0.5])).toBe("SG123");
      expect(await refusal(client, record, [who, what, 1, 1.01])).toBe("SG126");
      expect(await refusal(client, record, [who, what, 1, "NaN"])).toBe("SG126");
      expect(await refusal(client, "select app.asset_contributions($1)", [none])).toBe("SG225");
      expect(await refusal(client, "select app.contributor_contributions($1)", [none])).toBe(
        "SG224",
      );
    }));

  test("what was contributed is listed from both sides", () =>
    as("specql_admin", async (client) => {
      const [who, what] = [await contributor(client), await asset(client)];
      for (const cost of ["1.50", "-0.25", "0.005"]) {
        await client.query("select app.record_contribution($1, $2, $3, 0.7000000000000001)", [
          who,
          what,
          cost,
        ]);
      }
      for (const [list, id] of [
        ["asset_contributions", what],
        ["contributor_contributions", who],
      ]) {
        const found = await rows(client, `select * from app.${list}($1)`, [id]);
        expect(found.map((r) => r["cost_amount"])).toEqual(["1.50", "-0.25", "0.005"]);
        expect(found[0]!["coherence_score"]).toBe(0.7000000000000001);
      }
      const total = "select total_cost from app.assets where id = $1";
      expect(await rows(client, total, [what])).toEqual([{ total_cost: "1.255" }]);
      const [first] = await rows(client, "select id from app.asset_contributions($1)", [what]);
      await client.query("select app.remove_contribution($1)", [first!["id"]]);
      expect(await rows(client, total, [what])).toEqual([{ total_cost: "-0.245" }]);
      expect(await refusal(client, "select app.remove_contribution($1)", [first!["id"]])).toBe(
        "SG226",
      );
    }));
});

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => `${units}e-${scale}`);

describe("totals", () => {
  test("are right after any inserts, updates, moves and deletes, of many rows at once", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({
              do: fc.constant("insert"),
              costs: fc.array(amount, { minLength: 1, maxLength: 6 }),
            }),
            fc.record({
              do: fc.constant("update"),
              modulo: fc.nat(3),
              costs: fc.array(amount, { minLength: 1, maxLength: 1 }),
            }),
            fc.record({
              do: fc.constant("move"),
              modulo: fc.nat(3),
              costs: fc.array(amount, { minLength: 1, maxLength: 1 }),
            }),
            fc.record({ do: fc.constant("delete"), modulo: fc.nat(3), costs: fc.constant(["0"]) }),
            fc.record({
              do: fc.constant("truncate"),
              modulo: fc.nat(0),
              costs: fc.constant(["0"]),
            }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        (steps) =>
          as("specql_owner", async (client) => {
            await client.query(`
              insert into network.tb_contributor (contributor_type, contributor_name) values ('HUMAN', 'x');
              insert into network.tb_asset (asset_type) select 'CODE' from generate_series(1, 3)`);
            for (const step of steps) {
              const modulo = "modulo" in step ? step.modulo : 0;
              if (step.do === "insert") {
                await client.query(
                  `insert into network.tb_contribution (fk_contributor, fk_asset, cost_amount)
                   select (select min(pk_contributor) from network.tb_contributor),
                     (select min(pk_asset) from network.tb_asset) + n % 3, c
                   from unnest($1::numeric[]) with ordinality as u (c, n)`,
                  [step.costs],
                );
              } else if (step.do === "update") {
                await client.query(
                  "update network.tb_contribution set cost_amount = cost_amount + $1 where pk_contribution % 4 = $2",
                  [step.costs[0], modulo],
                );
              } else if (step.do === "move") {
                await client.query(
                  `update network.tb_contribution set cost_amount = cost_amount - $1,
                     fk_asset = (select min(pk_asset) from network.tb_asset) + (fk_asset + 1) % 3
                   where pk_contribution % 4 <> $2`,
                  [step.costs[0], modulo],
                );
              } else if (step.do === "delete") {
                await client.query(
                  "delete from network.tb_contribution where pk_contribution % 4 = $1",
                  [modulo],
                );
              } else {
                await client.query("truncate network.tb_contribution");
              }
              expect(await rows(client, wrongTotals)).toEqual([]);
            }
          }),
      ),
      { numRuns: 40 },
    ));
});

describeOnPostgres("totals, two at once", () => {
  test("contributions of two sessions to the same assets add up, and nobody is a victim", async () => {
    const [one, two] = [await database.connect(), await database.connect()];
    try {
      const who = await contributor(one);
      const assets = [await asset(one), await asset(one), await asset(one)];
      const record = "select app.record_contribution($1, $2, $3)";
      const work = async (session: pg.Client, order: readonly string[]): Promise<void> => {
        for (let i = 0; i < 60; i += 1) {
          await session.query("begin");
          await session.query(
            `insert into network.tb_contribution (fk_contributor, fk_asset, cost_amount)
             select c.pk_contributor, a.pk_asset, 0.01
             from network.tb_contributor as c cross join network.tb_asset as a
             where c.id = $1 and a.id = any ($2)`,
            [who, order],
          );
          await session.query(record, [who, order.at(-1), "1.5"]);
          if (i % 3 === 0) {
            await session.query(
              `delete from network.tb_contribution where pk_contribution = (
                 select min(pk_contribution) from network.tb_contribution where created_at > now() - interval '1 day'
                   and xmin = pg_current_xact_id()::xid)`,
            );
          }
          await session.query("commit");
        }
      };
      // Each locks all assets with its first statement, in the order of their keys.
      await Promise.all([work(one, assets), work(two, [...assets].reverse())]);
      expect(await rows(one, wrongTotals)).toEqual([]);
      expect(
        await rows(one, "select sum(total_cost) as total from app.assets where id = any ($1)", [
          assets,
        ]),
      ).toEqual([{ total: (120 * 0.03 + 120 * 1.5 - 40 * 0.01).toFixed(2) }]);
    } finally {
      await one.end();
      await two.end();
    }
  });
});

describe("payouts", () => {
  const distribute =
    "select contributor_id, weight, payout from app.distribute_value($1, $2) order by contributor_id";

  async function sharing(
    client: pg.ClientBase,
    costs: readonly (readonly [number, string, number])[],
  ): Promise<string> {
    const what = await asset(client);
    await client.query(
      `insert into network.tb_contributor (id, contributor_type, contributor_name)
       select ('00000000-0000-0000-0000-00000000000' || g)::uuid, 'HUMAN', 'c' || g from generate_series(0, 4) as g
       on conflict do nothing`,
    );
    for (const [who, cost, score] of costs) {
      await client.query(
        `insert into network.tb_contribution (fk_contributor, fk_asset, cost_amount, coherence_score)
         select c.pk_contributor, a.pk_asset, $3, $4
         from network.tb_contributor as c cross join network.tb_asset as a
         where c.id = $1::uuid and a.id = $2`,
        [`00000000-0000-0000-0000-00000000000${who}`, what, cost, score],
      );
    }
    return what;
  }

  /** A decimal text as units of 10^-scale. */
  const units = (text: string, scale: number): bigint => {
    const [whole, fraction = ""] = text.split(".");
    return BigInt(whole! + fraction.padEnd(scale, "0"));
  };

  test("add up to the amount exactly, each within a unit of its exact value, in any order of rows", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.nat(4),
            fc.integer({ min: -2000, max: 10_000 }).map((n) => (n / 100).toFixed(2)),
            fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 5 }),
        (costs, value, scale) =>
          as("specql_owner", async (client) => {
            const given =
              scale === 0
                ? `${value}`
                : `${value / 10n ** BigInt(scale)}.${`${value % 10n ** BigInt(scale)}`.padStart(scale, "0")}`;
            // In ten thousandths: cents of cost times hundredths of score.
            const weights = new Map<number, bigint>();
            for (const [who, cost, score] of costs) {
              const weight = units(cost, 2) * BigInt(50 + Math.round(score * 100));
              weights.set(who, (weights.get(who) ?? 0n) + weight);
            }
            const counting = [...weights.values()].filter((w) => w > 0n);
            const total = counting.reduce((a, b) => a + b, 0n);
            const what = await sharing(client, costs);
            if (total === 0n) {
              expect(await refusal(client, distribute, [what, given])).toBe("SG318");
              return;
            }
            const paid = await rows(client, distribute, [what, given]);
            const unit = Math.max(2, scale);
            const sum = paid.reduce((a, r) => a + units(r["payout"] as string, unit), 0n);
            expect(sum).toBe(units(given, unit));
            for (const row of paid) {
              const who = Number((row["contributor_id"] as string).slice(-1));
              const weight = weights.get(who)!;
              expect(units(row["weight"] as string, 4)).toBe(weight);
              const exact = weight > 0n ? units(given, unit) * weight : 0n;
              const difference = units(row["payout"] as string, unit) * total - exact;
              expect(difference < total && difference > -total).toBe(true);
            }
            const other = await sharing(client, [...costs].reverse());
            expect(await rows(client, distribute, [other, given])).toEqual(paid);
          }),
      ),
      { numRuns: 60 },
    ));

  test("of nothing is nothing for each; what cannot be paid out is refused", () =>
    as("specql_owner", async (client) => {
      const what = await sharing(client, [
        [0, "1", 0.5],
        [1, "2", 0.5],
      ]);
      expect((await rows(client, distribute, [what, "0"])).map((r) => r["payout"])).toEqual([
        "0.00",
        "0.00",
      ]);
      expect((await rows(client, distribute, [what, "0.01"])).map((r) => r["payout"])).toEqual([
        "0.00",
        "0.01",
      ]);
      expect((await rows(client, distribute, [what, "1"])).map((r) => r["payout"])).toEqual([
        "0.33",
        "0.67",
      ]);
      expect((await rows(client, distribute, [what, "1.0000"])).map((r) => r["payout"])).toEqual([
        "0.3333",
        "0.6667",
      ]);
      for (const bad of ["-0.01", "NaN", "Infinity", null, "1e31"]) {
        expect(await refusal(client, distribute, [what, bad])).toBe("SG125");
      }
      expect(await refusal(client, distribute, [await asset(client), 1])).toBe("SG318");
      const none = "00000000-0000-0000-0000-000000000009";
      expect(await refusal(client, distribute, [none, 1])).toBe("SG225");
    }));

  test("who got back more than he gave has no share, and nobody pays for him", () =>
    as("specql_owner", async (client) => {
      const what = await sharing(client, [
        [0, "10", 0.5],
        [1, "5", 0.5],
        [1, "-8", 0.5],
      ]);
      expect(await rows(client, distribute, [what, "10"])).toMatchObject([
        { weight: "10.0", payout: "10.00" },
        { weight: "-3.0", payout: "0.00" },
      ]);
    }));
});
