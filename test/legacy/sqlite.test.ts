import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { readPatternLibrary } from "../../src/legacy/pattern-library.ts";
import { openSqlite } from "../../src/legacy/sqlite-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "specql-sqlite-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A database file made by some statements. */
function made(sql: string): string {
  const name = join(folder, `${(count += 1)}.db`);
  const database = new DatabaseSync(name);
  database.exec(sql);
  database.close();
  return name;
}

/** All rows of a file, by table. */
async function read(name: string): Promise<Record<string, unknown[]>> {
  const file = await openSqlite(name);
  try {
    return Object.fromEntries(file.tables.map((table) => [table.name, [...file.rows(table)]]));
  } finally {
    await file.close();
  }
}

const refusal = async (attempt: Promise<unknown>): Promise<{ code: string; message: string }> =>
  await attempt.then(
    () => expect.fail("it was not refused"),
    (error: { code: string; message: string }) => error,
  );

describe("openSqlite", () => {
  it("reads every kind of value, and names that break things elsewhere", async () => {
    const name = made(`
      create table "o'dd ""na;me" ("__proto__" text, "a b" integer, n real, b blob, x, primary key ("a b", n));
      insert into "o'dd ""na;me" values
        ('p', 9007199254740993, 1e999, x'00ff', null), ('q', -5, 0.1, 'text', 'it''s "quoted"');
      insert into "o'dd ""na;me" ("a b", n, b) values (7, 2.5, cast(x'610062' as text));
    `);
    const rows = (await read(name))[`o'dd "na;me`] as { key: string; row: object }[];
    expect(rows.map(({ key, row }) => [key, Object.entries(row)])).toEqual([
      [
        "9007199254740993/Infinity",
        [
          ["__proto__", "p"],
          ["a b", "9007199254740993"],
          ["n", "Infinity"],
          ["b", { $base64: "AP8=" }],
          ["x", null],
        ],
      ],
      [
        "-5/0.1",
        [
          ["__proto__", "q"],
          ["a b", -5],
          ["n", 0.1],
          ["b", "text"],
          ["x", `it's "quoted"`],
        ],
      ],
      [
        "7/2.5",
        [
          ["__proto__", null],
          ["a b", 7],
          ["n", 2.5],
          ["b", { $base64: Buffer.from("a\0b").toString("base64") }],
          ["x", null],
        ],
      ],
    ]);
  });

  it("gives no key where none is declared, and counts generated columns", async () => {
    const name = made(
      "create table t (a integer, b as (a * 2)); insert into t (a) values (3); create view v as select 1;",
    );
    expect(await read(name)).toEqual({ t: [{ key: undefined, row: { a: 3, b: 6 } }] });
  });

  it("names virtual tables and does not read them", async () => {
    const name = made(
      "create virtual table words using fts5(body); insert into words values ('x'); create table t (a);",
    );
    const file = await openSqlite(name);
    expect(file.tables.map((table) => table.name)).toEqual(["t"]);
    expect(file.skipped).toContain("words");
    await file.close();
  });

  it("reads what stands in a write-ahead log only, and leaves file and log as they were", async () => {
    const name = join(folder, "wal.db");
    const database = new DatabaseSync(name);
    database.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (a);");
    database.exec("insert into t values (1), (2)");
    // Copied while it is open: nothing was written back yet.
    const moved = join(folder, "moved.db");
    copyFileSync(name, moved);
    copyFileSync(`${name}-wal`, `${moved}-wal`);
    database.close();

    const before = [readFileSync(moved), readFileSync(`${moved}-wal`)];
    chmodSync(moved, 0o444);
    expect(Object.keys((await read(moved))["t"] ?? {})).toHaveLength(2);
    expect([readFileSync(moved), readFileSync(`${moved}-wal`)]).toEqual(before);
    expect(existsSync(`${moved}-shm`)).toBe(false);

    // Without its log the table is not there: the log was honoured, and not something else read.
    rmSync(`${moved}-wal`);
    expect((await refusal(read(moved))).code).toBe("SG131");
  });

  it("writes nothing beside a file", async () => {
    const name = made("create table t (a); insert into t values (1);");
    const before = statSync(name).mtimeMs;
    await read(name);
    expect(statSync(name).mtimeMs).toBe(before);
    expect(existsSync(`${name}-wal`) || existsSync(`${name}-journal`)).toBe(false);
  });

  it("reads rows as they are asked for", async () => {
    const name = made(
      "create table t (a); with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000) insert into t select i from n;",
    );
    const file = await openSqlite(name);
    const table = file.tables[0]!;
    expect(table.rows).toBe(200_000);
    let seen = 0;
    for (const { row } of file.rows(table)) {
      seen += Number(row["a"]);
      if (seen >= 6) break;
    }
    expect(seen).toBe(6);
    await file.close();
  });

  it.each([
    ["an empty file", () => Buffer.alloc(0), "empty"],
    ["text", () => Buffer.from("patterns:\n  - a\n"), "no SQLite"],
    ["the first bytes alone", () => Buffer.from("SQLite format 3\0"), "."],
  ])("refuses %s", async (_what, bytes, says) => {
    const name = join(folder, `${(count += 1)}.db`);
    writeFileSync(name, bytes());
    const error = await refusal(openSqlite(name));
    expect(error.code).toBe("SG131");
    expect(error.message).toContain(says);
  });

  it("refuses a file without tables, a missing one and a directory", async () => {
    expect((await refusal(openSqlite(made("pragma user_version = 7;")))).message).toContain(
      "no tables",
    );
    expect((await refusal(openSqlite(join(folder, "nowhere.db")))).code).toBe("SG291");
    expect((await refusal(openSqlite(folder))).code).toBe("SG131");
  });

  it("refuses a value that nobody can hold, though the file is small", async () => {
    const name = made(
      "create table t (a, b as (zeroblob(500000000))); insert into t (a) values (1);",
    );
    const error = await refusal(read(name));
    expect(error).toMatchObject({
      code: "SG131",
      message: expect.stringContaining("a value in t"),
    });
  });

  it("refuses a damaged file before it gives any row", async () => {
    const name = made(
      "create table t (a text, b text); create index i on t (a); with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000) insert into t select 'row ' || i, hex(randomblob(50)) from n;",
    );
    const bytes = readFileSync(name);
    bytes.fill(0x41, 8192, 12_288);
    writeFileSync(name, bytes);
    expect((await refusal(openSqlite(name))).code).toBe("SG131");
    // Cut off in the middle.
    writeFileSync(name, bytes.subarray(0, 20_000));
    expect((await refusal(openSqlite(name))).code).toBe("SG131");
  });
});

