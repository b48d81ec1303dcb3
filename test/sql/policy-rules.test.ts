/** The rules themselves: every example both ways, and that what is checked in is what it says it is. */
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { deliveredRules, examplesSql } from "../../scripts/policy-examples.ts";
import { testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const root = new URL("../../", import.meta.url);
const factsFile = new URL(
  "db/0_schema/01_write_side/011_core/0114_governance/01149_policy_setting/011494_fn_example_facts.sql",
  root,
);

describe("examples", () => {
  test("the checked-in parse trees are those of the examples", async () => {
    const written = await readFile(new URL("db/seed_data/policy_examples.sql", root), "utf8");
    expect(written).toBe(await examplesSql());
  });

  test("every rule finds its triggering example and no other", async () => {
    const { rows } = await database.pool.query("select * from app.policy_self_test()");
    expect(rows.filter((row) => !row.passed)).toEqual([]);
    expect(rows.length).toBe(2 * (await deliveredRules()).length);
  });

  test("the self test leaves no trace and needs no rights to write", async () => {
    const client = await database.pool.connect();
    try {
      await client.query("begin read only");
      await client.query("set local role specql_reader");
      const { rows } = await client.query("select count(*)::int from app.policy_self_test()");
      expect(rows[0].count).toBeGreaterThan(300);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("the recorded facts are those of the schema that the examples speak of", async () => {
    await database.pool.query(
      await readFile(new URL("test/fixtures/policy-shop.sql", root), "utf8"),
    );
    const tables = await database.pool.query(
      `select jsonb_agg(jsonb_build_object('op', 'select', 'schema', n.nspname, 'table', c.relname) order by c.relname) as operations
       from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname = 'shop' and c.relkind in ('r', 'p', 'm', 'i')`,
    );
    const operations = [
      ...tables.rows[0].operations,
      { op: "create_table", schema: "shop", table: "buyer_s" },
      { op: "create_schema", schema: "crm" },
      { op: "create_schema", schema: "attic" },
    ];
    const { rows } = await database.pool.query(
      "select jsonb_pretty(specql_governance.catalog_facts($1) - '{server,functions}'::text[]) as facts",
      [JSON.stringify(operations)],
    );
    if (process.env["UPDATE_POLICY_FACTS"] === "1") {
      const text = await readFile(factsFile, "utf8");
      const facts = JSON.stringify(JSON.parse(rows[0].facts), null, 1).replaceAll("'", "''");
      // A function that returns more than the old text: everything between the quotes.
      await writeFile(
        factsFile,
        text.replace(/return '[^]*?';\nend;/, () => `return '${facts}';\nend;`),
      );
    }
    const recorded = await database.pool.query("select specql_governance.example_facts() as facts");
    expect(JSON.parse(rows[0].facts)).toEqual(recorded.rows[0].facts);
  });
});
