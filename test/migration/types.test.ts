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

test("a request that names a type of the registry gets a table that checks its values", async () => {
  await rolledBack(database.pool, async (client) => {
    const as = async (actor: string, role: string) => {
      await client.query(`set local role ${role}`);
      await client.query("select set_config('specql.actor', $1, true)", [actor]);
    };
    await client.query("grant usage, create on schema public to specql_owner");
    const request = {
      tableName: "parcels",
      schemaJson: {
        columns: [
          { name: "id", type: "uuid", primaryKey: true, defaultValue: "gen_random_uuid()" },
          { name: "ship_to", type: "address" },
        ],
      },
      requestMetadata: { justification: "We send things" },
    };
    await as("ann", "specql_author");
    const { rows } = await client.query("select id from app.submit_schema_request($1)", [
      JSON.stringify(request),
    ]);
    const id = rows[0].id as string;
    const preview = await client.query("select up_sql from app.preview_migration($1)", [id]);
    expect(preview.rows[0].up_sql).toMatch(/constraint \S+ check \(/);
    await as("bob", "specql_admin");
    await client.query("select app.review_schema_request($1, 'approve')", [id]);
    await client.query("select app.apply_schema_request($1)", [id]);
    await client.query("reset role");
    await client.query(`insert into public.parcels (ship_to) values ('{"city": "Lyon"}'), (null)`);
    await client.query("savepoint bad");
    await expect(
      client.query(`insert into public.parcels (ship_to) values ('{"city": 7}')`),
    ).rejects.toMatchObject({ code: "23514" });
    await client.query("rollback to savepoint bad");
    const drift = await client.query("select * from app.schema_drift('parcels')");
    expect(drift.rows).toEqual([]);
  });
});
