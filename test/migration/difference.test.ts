/** What lies between a table that is there and one that is wanted. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { peopleOf } from "./support.ts";

const database = await testDatabase();
afterAll(() => database.drop());
const people = peopleOf(database);

beforeAll(async () => {
  await people.sql(`
    create schema shop;
    create table shop.owners (id bigint primary key);
    create table shop.things (
      id uuid primary key default gen_random_uuid(),
      name varchar(50) not null default 'x',
      age int check (age > 0),
      old text,
      misnamed text,
      owner_id bigint references shop.owners (id),
      created_at timestamptz not null default now()
    );
    create index things_old on shop.things (age);
    comment on table shop.things is 'Things.';
    insert into shop.things (age) values (1)`);
});

const column = (name: string, type: string, more = {}): object => ({ name, type, ...more });
const wanted = {
  comment: "All things.",
  columns: [
    column("id", "UUID", { primaryKey: true, nullable: false, defaultValue: "gen_random_uuid()" }),
    column("name", "varchar(100)", { nullable: false, defaultValue: "'x'" }),
    column("age", "integer", { nullable: false, check: "age > 1" }),
    column("named", "text", { renamedFrom: "misnamed" }),
    column("owner_id", "bigint", {
      references: { schema: "shop", table: "owners", column: "id", onDelete: "CASCADE" },
    }),
    column("created_at", "TIMESTAMPTZ", { nullable: false, defaultValue: "CURRENT_TIMESTAMP" }),
    column("fresh", "boolean", { nullable: false, defaultValue: "false", comment: "New." }),
  ],
  indexes: [{ name: "things_name", columns: ["name"] }],
};

const difference = async (schemaJson: object): Promise<any[]> => {
  const [row] = await people.sql(
    "select set_config('jit', 'off', false), specql_governance.difference($1, 'shop', 'things') as list",
    [JSON.stringify(schemaJson)],
  );
  return row!["list"];
};

test("each difference is one operation, and applying them leaves none", async () => {
  const list = await difference(wanted);
  const said = list.map(({ op, column: name, constraint, index }) =>
    [op, name?.name ?? name ?? constraint?.kind ?? index?.name].filter(Boolean).join(" "),
  );
  expect(said.sort()).toEqual([
    "add_column fresh",
    "add_constraint check",
    "add_constraint foreign_key",
    "alter_column_type name",
    "create_index things_name",
    "drop_column old",
    "drop_constraint",
    "drop_constraint",
    "drop_index",
    "rename_column misnamed",
    "set_comment",
    "set_default created_at",
    "set_not_null age",
  ]);
  await rolledBack(database.pool, async (client) => {
    await client.query("update shop.things set age = 5");
    await client.query("set local jit = off");
    const { rows } = await client.query(
      "select specql_governance.prove_operations($1) as proof, specql_governance.write_operations($1) as written",
      [JSON.stringify(list)],
    );
    expect(rows[0].proof).toMatchObject({ proven: true, problems: [] });
    for (const { plain } of rows[0].written.steps) await client.query(plain);
    const after = await client.query(
      "select specql_governance.difference($1, 'shop', 'things') as list",
      [
        JSON.stringify({
          ...wanted,
          columns: wanted.columns.map((each) => ({ ...each, renamedFrom: "" })),
        }),
      ],
    );
    expect(after.rows[0].list).toEqual([]);
  });
});

test("a table that is not there is created; one that is as wanted stays as it is", async () => {
  const [row] = await people.sql(
    "select specql_governance.live_table('shop', 'things') as live, specql_governance.live_table('shop', 'none') as none",
  );
  expect(row!["none"]).toBeNull();
  expect(row!["live"]).toMatchObject({ tableName: "things", comment: "Things.", others: [] });
  const [missing] = await people.sql(
    "select specql_governance.difference($1, 'shop', 'missing') as list",
    [JSON.stringify({ columns: [column("id", "uuid", { primaryKey: true })] })],
  );
  expect(missing!["list"][0]).toMatchObject({ op: "create_table", table: "missing" });
});

test("risk follows what is lost, what is rewritten, and how many rows there are", async () => {
  const risk = async (...operations: object[]): Promise<any> => {
    const [row] = await people.sql("select specql_governance.risk_of($1) as risk", [
      JSON.stringify(
        operations.map((operation) => ({ schema: "shop", table: "things", ...operation })),
      ),
    ]);
    return row!["risk"];
  };
  expect(await risk({ op: "drop_column", column: "old" })).toMatchObject({
    destructive: true,
    rewrites: false,
    rows: 1,
  });
  expect(await risk({ op: "alter_column_type", column: "age", type: "bigint" })).toMatchObject({
    destructive: false,
    rewrites: true,
    rows: 1,
  });
  expect(
    await risk({ op: "alter_column_type", column: "name", type: "varchar(80)" }),
  ).toMatchObject({ rewrites: false, rows: 0, reasons: [] });
  expect(
    await risk({ op: "alter_column_type", column: "name", type: "varchar(20)" }),
  ).toMatchObject({ rewrites: true });
  expect(await risk({ op: "alter_column_type", column: "name", type: "text" })).toMatchObject({
    rewrites: false,
  });
  expect(await risk({ op: "add_column", column: { name: "n", type: "text" } })).toMatchObject({
    destructive: false,
    rewrites: false,
  });
  expect(await risk({ op: "drop_table" })).toMatchObject({ destructive: true, rows: 1 });
  expect(await risk({ op: "drop_table", table: "not_there" })).toMatchObject({
    destructive: false,
    rows: 0,
  });
});
