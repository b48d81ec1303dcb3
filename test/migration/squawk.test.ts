/** An independent linter reads what the generator writes, and finds nothing that we cannot explain. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { randomChange } from "./random-change.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const binary = new URL("../../node_modules/@squawk-cli/linux-x64/bin/squawk", import.meta.url)
  .pathname;
const there = process.platform === "linux" && process.arch === "x64" && existsSync(binary);
if (!there) console.warn("SKIPPED: squawk's binary is there for linux-x64 only");

/** What squawk finds in our migrations, and why it stays. */
const allowed: Record<string, string> = {
  "prefer-bigint-over-int": "the type is what was asked for; policy has a rule of its own for it",
  "prefer-bigint-over-smallint": "as above",
  "prefer-text-field": "as above",
  "prefer-timestamp-tz": "as above",
  "ban-char-field": "as above",
  "changing-column-type":
    "was asked for; the proof says whether it rewrites, and then two people approve it",
  "ban-drop-column": "was asked for, and approved by two where there are rows",
  "ban-drop-table": "as above; going down it stands behind a count of rows",
  "renaming-column": "was asked for; policy warns of readers",
  "ban-drop-not-null": "was asked for",
  "disallowed-unique-constraint":
    "only where the table is empty; else by an index that is built concurrently",
  "constraint-missing-not-valid": "only where the table is empty",
  "adding-foreign-key-constraint": "only where the table is empty, or NOT VALID",
  "adding-not-nullable-field":
    "behind a validated check where there are rows, or with a constant default",
  "adding-required-field": "only where the table is empty",
  "adding-field-with-default":
    "a constant or stable default, which PostgreSQL 11 and later keep in the catalog",
  "require-concurrent-index-creation":
    "only where the table is empty, or created by the same migration",
  "require-concurrent-index-deletion": "only where the table is empty",
};
/** Where rows are: these would lock a table in use, so not even with a reason. */
const never = [
  "require-concurrent-index-creation",
  "require-concurrent-index-deletion",
  "disallowed-unique-constraint",
  "constraint-missing-not-valid",
  "adding-foreign-key-constraint",
  "adding-required-field",
];

interface Finding {
  readonly file: string;
  readonly rule_name: string;
  readonly level: string;
  readonly message: string;
}

function lint(files: string[]): Finding[] {
  try {
    return JSON.parse(
      execFileSync(binary, ["--reporter", "json", "--pg-version", "15", ...files], {
        encoding: "utf8",
        maxBuffer: 1 << 26,
      }),
    );
  } catch (error) {
    // It exits with 1 where it finds something.
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

test.skipIf(/* its program is for linux-x64 */ !there)(
  "nothing in random migrations but what is listed with its reason",
  { tags: ["slow"], timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "specql-squawk-"));
    try {
      const files: string[] = [];
      const withRows = new Set<string>();
      await rolledBack(database.pool, async (client) => {
        await client.query("set local jit = off");
        await client.query("set local search_path = pg_catalog, pg_temp");
        for (const [place, { setUp, operations }] of fc
          .sample(randomChange, { numRuns: 120, seed: 20261121 })
          .entries()) {
          await client.query("savepoint one");
          for (const statement of setUp) await client.query(statement);
          const { rows } = await client.query(
            "select specql_governance.write_operations($1) as written",
            [JSON.stringify(operations)],
          );
          await client.query("rollback to savepoint one");
          const { up_sql, down_sql, steps, before } = rows[0].written;
          const bare = [
            "set lock_timeout = '3s';\nset statement_timeout = '60s';",
            // Guards hide statements from a linter: here they stand bare.
            ...steps.map(
              (step: { plain: string; sql: string; tx: boolean }) =>
                (step.tx ? step.plain : step.sql) + ";",
            ),
          ].join("\n");
          for (const [name, text] of [
            ["up", up_sql],
            ["down", down_sql],
            ["bare", bare],
          ] as const) {
            const file = join(folder, `${place}-${name}.sql`);
            writeFileSync(file, text);
            files.push(file);
            if (Object.values<any>(before).some((model) => model?.has_rows) && name !== "down")
              withRows.add(file);
          }
        }
      });
      const findings = lint(files);
      // It reads, and it does find.
      expect(findings.map(({ rule_name }) => rule_name)).toEqual(
        expect.arrayContaining(["renaming-column", "ban-drop-column", "changing-column-type"]),
      );
      const strange = findings
        .filter(
          ({ file, rule_name }) =>
            !(rule_name in allowed) || (withRows.has(file) && never.includes(rule_name)),
        )
        .filter(
          ({ file, rule_name }) =>
            !(
              file.endsWith("-bare.sql") &&
              [
                "prefer-robust-stmts",
                "transaction-nesting",
                "ban-concurrent-index-creation-in-transaction",
              ].includes(rule_name)
            ),
        );
      expect(
        strange.map(
          ({ file, rule_name, message }) => `${file.split("/").pop()} ${rule_name}: ${message}`,
        ),
      ).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
