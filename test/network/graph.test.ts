/** The package graph: names, edges that dangle, and what is near and far. */
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

function asAuthor<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return rolledBack(database.pool, async (client) => {
    await client.query("set local role specql_author");
    return use(client);
  });
}

const edge = (client: pg.ClientBase, from: string, to: string): Promise<Row[]> =>
  rows(client, "select * from app.add_dependency('npm', $1, 'npm', $2)", [from, to]);

describe("names", () => {
  test("a project is one whatever the case of its name, and is spelled as it was last given", () =>
    asAuthor(async (client) => {
      const [first] = await rows(client, "select * from app.upsert_project('PyPI', 'Django', '5')");
      const [second] = await rows(
        client,
        "select * from app.upsert_project('pypi', 'DJANGO', description => 'web')",
      );
      expect(second).toMatchObject({
        id: first!["id"],
        ecosystem: "pypi",
        name: "DJANGO",
        version: "5",
        description: "web",
      });
      expect(await rows(client, "select count(*)::int as n from app.projects")).toEqual([{ n: 1 }]);
    }));

  test.for([
    ["NAÏVE-BÄYES", "naïve-bäyes"],
    ["ΣΊΣΥΦΟΣ", "σίσυφος"],
    ["ПАКЕТ", "пакет"],
    ["日本語🚀", "日本語🚀"],
    [`${"Ä".repeat(5000)}x`, `${"ä".repeat(5000)}X`],
  ] as const)("whatever the script or length: %s", ([one, other]) =>
    asAuthor(async (client) => {
      const [made] = await rows(client, "select * from app.upsert_project('npm', $1)", [one]);
      const [again] = await rows(client, "select * from app.upsert_project('NPM', $1)", [other]);
      expect(again!["id"]).toBe(made!["id"]);
      await edge(client, other, one);
      expect(
        await rows(client, "select is_self, is_dangling from app.project_dependencies"),
      ).toEqual([{ is_self: true, is_dangling: false }]);
    }),
  );

  test("İ and ı are not i", () =>
    asAuthor(async (client) => {
      for (const name of ["i", "İ", "ı"]) {
        await client.query("select app.upsert_project('npm', $1)", [name]);
      }
      expect(await rows(client, "select count(*)::int as n from app.projects")).toEqual([{ n: 3 }]);
    }));

  test.for([
    ["", "a", "SG102"],
    ["npm", "", "SG102"],
    [null, "a", "SG102"],
    ["npm/x", "a", "SG124"],
    ["npm", "a > npm/b", "SG124"],
    ["npm", "x".repeat(10_001), "SG103"],
    ["x".repeat(101), "a", "SG103"],
  ] as const)("%j / %.20j is refused with %s", ([ecosystem, name, code]) =>
    asAuthor(async (client) => {
      expect(await refusal(client, "select app.upsert_project($1, $2)", [ecosystem, name])).toBe(
        code,
      );
      expect(
        await refusal(client, "select app.add_dependency('npm', 'a', $1, $2)", [ecosystem, name]),
      ).toBe(code);
    }),
  );
});

describe("edges", () => {
  test("an edge dangles until both ends are indexed, and again when one goes", () =>
    asAuthor(async (client) => {
      const flags = async (): Promise<unknown> =>
        (await rows(client, "select is_dangling from app.project_dependencies"))[0]!["is_dangling"];
      await edge(client, "App", "Lib");
      expect(await flags()).toBe(true);
      await client.query("select app.upsert_project('npm', 'lib')");
      expect(await flags()).toBe(true);
      await client.query("select app.upsert_project('npm', 'APP')");
      expect(await flags()).toBe(false);
      await client.query("select app.remove_project('npm', 'LIB')");
      expect(await flags()).toBe(true);
      expect(await refusal(client, "select app.remove_project('npm', 'lib')")).toBe("SG223");
    }));

  test("an edge stands once, and may lead to where it began", () =>
    asAuthor(async (client) => {
      const [first] = await edge(client, "a", "b");
      const [second] = await edge(client, "A", "B");
      expect(second!["id"]).toBe(first!["id"]);
      const [self] = await edge(client, "a", "a");
      expect(self).toMatchObject({ is_self: true, is_dangling: true });
      const [removed] = await rows(
        client,
        "select * from app.remove_dependency('npm','A','npm','b')",
      );
      expect(removed!["id"]).toBe(first!["id"]);
      expect(await refusal(client, "select app.remove_dependency('npm','a','npm','b')")).toBe(
        "SG223",
      );
      await edge(client, "c", "b");
      expect(await refusal(client, "select app.remove_dependency('npm','a','npm','b')")).toBe(
        "SG226",
      );
    }));

  test("direct dependents are counted; a package that nothing speaks of is an error with a hint", () =>
    asAuthor(async (client) => {
      await client.query("select app.upsert_project('npm', 'left-pad')");
      await edge(client, "a", "left-pad");
      await edge(client, "left-pad", "left-pad");
      expect(
        await rows(client, "select app.count_dependents('NPM', 'Left-Pad')::int as n"),
      ).toEqual([{ n: 2 }]);
      expect(await rows(client, "select app.count_dependents('npm', 'a')::int as n")).toEqual([
        { n: 0 },
      ]);
      await expect(
        client.query("select app.count_dependents('npm', 'left-pda')"),
      ).rejects.toMatchObject({ code: "SG223", hint: "Did you mean left-pad?" });
    }));
});

