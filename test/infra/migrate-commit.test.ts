import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrateCommit } from "../../scripts/migrate-commit.ts";
import { describeOnPostgres } from "../support/database.ts";

const wrapper = fileURLToPath(new URL("../../scripts/migrate-commit.ts", import.meta.url));

/** A project of its own with the house's layout: two links and one included file. */
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "specql-project-"));
  await mkdir(join(root, "migrations/committed"), { recursive: true });
  await mkdir(join(root, "db"));
  await symlink("../current.sql", join(root, "migrations/current.sql"));
  await symlink("../db", join(root, "migrations/fixtures"));
  await writeFile(join(root, ".gmrc"), '{ "migrationsFolder": "./migrations" }');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const current = (): string => join(root, "current.sql");

describe("which databases", () => {
  test("an incomplete set of addresses is refused and nothing is started", async () => {
    const lines: string[] = [];
    const env = { DATABASE_URL: "postgres://127.0.0.1:1/x" };
    expect(await migrateCommit(["commit"], root, env, (line) => lines.push(line))).toBe(64);
    expect(lines.join()).toContain("SHADOW_DATABASE_URL and ROOT_DATABASE_URL not set");
  });

  test("anything but commit and uncommit is a usage error", async () => {
    expect(await migrateCommit(["reset"], root, {}, () => {})).toBe(64);
  });
});

describeOnPostgres("committing a migration", () => {
  const name = `specql_commit_${process.pid}`;
  let env: Record<string, string | undefined>;

  beforeEach(async () => {
    const provided = inject("testDatabase");
    if (provided.kind !== "postgresql") throw new Error("unreachable");
    const database = (suffix: string): string => {
      const url = new URL(provided.adminUrl);
      url.pathname = `/${provided.prefix}${name}${suffix}`;
      return url.href;
    };
    env = {
      PATH: process.env["PATH"],
      DATABASE_URL: database(""),
      SHADOW_DATABASE_URL: database("_shadow"),
      ROOT_DATABASE_URL: provided.adminUrl,
    };
    await runProcess(["reset", "--erase"]);
  });

  /** Runs graphile-migrate itself, to prepare. */
  async function runProcess(args: string[]): Promise<void> {
    const cli = fileURLToPath(
      new URL("../../node_modules/graphile-migrate/dist/cli.js", import.meta.url),
    );
    await promisify(execFile)(process.execPath, [cli, ...args], { cwd: root, env: { ...env } });
  }

  async function wrapped(...args: string[]): Promise<{ code: number; stderr: string }> {
    try {
      const { stderr } = await promisify(execFile)(process.execPath, [wrapper, ...args], {
        cwd: root,
        env: { ...env },
      });
      return { code: 0, stderr };
    } catch (error) {
      const { code, stderr } = error as { code: number; stderr: string };
      return { code, stderr };
    }
  }

  test("a failing commit leaves current.sql as it was, byte for byte, and its link", async () => {
    const text =
      "--! Message: one broken thing\n\n\n--!include broken.sql\n-- no newline at the end";
    await writeFile(current(), text);
    await writeFile(join(root, "db/broken.sql"), "create table public.t (id int);\nselect 1/0;\n");

    const { code, stderr } = await wrapped("commit");

    expect(code).not.toBe(0);
    expect(stderr).toContain("as they were");
    expect(await readFile(current(), "utf8")).toBe(text);
    expect((await lstat(current())).isSymbolicLink()).toBe(false);
    expect(await readlink(join(root, "migrations/current.sql"))).toBe("../current.sql");
    expect(await readdir(join(root, "migrations/committed"))).toEqual([]);
  });

  test("a commit writes a file that everybody may read; uncommit brings the includes back", async () => {
    await writeFile(current(), "--!include fine.sql\n");
    await writeFile(join(root, "db/fine.sql"), "create table if not exists public.t (id int);\n");

    expect((await wrapped("commit", "--message", "one fine thing")).code).toBe(0);
    const file = join(root, "migrations/committed/000001-one-fine-thing.sql");
    expect((await lstat(file)).mode & 0o777).toBe(0o444);
    expect(await readFile(file, "utf8")).toContain("create table if not exists public.t");
    expect(await readFile(current(), "utf8")).not.toContain("fine.sql");

    expect((await wrapped("uncommit")).code).toBe(0);
    expect(await readFile(current(), "utf8")).toContain("--!include fine.sql");
    expect(await readdir(join(root, "migrations/committed"))).toEqual([]);
  });

  test("a failing uncommit keeps the committed migration", async () => {
    await writeFile(current(), "--!include fine.sql\n");
    await writeFile(join(root, "db/fine.sql"), "create table if not exists public.t (id int);\n");
    expect((await wrapped("commit")).code).toBe(0);
    const before = await readFile(join(root, "migrations/committed/000001.sql"), "utf8");
    await writeFile(current(), "select 'work in progress';\n");

    expect((await wrapped("uncommit")).code).not.toBe(0);
    expect(await readFile(join(root, "migrations/committed/000001.sql"), "utf8")).toBe(before);
    expect(await readFile(current(), "utf8")).toBe("select 'work in progress';\n");
  });
});
