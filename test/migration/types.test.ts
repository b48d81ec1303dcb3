/** A registered type as a column's type: its PostgreSQL type, and what it demands of the values. */
import { afterAll, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

test("the column gets the type's own type and its check", async () => {
  await rolledBack(database.pool, async (client) => {
    await client.query("set local jit = off");
    // What the registry answers for one name; what stands in it is another test's business.
    await client.query(`create or replace function specql_type.column_type(type_name text, column_name text) returns jsonb
      language sql as $f$ select case when lower(type_name) = 'email_address' then jsonb_build_object('type', 'varchar(80)',
        'check', format('%1$I is null or position(''@'' in %1$I) > 0', coalesce(column_name, '?'))) end $f$`);
    await client.query("create schema shop");
    const operations = JSON.stringify([
      {
        op: "create_table",
        schema: "shop",
        table: "people",
        columns: [
          { name: "id", type: "bigint", primary_key: true },
          { name: "e mail", type: "Email_Address", nullable: false },
        ],
      },
    ]);
    const { rows } = await client.query(
      "select specql_governance.prove_operations($1) as proof, specql_governance.write_operations($1) ->> 'up_sql' as sql",
      [operations],
    );
    expect(rows[0].proof).toMatchObject({ proven: true, problems: [] });
    expect(rows[0].sql).toContain('"e mail" character varying(80) not null');
    expect(rows[0].sql).toContain('check ("e mail" is null or position(');
  });
});
