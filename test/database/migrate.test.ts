import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, pendingMigrations } from "../../src/database/migrate.ts";
import { testDatabase, type TestDatabase } from "../support/database.ts";
import { child, nextMessage, temporaryFolder } from "./support.ts";

// Also deep in graphile-migrate: what our files are signed with.
const { calculateHash } = createRequire(import.meta.url)("graphile-migrate/dist/hash.js") as {
  calculateHash: (body: string, previous: string) => string;
};

const committed = fileURLToPath(new URL("../../migrations/committed", import.meta.url));

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files: string[];
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  await cp(committed, join(folder.path, "committed"), { recursive: true });
  files = (await readdir(committed)).filter((name) => name.endsWith(".sql")).toSorted();
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

describe("migrating", () => {
  it("does nothing where nothing is pending", async () => {
    expect(await migrate(database)).toEqual([]);
    expect(await pendingMigrations(database)).toEqual({ applied: files, pending: [] });
  });

  it("runs what has come since, once, with its place in the chain checked", async () => {
    const previous = await lastHash();
    const body = "create schema migrated;\n";
    const name = "000900-later.sql";
    await write(
      name,
      `--! Previous: ${previous}\n--! Hash: ${calculateHash(body, previous)}\n\n${body}`,
    );
    expect((await pendingMigrations(database, folder.path)).pending).toEqual([name]);
    expect(await migrate(database, folder.path)).toEqual([name]);
    expect(await migrate(database, folder.path)).toEqual([]);
    const { rows } = await database.pool.query(
      "select to_regnamespace('migrated') is not null as there",
    );
    expect(rows).toEqual([{ there: true }]);
  });

  it("refuses a file that was tampered with, and one that fails, and undoes it", async () => {
    const previous = /--! Hash: (.*)/.exec(
      await readFile(join(folder.path, "committed", "000900-later.sql"), "utf8"),
    )![1]!;
    const name = "000901-bad.sql";
    await write(
      name,
      `--! Previous: ${previous}\n--! Hash: sha1:0000\n\ncreate schema tampered;\n`,
    );
    await expect(migrate(database, folder.path)).rejects.toMatchObject({
      code: "SG909",
      detail: expect.stringContaining("does not match"),
    });
    const body = "create schema half; select 1 / 0;\n";
    await write(
      name,
      `--! Previous: ${previous}\n--! Hash: ${calculateHash(body, previous)}\n\n${body}`,
    );
    await expect(migrate(database, folder.path)).rejects.toMatchObject({ code: "SG909" });
    const { rows } = await database.pool.query(
      "select to_regnamespace('half') is null and to_regnamespace('tampered') is null as clean",
    );
    expect(rows).toEqual([{ clean: true }]);
    // The session is as it was.
    const path = await database.pool.query("show search_path");
    expect(path.rows[0].search_path).not.toBe("pg_catalog");
  });
});

it("finds the package's migrations from any directory", async () => {
  const away = await temporaryFolder();
  try {
    const answer = await nextMessage<{ applied: string[]; pending: string[] }>(
      child("./migrator.child.ts", [join(away.path, "data")], away.path),
    );
    expect(answer).toEqual({ applied: files, pending: [] });
  } finally {
    await away.remove();
  }
});

async function lastHash(): Promise<string> {
  const last = files.at(-1);
  if (last === undefined) return "-";
  return /--! Hash: (.*)/.exec(await readFile(join(committed, last), "utf8"))![1]!;
}

async function write(name: string, content: string): Promise<void> {
  await mkdir(join(folder.path, "committed"), { recursive: true });
  await writeFile(join(folder.path, "committed", name), content);
}
