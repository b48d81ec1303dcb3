/**
 * (m) What a proof takes: a new table of twenty columns, and a change of a table with rows that has
 * neighbours. With SPECQL_RANDOM_REQUESTS the tests try as many random requests as one wants.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { openDatabase } from "../src/database/open.ts";
import { migrate } from "../src/database/migrate.ts";
import { applyCurrentMigration } from "../test/support/current-migration.ts";
import { readFile } from "node:fs/promises";
import type { Bench } from "./support/figures.ts";

const column = (name: string, place: number): object => ({
  name,
  type: ["text", "integer", "timestamptz", "jsonb", "numeric(10,2)"][place % 5],
  nullable: place % 2 === 0,
});
const create = [
  {
    op: "create_table",
    schema: "shop",
    table: "wide",
    columns: [
      {
        name: "id",
        type: "uuid",
        primary_key: true,
        default: { kind: "call", text: "gen_random_uuid()" },
      },
      {
        name: "owner_id",
        type: "bigint",
        references: { schema: "shop", table: "owners", column: "id" },
      },
      ...Array.from({ length: 18 }, (_, place) => column(`c${place}`, place)),
    ],
  },
  { op: "create_index", schema: "shop", table: "wide", index: { columns: ["owner_id"] } },
  { op: "create_index", schema: "shop", table: "wide", index: { columns: ["c0", "c1"] } },
];
const change = [
  {
    op: "add_column",
    schema: "shop",
    table: "things",
    column: {
      name: "token",
      type: "uuid",
      nullable: false,
      default: { kind: "call", text: "gen_random_uuid()" },
    },
  },
  { op: "alter_column_type", schema: "shop", table: "things", column: "age", type: "bigint" },
  { op: "create_index", schema: "shop", table: "things", index: { columns: ["name"] } },
];

/** Runs (m). */
export const proof: Bench = async (context) => {
  const { adminUrl, runs } = context;
  const name = `specql_bench_${randomBytes(4).toString("hex")}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const file of ["extensions", "roles"]) {
      await client.query(await readFile(new URL(`../db/${file}.sql`, import.meta.url), "utf8"));
    }
    const database = await openDatabase(
      { databaseUrl: url.href, dataDir: ".", poolSize: 2 },
      { requireMigrated: false },
    );
    try {
      await migrate(database);
      await applyCurrentMigration(database.pool);
    } finally {
      await database.close();
    }
    await client.query(`
      create schema shop;
      create table shop.owners (id bigint primary key);
      create table shop.things (id bigint generated always as identity primary key, name text, age integer check (age > 0),
        owner_id bigint references shop.owners (id));
      create table shop.parts (id bigint primary key, thing_id bigint references shop.things (id));
      insert into shop.things (name, age) select 'n' || g, g from generate_series(1, 1000) as g;
      set jit = off;
      set plan_cache_mode = force_generic_plan`);
    const time = async (operations: object[]): Promise<number> => {
      const began = performance.now();
      const { rows } = await client.query<{ proof: { proven: boolean; problems: unknown } }>(
        "select specql_governance.prove_operations($1) as proof",
        [JSON.stringify(operations)],
      );
      if (rows[0]?.proof.proven !== true) throw new Error(JSON.stringify(rows[0]?.proof.problems));
      return performance.now() - began;
    };
    const created: number[] = [];
    const changed: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const figures = [await time(create), await time(change)] as const;
      context.log(`(m) ${figures.map((ms) => ms.toFixed(0)).join(", ")} ms: a new table, a change`);
      // The first run reads the functions.
      if (run > 0) {
        created.push(figures[0]);
        changed.push(figures[1]);
      }
    }
    return [
      {
        what: "(m) proof of a new table of 20 columns with two indexes and a foreign key",
        target: { bound: "below", value: 300 },
        values: created,
        unit: "ms",
      },
      {
        what: "(m) proof of three changes of a table with rows and two neighbours",
        target: { bound: "below", value: 300 },
        values: changed,
        unit: "ms",
      },
    ];
  } finally {
    await client.end();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
};
