/** Many sessions at once. Needs real sessions, so it runs on PostgreSQL only. */
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOnPostgres, type TestDatabase, testDatabase } from "../support/database.ts";
import { seeded } from "../support/random.ts";

const digits = "123456789ABCDEF".split("");

/** A statement's SQLSTATE, or undefined where it passed. */
async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

async function allocate(client: pg.Client, place: string, name: string): Promise<string> {
  const { rows } = await client.query<{ code: string }>(
    "select app.allocate_entity_code($1, $2, $3) as code",
    [place[0], place[1], name],
  );
  return rows[0]!.code;
}

describeOnPostgres("64 sessions at once", () => {
  let database: TestDatabase;
  let sessions: pg.Client[];

  beforeAll(async () => {
    database = await testDatabase();
    for (const d of digits) {
      await database.pool.query("select app.register_domain($1, $2)", [d, `domain_${d}`]);
      for (const s of digits) {
        await database.pool.query("select app.register_subdomain($1, $2, $3)", [d, s, `sub_${s}`]);
      }
    }
    sessions = [];
    for (let i = 0; i < 64; i += 1) sessions.push(await database.connect());
  });
  afterAll(() => database?.drop());

  const codesOf = async (place: string): Promise<string[]> =>
    (
      await database.pool.query<{ table_code: string }>(
        "select table_code from app.entities where starts_with(table_code, $1) order by 1",
        [`01${place}`],
      )
    ).rows.map((row) => row.table_code);

  const fifteen = (place: string): string[] => digits.map((d) => `01${place}${d}1`);

  test("over one subdomain: fifteen codes, each once, and 49 refusals of one kind", async () => {
    const outcomes = await Promise.allSettled(
      sessions.map((session, i) => allocate(session, "11", `One${i}`)),
    );
    const given = outcomes.filter((o) => o.status === "fulfilled").map((o) => o.value);
    expect(given.toSorted()).toEqual(fifteen("11"));
    const refusals = outcomes.filter((o) => o.status === "rejected").map((o) => o.reason);
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: "SG304",
        hint: expect.any(String),
        column: "subdomain",
      });
    }
    expect(await codesOf("11")).toEqual(fifteen("11"));
  });

  test("for one entity: all get the same code", async () => {
    const codes = await Promise.all(
      sessions.map((session, i) => allocate(session, "12", i % 2 ? "Same" : "SAME")),
    );
    expect(new Set(codes)).toEqual(new Set(["011211"]));
    expect(await codesOf("12")).toEqual(["011211"]);
  });

  test("with a third of the transactions rolled back: no gap", async () => {
    const next = seeded(1);
    const plans = sessions.map(() => next() < 1 / 3);
    const kept = await Promise.all(
      sessions.map(async (session, i) => {
        await session.query("begin");
        try {
          const code = await allocate(session, "13", `Maybe${i}`);
          await session.query(plans[i] ? "rollback" : "commit");
          return plans[i] ? undefined : code;
        } catch (error) {
          await session.query("rollback");
          expect((error as { code: string }).code).toBe("SG304");
          return undefined;
        }
      }),
    );
    expect(plans.filter(Boolean).length).toBeGreaterThan(12);
    const codes = kept.filter((code) => code !== undefined).toSorted();
    expect(codes).toEqual(fifteen("13"));
    expect(await codesOf("13")).toEqual(fifteen("13"));
  });

  test(
    "over all 225 subdomains, a third rolled back: every place is filled without a gap",
    { tags: ["slow"] },
    async () => {
      // Each wish is queued once; a rolled-back one goes back to the queue.
      const wishes = digits.flatMap((d) =>
        digits.flatMap((s) =>
          ["11", "12", "13"].includes(d + s)
            ? []
            : Array.from({ length: 16 }, (_, i) => [d + s, `E${i}`] as const),
        ),
      );
      const next = seeded(2);
      for (let i = wishes.length - 1; i > 0; i -= 1) {
        const j = Math.floor(next() * (i + 1));
        [wishes[i], wishes[j]] = [wishes[j]!, wishes[i]!];
      }
      const given: string[] = [];
      const refused: string[] = [];
      let rolledBack = 0;
      await Promise.all(
        sessions.map(async (session) => {
          for (let wish = wishes.pop(); wish; wish = wishes.pop()) {
            const [place, name] = wish;
            const fails = next() < 1 / 3;
            const state = await stateOf(
              (async () => {
                await session.query("begin");
                const code = await allocate(session, place, name);
                await session.query(fails ? "rollback" : "commit");
                if (fails) {
                  wishes.unshift(wish);
                  rolledBack += 1;
                } else given.push(code);
              })(),
            );
            if (state) {
              refused.push(state);
              await session.query("rollback");
            }
          }
        }),
      );
      const places = 225 - 3;
      expect(new Set(given).size).toBe(given.length);
      expect(given).toHaveLength(places * 15);
      expect(refused).toEqual(Array(places).fill("SG304"));
      expect(rolledBack).toBeGreaterThan(1000);
      const { rows } = await database.pool.query(
        "select check_name from app.doctor() where not ok",
      );
      expect(rows).toEqual([]);
      // The log has each kept allocation, and nothing of those that were undone.
      const log = await database.pool.query<{ n: string }>(
        "select count(*) as n from app.audit_log where table_name = 'tb_entity_registration' and operation = 'insert'",
      );
      expect(Number(log.rows[0]!.n)).toBe(places * 15 + 15 + 1 + 15);
    },
  );
});

