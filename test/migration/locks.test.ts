/**
 * The locks and rewrites that a proof reports are those that were measured on PostgreSQL 15 in the schema of
 * policy-fixture.sql: once for the measuring itself, with every measured statement, and once for what the
 * generator writes, measured and as stated for tables that are too large to try.
 */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const design = (name: string): URL => new URL(`../../../shared/design/${name}`, import.meta.url);
const there = existsSync(design("policy-rules.json")) && existsSync(design("policy-fixture.sql"));
if (!there) console.warn("SKIPPED: the measured locks are not beside this checkout");

interface Measured {
  readonly strongest_lock: Record<string, string>;
  readonly rewrites: string[];
}
interface Rule {
  readonly id: string;
  readonly example_trigger: string;
  readonly measured_pg15?: Measured;
}

// The fixture's schema has the name of ours, so here it is called fx.
const moved = (text: string): string =>
  text.replaceAll(/\bapp\./g, "fx.").replaceAll(/\bSCHEMA app\b/g, "SCHEMA fx");
const fixture = (): string =>
  moved(readFileSync(design("policy-fixture.sql"), "utf8"))
    .replace(/^DROP SCHEMA.*$/m, "")
    .replace(/^DO \$\$.*$/gm, "");
const rules = (): Rule[] =>
  (
    JSON.parse(moved(readFileSync(design("policy-rules.json"), "utf8"))) as { rules: Rule[] }
  ).rules.filter((rule) => rule.measured_pg15 !== undefined);

test.skipIf(/* ../shared is not everywhere */ !there)(
  "what each measured statement takes, measured by us",
  { tags: ["slow"], timeout: 120_000 },
  async () => {
    const client = await database.pool.connect();
    try {
      // Committed, so that their creation's locks are gone.
      await client.query(fixture());
      const found: string[] = [];
      const wanted: string[] = [];
      for (const { id, example_trigger, measured_pg15 } of rules()) {
        await client.query("begin");
        const tables = `select array_agg(c.oid) from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'fx' and c.relkind in ('r', 'p', 'm')`;
        const { rows: before } = await client.query(
          `select specql_governance.storage_of((${tables})) as files`,
        );
        await client.query(example_trigger);
        const { rows: after } = await client.query(
          `select specql_governance.held_locks() as locks, specql_governance.storage_of($1::oid[]) as files`,
          [Object.keys(before[0].files).length === 0 ? [] : await oidsOf(client, tables)],
        );
        await client.query("rollback");
        const rewrites = Object.entries<[string, string]>(before[0].files)
          .filter(
            ([oid, [node]]) => after[0].files[oid] !== undefined && after[0].files[oid][0] !== node,
          )
          .map(([, [, name]]) => name)
          .sort();
        const known = new Set(
          Object.values<[string, string]>(before[0].files).map(([, name]) => name),
        );
        const locks = Object.fromEntries(
          Object.entries<string>(after[0].locks)
            .filter(([name]) => known.has(name))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        );
        found.push(JSON.stringify({ id, locks, rewrites }));
        wanted.push(
          JSON.stringify({
            id,
            locks: Object.fromEntries(
              Object.entries(measured_pg15!.strongest_lock).sort(([a], [b]) => (a < b ? -1 : 1)),
            ),
            rewrites: [...measured_pg15!.rewrites].sort(),
          }),
        );
      }
      expect(found).toEqual(wanted);
      expect(found.length).toBeGreaterThan(40);
    } finally {
      await client.query(
        "drop schema if exists fx cascade; drop schema if exists crm cascade; drop schema if exists legacy cascade",
      );
      client.release();
    }
  },
);

async function oidsOf(
  client: { query: (text: string) => Promise<{ rows: any[] }> },
  tables: string,
): Promise<number[]> {
  const { rows } = await client.query(`select (${tables})::text[] as ids`);
  return rows[0].ids.map(Number);
}