describe("near and far", () => {
  test("equals brute force on random graphs with cycles", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 1, maxLength: 40 }),
        fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
        fc.boolean(),
        (edges, maxDepth, up) =>
          asAuthor(async (client) => {
            await client.query(
              `select app.add_dependency('npm', 'p' || f, 'npm', 'p' || t)
               from unnest($1::int[], $2::int[]) as u (f, t)`,
              [edges.map((e) => e[0]), edges.map((e) => e[1])],
            );
            const start = edges[0]![0];
            const expected = new Map<number, number>([[start, 0]]);
            for (let front = [start], depth = 1; front.length > 0; depth += 1) {
              const next: number[] = [];
              for (const [from, to] of edges) {
                const [near, far] = up ? [to, from] : [from, to];
                if (front.includes(near) && !expected.has(far)) {
                  expected.set(far, depth);
                  next.push(far);
                }
              }
              front = next;
            }
            expected.delete(start);
            const found = await rows(
              client,
              `select package_name, depth from app.${up ? "dependents_of" : "dependencies_of"}('npm', $1, $2)`,
              [`p${start}`, maxDepth],
            );
            expect(
              new Map(
                found.map((r) => [Number((r["package_name"] as string).slice(1)), r["depth"]]),
              ),
            ).toEqual(new Map([...expected].filter(([, d]) => maxDepth === null || d <= maxDepth)));
            const depths = found.map((r) => r["depth"] as number);
            expect(depths).toEqual([...depths].sort((a, b) => a - b));
          }),
      ),
      { numRuns: 40 },
    ));

  test("a limit gives the nearest, bounds below zero are refused", () =>
    asAuthor(async (client) => {
      for (const [from, to] of [
        ["a", "b"],
        ["b", "c"],
        ["c", "d"],
        ["d", "a"],
      ] as const) {
        await edge(client, from, to);
      }
      const names = async (sql: string): Promise<unknown[]> =>
        (await rows(client, sql)).map((r) => r["package_name"]);
      expect(await names("select * from app.dependencies_of('npm', 'a')")).toEqual(["b", "c", "d"]);
      expect(await names("select * from app.dependents_of('npm', 'a')")).toEqual(["d", "c", "b"]);
      expect(await names(`select * from app.dependencies_of('npm', 'a', "limit" => 2)`)).toEqual([
        "b",
        "c",
      ]);
      expect(await names(`select * from app.dependencies_of('npm', 'a', "limit" => 0)`)).toEqual(
        [],
      );
      expect(await refusal(client, "select * from app.dependents_of('npm', 'a', -1)")).toBe(
        "SG126",
      );
      expect(await refusal(client, "select * from app.dependents_of('npm', 'a', 1, -1)")).toBe(
        "SG126",
      );
      expect(await refusal(client, "select * from app.dependents_of('npm', 'zz')")).toBe("SG223");
    }));

  test("every limit gives the first of all, indexed ones as they are spelled", () =>
    asAuthor(async (client) => {
      // In another order than that of arrival, and over two levels that share a package.
      for (const name of ["hub", "n1", "n2", "f1", "f2", "f3"]) await edge(client, name, name);
      for (const [from, to] of [
        ["f3", "n1"],
        ["f1", "n2"],
        ["f2", "n2"],
        ["f3", "n2"],
        ["n2", "hub"],
        ["n1", "hub"],
      ] as const) {
        await edge(client, from, to);
      }
      const [project] = await rows(client, "select * from app.upsert_project('NPM', 'F2')");
      await client.query("select app.upsert_project('npm', 'N1')");
      const all = await rows(client, "select * from app.dependents_of('npm', 'hub')");
      expect(all.map((r) => [r["package_name"], r["depth"], r["is_indexed"]])).toEqual([
        ["N1", 1, true],
        ["n2", 1, false],
        ["f1", 2, false],
        ["F2", 2, true],
        ["f3", 2, false],
      ]);
      expect(all[3]).toMatchObject({ id: project!["id"], package_ecosystem: "NPM" });
      expect(all[2]).toMatchObject({ id: null, package_ecosystem: "npm" });
      for (const limit of [1, 2, 3, 4, 5, 6]) {
        expect(
          await rows(client, `select * from app.dependents_of('npm', 'hub', "limit" => $1)`, [
            limit,
          ]),
        ).toEqual(all.slice(0, limit));
      }
    }));

  test("a chain of 3,000 packages is walked to its end", () =>
    rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(`
        with added as (
          insert into network.tb_package (ecosystem, package_name)
          select 'npm', 'chain-' || g from generate_series(1, 3001) as g
          returning pk_package, substr(package_name, 7)::int as n)
        insert into network.tb_dependency (fk_from, fk_to, identifier)
        select a.pk_package, b.pk_package, a.n || ' > ' || b.n
        from added as a join added as b on b.n = a.n + 1`);
      expect(
        await rows(
          client,
          "select count(*)::int as n, max(depth) as deepest from app.dependencies_of('npm', 'chain-1')",
        ),
      ).toEqual([{ n: 3000, deepest: 3000 }]);
    }));
});

