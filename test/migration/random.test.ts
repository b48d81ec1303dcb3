/** Random requests: up, down and up again lead to the same, and a second run changes nothing. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { databaseKind, rolledBack, testDatabase } from "../support/database.ts";
import { randomChange } from "./random-change.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const runs = Number(
  process.env["SPECQL_RANDOM_REQUESTS"] ?? (databaseKind === "postgresql" ? 100 : 10),
);

test(`${runs} random requests are proven`, { tags: ["slow"], timeout: 1_200_000 }, async () => {
  const kinds = new Set<string>();
  await rolledBack(database.pool, async (client) => {
    await client.query("set local jit = off");
    await client.query("set local search_path = pg_catalog, pg_temp");
    await client.query("set local client_min_messages = error");
    await fc.assert(
      fc.asyncProperty(randomChange, async ({ setUp, operations }) => {
        await client.query("savepoint one");
        try {
          for (const statement of setUp) await client.query(statement);
          const { rows } = await client.query(
            `select specql_governance.prove_operations($1) as proof, specql_governance.write_operations($1) as written`,
            [JSON.stringify(operations)],
          );
          const { proof, written } = rows[0];
          expect(proof.problems).toEqual([]);
          expect(proof.proven).toBe(true);
          expect(proof.prints.third).toEqual(proof.prints.first);
          expect(proof.prints.second_run).toEqual(proof.prints.first);
          expect(proof.prints.down).toEqual(proof.prints.before);
          const bare = written.down_steps.map((step: { plain: string }) =>
            step.plain.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ""),
          );
          expect(bare.join("\n")).not.toMatch(/cascade/i);
          for (const operation of operations as { op: string }[]) kinds.add(operation.op);
        } finally {
          await client.query("rollback to savepoint one");
        }
      }),
      { numRuns: runs },
    );
    const { rows } = await client.query(
      "select nspname from pg_namespace where nspname like 'specql\\_proof\\_%'",
    );
    expect(rows).toEqual([]);
  });
  // A hundred of them hold every kind; ten need not.
  if (runs >= 100) {
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining([
        "add_column",
        "add_constraint",
        "alter_column_type",
        "create_index",
        "create_table",
        "drop_column",
        "drop_table",
        "rename_column",
        "set_comment",
      ]),
    );
  }
});