/** What the generator writes for an example, on a table that it believes empty. */
const operations: Record<string, object[]> = {
  CON07: [
    {
      op: "add_constraint",
      table: "users",
      not_valid: true,
      constraint: { kind: "check", name: "ck_users_a", expression: "age > 0" },
    },
  ],
  NAM13: [
    {
      op: "add_constraint",
      table: "users",
      not_valid: true,
      constraint: { kind: "check", expression: "age > 0" },
    },
  ],
  TBL07: [{ op: "set_comment", table: "users", comment: "x".repeat(50) }],
  TYP09: [{ op: "add_column", table: "users", column: { name: "meta", type: "json" } }],
  CON03: [
    {
      op: "create_table",
      table: "k3",
      columns: [
        { name: "id", type: "uuid", primary_key: true },
        {
          name: "org_id",
          type: "bigint",
          references: { schema: "fx", table: "orgs", column: "id", on_delete: "cascade" },
        },
      ],
    },
  ],
  LCK01: [
    { op: "create_index", table: "users", index: { name: "idx_users_n", columns: ["note"] } },
  ],
  LCK05: [
    {
      op: "add_column",
      table: "users",
      column: { name: "token", type: "uuid", default: { kind: "call", text: "gen_random_uuid()" } },
    },
  ],
  LCK06: [
    {
      op: "add_column",
      table: "users",
      column: { name: "flag", type: "boolean", default: { kind: "literal", value: "false" } },
    },
  ],
  LCK07: [
    {
      op: "add_column",
      table: "users",
      column: { name: "lname", type: "text", generated: "lower(email)" },
    },
  ],
  LCK11: [{ op: "alter_column_type", table: "users", column: "age", type: "bigint" }],
  LCK12: [{ op: "alter_column_type", table: "orgs", column: "id", type: "int" }],
  LCK13: [{ op: "alter_column_type", table: "users", column: "email", type: "varchar(400)" }],
  LCK14: [
    {
      op: "add_constraint",
      table: "logs",
      constraint: {
        kind: "foreign_key",
        name: "fk_l",
        columns: ["org_id"],
        references: { schema: "fx", table: "orgs", columns: ["id"] },
      },
    },
  ],
  LCK16: [
    {
      op: "add_constraint",
      table: "users",
      constraint: { kind: "unique", name: "uk_users_name", columns: ["name"] },
    },
  ],
  LCK17: [
    { op: "add_constraint", table: "logs", constraint: { kind: "primary_key", columns: ["id"] } },
  ],
  DES02: [{ op: "drop_column", table: "users", column: "note" }],
  DES08: [{ op: "drop_not_null", table: "orgs", column: "name" }],
  DES09: [{ op: "drop_constraint", table: "users", name: "users_org_fk" }],
  DES10: [{ op: "drop_constraint", table: "old_sessions", name: "old_sessions_pkey" }],
  CMP01: [{ op: "rename_column", table: "users", column: "note", new_name: "remark" }],
  CMP08: [
    { op: "set_default", table: "users", column: "note", default: { kind: "literal", value: "x" } },
  ],
};

test.skipIf(/* ../shared is not everywhere */ !there)(
  "what a proof reports for the same operations",
  { tags: ["slow"], timeout: 120_000 },
  async () => {
    const client = await database.pool.connect();
    try {
      await client.query(fixture());
      await client.query("set jit = off");
      const has_rows = {
        "fx.users": false,
        "fx.orgs": false,
        "fx.logs": false,
        "fx.old_sessions": false,
      };
      const measured = new Map(rules().map((rule) => [rule.id, rule.measured_pg15!]));
      const found: object[] = [];
      const wanted: object[] = [];
      for (const [id, list] of Object.entries(operations)) {
        const given = JSON.stringify(list.map((operation) => ({ schema: "fx", ...operation })));
        const { rows } = await client.query(
          `select p.proof, specql_governance.stated_locks(w.written -> 'steps', specql_governance.neighbour_models(w.written -> 'before', $1)) as stated
         from (select specql_governance.prove_operations($1, $2) as proof) as p,
           (select specql_governance.write_operations($1, $2) as written) as w`,
          [given, JSON.stringify({ has_rows })],
        );
        const { proof, stated } = rows[0];
        found.push({
          id,
          problems: proof.problems,
          from: proof.locks_from,
          locks: proof.locks,
          rewrites: [...(proof.rewrites as string[])].sort(),
          stated,
        });
        const { strongest_lock, rewrites } = measured.get(id)!;
        wanted.push({
          id,
          problems: [],
          from: "pg_locks",
          locks: strongest_lock,
          rewrites: [...rewrites].sort(),
          stated: strongest_lock,
        });
      }
      expect(found).toEqual(wanted);
    } finally {
      await client.query("reset jit");
      await client.query(
        "drop schema if exists fx cascade; drop schema if exists crm cascade; drop schema if exists legacy cascade",
      );
      client.release();
    }
  },
);