describeOnPostgres("two sessions want the same", () => {
  let database: TestDatabase;
  let one: pg.Client;
  let two: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    [one, two] = [await database.connect(), await database.connect()];
    await one.query("select app.register_domain('1', 'base', null, false, '{ground}')");
    await one.query("select app.register_subdomain('1', '1', 'first')");
  });
  afterAll(() => database?.drop());

  /** The first holds its transaction open; the second waits, and is told once the first commits. */
  async function race(first: string, second: string): Promise<Record<string, unknown>> {
    await one.query("begin");
    await one.query(first);
    let done = false;
    const waiting = two.query(second).then(
      () => ({ code: undefined }),
      (error: Record<string, unknown>) => error,
    );
    void waiting.then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(done, "the second waits for the first").toBe(false);
    await one.query("commit");
    return waiting;
  }

  test.for([
    [
      "a domain's number",
      "app.register_domain('2', 'stock')",
      "app.register_domain('2', 'goods')",
      "SG301",
      /stock/,
    ],
    [
      "a domain's name",
      "app.register_domain('3', 'sales')",
      "app.register_domain('4', 'SALES')",
      "SG302",
      /sales/,
    ],
    [
      "an alias and a name",
      "app.register_domain('5', 'people', null, false, '{staff}')",
      "app.register_domain('6', 'Staff')",
      "SG302",
      /people/,
    ],
    [
      "an alias and an alias",
      "app.add_domain_alias('1', 'floor')",
      "app.register_domain('7', 'wood', null, false, '{FLOOR}')",
      "SG302",
      /base/,
    ],
    [
      "a subdomain's number",
      "app.register_subdomain('1', '2', 'left')",
      "app.register_subdomain('1', '2', 'right')",
      "SG303",
      /left/,
    ],
    [
      "a subdomain's name",
      "app.register_subdomain('1', '3', 'up')",
      "app.register_subdomain('1', '4', 'UP')",
      "SG302",
      /up/,
    ],
    [
      "an entity",
      "app.register_entity('1', '1', 'Thing')",
      "app.register_entity('1', '1', 'THING')",
      "SG305",
      /011111/,
    ],
    [
      "a code",
      "app.register_entity('1', '1', 'Four', null, '011141')",
      "app.register_entity('1', '1', 'Five', null, '011141')",
      "SG306",
      /Four/,
    ],
    [
      "a reserved code",
      "app.reserve_code('011151')",
      "app.register_entity('1', '1', 'Six', null, '011151')",
      "SG307",
      /./,
    ],
    [
      "a new name",
      "app.rename_entity('1', '1', 'Thing', 'Widget')",
      "app.register_entity('1', '1', 'widget')",
      "SG305",
      /011111/,
    ],
  ] as const)("%s: one wins, the other is told who", async ([, first, second, code, holder]) => {
    const refusal = await race(`select ${first}`, `select ${second}`);
    expect(refusal).toMatchObject({ code });
    expect(`${String(refusal["detail"])} ${String(refusal["message"])}`).toMatch(holder);
  });

  test("asked for at once, an entity has one code for both", async () => {
    await one.query("begin");
    const first = await allocate(one, "11", "Shared");
    const waiting = allocate(two, "11", "shared");
    await one.query("commit");
    expect(await waiting).toBe(first);
  });

  test("the first rolls back: the second has it", async () => {
    await one.query("begin");
    await one.query("select app.register_domain('8', 'given_up')");
    const waiting = two.query("select domain_name from app.register_domain('8', 'taken_up')");
    await one.query("rollback");
    expect((await waiting).rows).toEqual([{ domain_name: "taken_up" }]);
  });
});