describe("readPatternLibrary", () => {
  it("is told apart from other databases, and from an empty library", async () => {
    const other = await refusal(
      readPatternLibrary(made("create table people (id); insert into people values (1);")),
    );
    expect(other).toMatchObject({
      code: "SG131",
      message: expect.stringContaining("no pattern library"),
    });
    const empty = await refusal(
      readPatternLibrary(made("create table domain_patterns (domain_pattern_id, pattern_name);")),
    );
    expect(empty).toMatchObject({ code: "SG131", message: expect.stringContaining("is empty") });
  });

  it("hands over every table, whoever planned it", async () => {
    const name = made(
      "create table languages (language_id integer primary key, language_name text, odd text); insert into languages values (4, 'x', 'y'); create table extra (a); insert into extra values (1);",
    );
    const { document, hash } = await readPatternLibrary(name);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(document).toEqual({
      tables: {
        languages: {
          columns: ["language_id", "language_name", "odd"],
          rows: [{ $key: "4", $value: { language_id: 4, language_name: "x", odd: "y" } }],
        },
        extra: { columns: ["a"], rows: [{ $value: { a: 1 } }] },
      },
    });
  });

  it("refuses a library that is too large for one import", async () => {
    const name = made(
      "create table languages (language_id integer primary key, language_name text); insert into languages select 1, hex(zeroblob(13000000));",
    );
    expect((await refusal(readPatternLibrary(name))).message).toContain("more than");
  });
});