describe("search", () => {
  test("every character means itself", () =>
    asAuthor(async (client) => {
      for (const name of ["under_score", "underXscore", "100%-pure", "100x-pure", "back\\slash"]) {
        await client.query("select app.upsert_project('npm', $1)", [name]);
      }
      const found = async (query: string): Promise<unknown[]> =>
        (await rows(client, "select name from app.search_projects($1)", [query])).map(
          (r) => r["name"],
        );
      expect((await found("r_s"))[0]).toBe("under_score");
      expect(await found("r_s")).not.toContain("underXscore");
      expect(await found("%")).toEqual(["100%-pure"]);
      expect(await found("_")).toEqual(["under_score"]);
      expect(await found("\\")).toEqual(["back\\slash"]);
      expect((await found("UNDER_SCORE"))[0]).toBe("under_score");
    }));

  test("by description, by spelling, within an ecosystem", () =>
    asAuthor(async (client) => {
      await client.query(
        "select app.upsert_project('npm', 'React', '1', 'building user interfaces')",
      );
      await client.query("select app.upsert_project('pypi', 'reacton', '1', 'react for python')");
      const found = async (query: string, ecosystem: string | null): Promise<unknown[]> =>
        (
          await rows(client, "select name from app.search_projects($1, $2)", [query, ecosystem])
        ).map((r) => r["name"]);
      expect(await found("user interfaces", null)).toEqual(["React"]);
      expect(await found("reactt", null)).toContain("React");
      expect(await found("react", "PyPI")).toEqual(["reacton"]);
      expect((await found("react", null))[0]).toBe("React");
      expect(await refusal(client, "select app.search_projects('  ')")).toBe("SG102");
      expect(await refusal(client, `select app.search_projects('a', "limit" => -1)`)).toBe("SG126");
    }));
});

describeOnPostgres("two at once", () => {
  test("a package that both name is one, and its edges resolve for the other", async () => {
    const [one, two] = [await database.connect(), await database.connect()];
    try {
      await one.query("begin");
      // Both names first: a transaction that asks for its second name while somebody holds it and
      // waits for the first one is a deadlock, which PostgreSQL ends and the caller tries again.
      await one.query("select app.upsert_project('npm', 'user')");
      await one.query("select app.upsert_project('npm', 'Shared')");
      const waiting = two.query("select app.add_dependency('npm', 'user', 'npm', 'shared')");
      await one.query("commit");
      await waiting;
      expect(
        (
          await two.query(
            "select is_dangling from app.project_dependencies where to_name = 'Shared'",
          )
        ).rows,
      ).toEqual([{ is_dangling: false }]);
    } finally {
      await one.end();
      await two.end();
    }
  });
});