describeOnPostgres("10,000 mixed operations from 16 sessions", () => {
  const operations = 10_000;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    for (const d of digits.slice(0, 6)) {
      await database.pool.query("select app.register_domain($1, $2)", [d, `domain_${d}`]);
      await database.pool.query("select app.register_subdomain($1, '1', 'sub_1')", [d]);
    }
  });
  afterAll(() => database?.drop());

  test("no deadlock, no bug, and a registry without a fault", { tags: ["slow"] }, async () => {
    const seen = new Map<string, number>();
    const count = (key: string): void => void seen.set(key, (seen.get(key) ?? 0) + 1);
    let left = operations;

    const worker = async (seed: number): Promise<void> => {
      const session = await database.connect();
      await session.query("set deadlock_timeout = '200ms'");
      const next = seeded(seed);
      const below = (n: number): number => Math.floor(next() * n);
      const digit = (): string => digits[below(15)]!;
      const domain = (): string => [digit(), `domain_${digit()}`, `alias_${below(300)}`][below(3)]!;
      const entity = (): string => `Entity${below(25)}`;
      const spec = (): object => ({
        domain: digits[below(6)],
        subdomain: digits[below(4)],
        entity_name: `Bulk${below(400)}`,
      });

      const calls: Record<string, () => [string, unknown[]]> = {
        register_domain: () => [
          "select app.register_domain($1, $2, null, false, $3)",
          [digit(), `domain_${digit()}`, [`alias_${below(300)}`, `alias_${below(300)}`]],
        ],
        add_domain_alias: () => [
          "select app.add_domain_alias($1, $2)",
          [domain(), `alias_${below(300)}`],
        ],
        rename_domain: () => [
          "select app.rename_domain($1, $2, $3)",
          [domain(), `domain_${digit()}${below(2) ? "" : "x"}`, below(2) === 1],
        ],
        register_subdomain: () => [
          "select app.register_subdomain($1, $2, $3)",
          [domain(), digit(), `sub_${below(20)}`],
        ],
        allocate_entity_code: () => [
          "select app.allocate_entity_code($1, $2, $3)",
          [domain(), digits[below(4)], entity()],
        ],
        register_entity: () => [
          "select app.register_entity($1, $2, $3)",
          [domain(), digits[below(4)], entity()],
        ],
        register_entities: () => [
          "select app.register_entities($1)",
          [JSON.stringify([spec(), spec(), spec()])],
        ],
        rename_entity: () => [
          "select app.rename_entity($1, $2, $3, $4)",
          [domain(), digits[below(4)], entity(), entity()],
        ],
        retire_entity: () => [
          "select app.retire_entity($1, $2, $3)",
          [domain(), digits[below(4)], entity()],
        ],
        reserve_code: () => [
          "select app.reserve_code($1)",
          [`0${1 + below(3)}${digits[below(6)]}${digits[below(4)]}${digit()}${digit()}`],
        ],
        allocate_file_code: () => [
          "select app.allocate_file_code($1, $2, $3, $4)",
          [
            `01${digits[below(6)]}${digits[below(4)]}${digits[below(6)]}1`,
            `0${1 + below(3)}`,
            ["tb", "fn", "v"][below(3)],
            `file_${below(12)}`,
          ],
        ],
      };
      const names = Object.keys(calls);
      while (left-- > 0) {
        const name = names[below(names.length)]!;
        const state = (await stateOf(session.query(...calls[name]!()))) ?? "done";
        count(state);
        count(`${name} ${state === "done" ? "done" : "refused"}`);
      }
      await session.end();
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: 16 }, (_, i) => worker(100 + i)));
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${operations} operations in ${seconds.toFixed(1)} s:`,
      Object.fromEntries([...seen].toSorted(([a], [b]) => a.localeCompare(b))),
    );

    const strange = [...seen.keys()].filter(
      (key) => !key.includes(" ") && key !== "done" && !/^SG[23]\d\d$/.test(key),
    );
    expect(strange).toEqual([]);
    const { rows } = await database.pool.query(
      "select check_name, detail from app.doctor() where not ok",
    );
    expect(rows).toEqual([]);
    // Each number and name that a domain holds is claimed, and nothing else is.
    const claims = await database.pool.query(`
      (select d.pk_domain, n.name from specql_registry.tb_domain as d, unnest(d.aliases || d.domain_name || d.domain_number) as n (name)
       except select fk_domain, name from specql_registry.tb_domain_name)
      union all
      (select fk_domain, name from specql_registry.tb_domain_name
       except select d.pk_domain, n.name from specql_registry.tb_domain as d, unnest(d.aliases || d.domain_name || d.domain_number) as n (name))`);
    expect(claims.rows).toEqual([]);
  });
});
