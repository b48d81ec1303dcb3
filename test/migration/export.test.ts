/** An approved change goes into a real graphile-migrate project, is committed there, and builds another database. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { applySchemaRequest, outsideRunner } from "../../src/database/run-steps.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { changeRequest, peopleOf, refusal, tableRequest } from "./support.ts";

const database = await testDatabase();
afterAll(() => database.drop());
const people = peopleOf(database);
const exported = (id: string): Promise<string> =>
  people.call("specql_author", "ann", "export_migration", { request_id: id });
const requests: string[] = [];

beforeAll(async () => {
  await people.sql("grant create, usage on schema public to specql_owner");
  const table = (await people.applied(
    tableRequest(
      "carried",
      [{ name: "code", type: "VARCHAR(20)", comment: "a\n--!include x\n:DATABASE_NAME" }],
      {
        indexes: [{ columns: ["code"], name: "carried_code" }],
      },
    ),
  )) as any;
  await people.sql("insert into public.carried (code) values ('a'), ('b')");
  const change = (await people.approved(
    changeRequest("carried", [
      {
        op: "add_column",
        column: {
          name: "token",
          type: "uuid",
          nullable: false,
          default: { kind: "call", text: "gen_random_uuid()" },
        },
      },
      { op: "add_constraint", constraint: { kind: "unique", columns: ["code"] } },
      { op: "set_not_null", column: "code" },
      { op: "create_index", index: { columns: ["token"], name: "carried_token" } },
    ]),
  )) as any;
  requests.push(table.id, change.id);
});

test("only what is approved is exported, and always as the same text", async () => {
  const row = await people.submit(tableRequest("not_yet"));
  expect(await refusal(exported(row["id"]))).toMatchObject({ code: "SG527" });
  const before = await exported(requests[1]!);
  expect(before.startsWith(`-- specql request ${requests[1]} `)).toBe(true);
  expect(before).not.toMatch(/^--!|:DATABASE_/m);
  const runner = { ...people.admin, runOutside: outsideRunner(database.pool) };
  expect(await applySchemaRequest(runner, requests[1]!)).toMatchObject({
    row: { status: "migrated" },
  });
  expect(await exported(requests[1]!)).toBe(before);
  // Where it was applied it changes nothing, and locks nothing that is large.
  const print = `select specql_governance.fingerprint('public', 'carried') as print`;
  const [first] = await people.sql(print);
  await people.sql(`begin; ${before} commit;`);
  expect(await people.sql(print)).toEqual([first]);
});

test("a large table is not indexed inside of the transaction", async () => {
  await people.applied(tableRequest("large", [{ name: "n", type: "INTEGER" }]));
  await people.sql("insert into public.large (n) select g from generate_series(1, 10001) as g");
  const { id } = (await people.approved(
    changeRequest("large", [{ op: "create_index", index: { columns: ["n"] } }]),
  )) as any;
  const text = await exported(id);
  expect(await refusal(people.sql(`begin; ${text} commit;`))).toMatchObject({
    code: "SG524",
    hint: expect.stringContaining("create index concurrently"),
  });
  await people.sql("rollback");
});

describeOnPostgres("in a project", () => {
  test(
    "it is committed, and another database is built with it",
    { tags: ["slow"], timeout: 120_000 },
    async () => {
      const provided = inject("testDatabase");
      if (provided.kind !== "postgresql") throw new Error("unreachable");
      const address = (suffix: string): string => {
        const url = new URL(provided.adminUrl);
        url.pathname = `/${provided.prefix}export_${process.pid}${suffix}`;
        return url.href;
      };
      const root = await mkdtemp(join(tmpdir(), "specql-export-"));
      const env = {
        PATH: process.env["PATH"],
        DATABASE_URL: address(""),
        SHADOW_DATABASE_URL: address("_shadow"),
        ROOT_DATABASE_URL: provided.adminUrl,
      };
      const run = async (...args: string[]): Promise<void> => {
        const cli = fileURLToPath(
          new URL("../../node_modules/graphile-migrate/dist/cli.js", import.meta.url),
        );
        await promisify(execFile)(process.execPath, [cli, ...args], { cwd: root, env });
      };
      const admin = new pg.Client({ connectionString: provided.adminUrl });
      await admin.connect();
      try {
        await mkdir(join(root, "migrations/committed"), { recursive: true });
        await symlink("../current.sql", join(root, "migrations/current.sql"));
        await writeFile(
          join(root, ".gmrc"),
          '{ "migrationsFolder": "./migrations", "pgSettings": { "search_path": "pg_catalog" } }',
        );
        await run("reset", "--erase");
        const texts = [await exported(requests[0]!), await exported(requests[1]!)];
        await writeFile(join(root, "current.sql"), texts.join("\n"));
        await run("commit", "--message", "carried");
        const [committed] = await readdir(join(root, "migrations/committed"));
        expect(await readFile(join(root, "migrations/committed", committed!), "utf8")).toContain(
          texts[1]!.trim(),
        );
        const built = new pg.Client({ connectionString: address("") });
        await built.connect();
        try {
          const columns = `select attname, format_type(atttypid, atttypmod) as type, attnotnull, col_description(attrelid, attnum) as comment
          from pg_attribute where attrelid = 'public.carried'::regclass and attnum > 0 order by 1`;
          const indexes =
            "select indexrelid::regclass::text as name, indisvalid, indisunique from pg_index where indrelid = 'public.carried'::regclass order by 1";
          expect((await built.query(columns)).rows).toEqual(await people.sql(columns));
          expect((await built.query(indexes)).rows).toEqual(await people.sql(indexes));
        } finally {
          await built.end();
        }
      } finally {
        for (const suffix of ["", "_shadow"]) {
          await admin.query(
            `drop database if exists "${new URL(address(suffix)).pathname.slice(1)}" with (force)`,
          );
        }
        await admin.end();
        await rm(root, { recursive: true, force: true });
      }
    },
  );
});
