/**
 * The `db/` tree says what is, the migrations say how to get there: both must build the same database.
 */
import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRegistryYaml } from "../src/legacy/read.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";

const DB = fileURLToPath(new URL("../db/", import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** Every definition of our schemas, as PostgreSQL prints it. */
const FINGERPRINT = `
  select 'function ' || p.oid::regprocedure::text as name,
    -- An aggregate is told by its parts, which are functions.
    case when p.prokind = 'a' then a.aggtransfn::text || coalesce(a.agginitval, '') else pg_get_functiondef(p.oid) end
      || coalesce(obj_description(p.oid, 'pg_proc'), '') || coalesce(p.proacl::text, '') as body
  from pg_proc as p left join pg_aggregate as a on a.aggfnoid = p.oid
  where p.pronamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)'
  union all
  select 'view ' || c.oid::regclass::text,
    pg_get_viewdef(c.oid) || coalesce(obj_description(c.oid, 'pg_class'), '') || coalesce(c.relacl::text, '')
  from pg_class as c
  where c.relkind = 'v' and c.relnamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)'
  union all
  select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass, pg_get_triggerdef(t.oid) || t.tgenabled::text
  from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
  where not t.tgisinternal and not c.relispartition and c.relnamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)'
  union all
  select 'column ' || a.attrelid::regclass || '.' || a.attname,
    format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || a.attidentity::text || a.attgenerated::text
      || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(col_description(a.attrelid, a.attnum), '')
  from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p')
    left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and not c.relispartition and c.relnamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)'
  union all
  select 'constraint ' || k.conname || ' on ' || k.conrelid::regclass,
    pg_get_constraintdef(k.oid) || coalesce(obj_description(k.oid, 'pg_constraint'), '')
  from pg_constraint as k
  where k.connamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)' and k.conrelid <> 0
    and not exists (select from pg_class as c where c.oid = k.conrelid and c.relispartition)
  union all
  select 'index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
  from pg_index as i join pg_class as c on c.oid = i.indrelid
  where c.relnamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)' and not c.relispartition
  order by 1`;

async function sqlFiles(): Promise<string[]> {
  const entries = await readdir(`${DB}0_schema`, { recursive: true });
  return entries.filter((name) => name.endsWith(".sql")).toSorted();
}

/** The includes of every migration, newest definition last, in the order in which they first appear. */
async function includeOrder(): Promise<string[]> {
  const folder = fileURLToPath(new URL("../migrations/committed/", import.meta.url));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  const texts = [
    ...names.map((name) => folder + name),
    fileURLToPath(new URL("../current.sql", import.meta.url)),
  ];
  const order: string[] = [];
  for (const path of texts) {
    const text = readFileSync(path, "utf8");
    for (const match of text.matchAll(/^--! ?[Ii]nclude(?:d)? (\S+\.sql)$/gmu)) {
      if (match[1] !== undefined && !order.includes(match[1])) {
        order.push(match[1]);
      }
    }
  }
  return order;
}

test("every file of the tree is in a migration", async () => {
  const order = await includeOrder();
  const files = (await sqlFiles()).map((name) => `0_schema/${name}`);
  expect(files.filter((name) => !order.includes(name))).toEqual([]);
});

/**
 * Runs every file of the tree. A later migration may have given an early file something new to call,
 * so a file that cannot run yet comes again once others have.
 */
async function runTree(client: pg.PoolClient): Promise<void> {
  // What a migration dropped again has no file any more; the comparison shows that it is gone.
  let waiting = (await includeOrder()).filter((name) => existsSync(DB + name));
  while (waiting.length > 0) {
    const failed: { name: string; error: unknown }[] = [];
    for (const name of waiting) {
      await client.query("savepoint file");
      try {
        await client.query(readFileSync(DB + name, "utf8"));
      } catch (error) {
        await client.query("rollback to savepoint file");
        failed.push({ name, error });
      }
    }
    if (failed.length === waiting.length) {
      throw new Error(`${failed[0]?.name} does not run`, { cause: failed[0]?.error });
    }
    waiting = failed.map(({ name }) => name);
  }
}

test("the tree alone builds the database that the migrations build", async () => {
  const client = await database.pool.connect();
  const before = (await client.query(FINGERPRINT)).rows;
  expect(before.length).toBeGreaterThan(300);
  await client.query("begin");
  try {
    const schemas = await client.query<{ list: string }>(
      "select string_agg(nspname, ', ') as list from pg_namespace where nspname ~ '^(app|common|memory|network|specql_)'",
    );
    await client.query(`drop schema ${schemas.rows[0]?.list ?? ""} cascade`);
    await client.query("set local role specql_owner");
    await runTree(client);
    await client.query("reset role");
    const after = (await client.query(FINGERPRINT)).rows;
    expect(after).toEqual(before);
    // And once more over itself: every file is re-runnable.
    await client.query("set local role specql_owner");
    await runTree(client);
    await client.query("reset role");
    expect((await client.query(FINGERPRINT)).rows).toEqual(before);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("the tree keeps the rules that it enforces", async () => {
  const client = await database.pool.connect();
  const document = readRegistryYaml(readFileSync(`${DB}registry.yaml`, "utf8"), "db/registry.yaml");
  const paths = (await sqlFiles()).map((name) => `db/0_schema/${name}`);
  await client.query("begin");
  try {
    const imported = await client.query("select app.import_registry($1::jsonb) as report", [
      JSON.stringify(document),
    ]);
    expect(imported.rows[0].report.written).toBe(true);
    const problems = await client.query("select * from app.check_layout($1)", [paths]);
    expect(problems.rows).toEqual([]);
    const broken = await client.query("select code, rule from app.check_layout($1)", [
      [
        ...paths,
        "db/0_schema/01_write_side/011_core/0111_registry/01111_domain/011121_tb_elsewhere.sql",
      ],
    ]);
    expect(broken.rows.map((row) => row.rule)).toEqual(expect.arrayContaining(["parent", "twice"]));
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("each header line names the file's own code", async () => {
  for (const name of await sqlFiles()) {
    const code = /(?<code>[0-9A-F]{6})_[a-z]+_[^/]*$/u.exec(name)?.groups?.["code"];
    const first = readFileSync(`${DB}0_schema/${name}`, "utf8").split("\n", 1)[0];
    expect(first, name).toMatch(new RegExp(`^-- ${code ?? "?"}  \\S`, "u"));
  }
});
