/** Searching memories: words, parts of words, misspelt words, and every character as itself. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

async function found(
  client: { query(sql: string, values: unknown[]): Promise<{ rows: { content: string }[] }> },
  query: string,
  limit = 1000,
): Promise<string[]> {
  const { rows } = await client.query("select content from app.search_memories('o', $1, $2)", [
    query,
    limit,
  ]);
  return rows.map((row) => row.content);
}

const fill = `insert into memory.tb_memory_entity (org_id, content) select 'o', c from unnest($1::text[]) as c`;

describe("search", () => {
  test("finds stems, parts and misspelt words, best first", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(fill, [
        [
          "We decided to use databases",
          "100% of customers",
          "100 customers",
          "a_b",
          "axb",
          "C:\\temp",
          "C:/temp",
          "The widget architecture",
          "Kunden in Zürich 🚀",
        ],
      ]);
      expect(await found(client, "database")).toEqual(["We decided to use databases"]);
      expect(await found(client, "DATABASES decide")).toEqual(["We decided to use databases"]);
      expect(await found(client, "hitect")).toEqual(["The widget architecture"]);
      expect(await found(client, "archtecture")).toEqual(["The widget architecture"]);
      expect((await found(client, "100% of"))[0]).toBe("100% of customers");
      expect(await found(client, "%")).toEqual(["100% of customers"]);
      expect(await found(client, "_")).toEqual(["a_b"]);
      expect(await found(client, "\\")).toEqual(["C:\\temp"]);
      expect(await found(client, "zürich 🚀")).toEqual(["Kunden in Zürich 🚀"]);
      expect(await found(client, "customers", 1)).toHaveLength(1);
      expect(await found(client, "customers", 0)).toEqual([]);
      await client.query(
        "update memory.tb_memory_entity set content = 'changed' where content = 'a_b'",
      );
      expect(await found(client, "_")).toEqual([]);
      expect(await found(client, "changed")).toEqual(["changed"]);
      await client.query("delete from memory.tb_memory_entity where content = 'changed'");
      expect(await found(client, "changed")).toEqual([]);
    });
  });

  test("asks for a query and a limit that can be", async () => {
    for (const [query, limit, code] of [
      ["", 10, "SG102"],
      ["  ", 10, "SG102"],
      ["x".repeat(1001), 10, "SG103"],
      ["x", -1, "SG165"],
    ] as const) {
      await expect(
        database.pool.query("select * from app.search_memories('o', $1, $2)", [query, limit]),
      ).rejects.toMatchObject({ code });
    }
  });

  test(
    "whatever is searched for is found where it stands, as it stands",
    { tags: ["slow"] },
    async () => {
      const piece = fc.oneof(
        fc.constantFrom(
          "%",
          "_",
          "\\",
          "\\%",
          "'",
          "''",
          '"',
          "*",
          "[a-z]",
          "(",
          "|",
          "&",
          "!",
          ":",
          "<->",
          "$1",
          "a",
          "B",
          "é",
          "漢",
          "🚀",
        ),
        fc.string({ unit: "grapheme-ascii", maxLength: 3 }),
      );
      const text = fc
        .array(piece, { minLength: 1, maxLength: 6 })
        .map((parts) => parts.join(""))
        .filter((t) => t.trim() !== "");
      await rolledBack(database.pool, async (client) => {
        await client.query("set local role specql_owner");
        await fc.assert(
          fc.asyncProperty(text, text, async (query, other) => {
            await client.query("delete from memory.tb_memory_entity");
            await client.query(fill, [[`before ${query} after`, other]]);
            const answers = await found(client, query);
            expect(answers).toContain(`before ${query} after`);
            // A wildcard would find the other one although it has nothing of the query.
            if (!/[\p{L}\p{N}]/u.test(query) && !other.includes(query)) {
              expect(answers).not.toContain(other);
            }
          }),
          { numRuns: 200 },
        );
      });
    },
  );
});

describeOnPostgres("at size", () => {
  test("both indexes are used under row-level security", { tags: ["slow"] }, async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(
        `insert into memory.tb_memory_entity (org_id, content)
         select 'o', md5(i::text) || ' ' || md5((i * 7)::text) from generate_series(1, 20000) as i`,
      );
      await client.query(
        "insert into memory.tb_memory_entity (org_id, content) values ('o', 'needles in a haystack')",
      );
      await client.query("analyze memory.tb_search_text");
      await client.query("analyze memory.tb_memory_entity");
      await client.query("select set_config('specql.org_id', 'o', true)");
      const used = async (): Promise<number[]> => {
        const { rows } = await client.query<{ scans: string }>(
          `select pg_stat_get_xact_numscans(c) as scans
           from unnest(array['memory.ix_tb_search_text__content', 'memory.ix_tb_search_text__search_vector', 'memory.tb_search_text']::regclass[])
             with ordinality as u (c, n) order by n`,
        );
        return rows.map((row) => Number(row.scans));
      };
      const before = await used();
      expect(await found(client, "needle", 10)).toEqual(["needles in a haystack"]);
      const after = await used();
      expect(after[0]! - before[0]!).toBeGreaterThan(0);
      expect(after[1]! - before[1]!).toBeGreaterThan(0);
      // No scan of the whole table.
      expect(after[2]! - before[2]!).toBe(0);
    });
  });
});
