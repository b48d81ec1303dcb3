/** A backup is whole or not there; what is restored is what was; nothing else is ever touched. */
import { randomBytes } from "node:crypto";
import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backUp, restore } from "../../src/backup/backup.ts";
import { parseConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/database/open.ts";
import { cleanEnvironment, specql } from "../cli/program.ts";
import { databaseKind, describeOnPostgres, testDatabase } from "../support/database.ts";
import { embeddedConfig } from "../support/open-config.ts";
import { addressOf } from "../../src/backup/tools.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-backup-test-"));
const made: string[] = [];
afterAll(async () => {
  for (const name of made) await onServer(`drop database if exists ${name} with (force)`);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const env = cleanEnvironment({}) as Record<string, string>;
const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));

function optionsFor(variables: Record<string, string>) {
  return {
    config: parseConfig({ env: { ...variables } }),
    env: { ...env, ...variables },
    specqlVersion: "0",
  };
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A new database, empty or with a table of somebody in it. */
async function newDatabase(occupied = false): Promise<string> {
  const name = `specql_test_restore_${randomBytes(5).toString("hex")}`;
  made.push(name);
  await onServer(`create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(database.url!);
  url.pathname = `/${name}`;
  if (occupied)
    await query(
      url.href,
      "create table public.somebodys (a int); insert into public.somebodys values (1)",
    );
  return url.href;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Each table with the number of its rows and a hash over all of them, and a hash of all definitions. */
async function fingerprint(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`);
  const print: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as print from ${name} as t`,
    );
    print[name] = rows[0]!.print;
  }
  const { rows } = await client.query<{ print: string }>(`
    select md5(string_agg(d.line, E'\\n' order by d.line collate "C")) as print from (
      -- PostgreSQL joins "(a and b) and c" to "a and b and c" when it reads a dump.
      select translate(l.line, '()', '') as line from (
      select format('%s %s %s', p.oid::regprocedure, pg_get_functiondef(p.oid), p.proacl) as line
      from pg_proc as p where p.pronamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)' and p.prokind = 'f'
      union all
      select format('%s %s %s', c.oid::regclass, pg_get_viewdef(c.oid), c.relacl) from pg_class as c
      where c.relkind = 'v' and c.relnamespace::regnamespace::text ~ '^(app|common|memory|network|specql_)'
      union all
      select format('%s %s %s %s', t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger as t
      where not t.tgisinternal
      union all
      select format('%s %s', k.conrelid::regclass, pg_get_constraintdef(k.oid)) from pg_constraint as k where k.conrelid <> 0
      union all
      select format('%s %s', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)) from pg_index as i
      where i.indrelid::regclass::text ~ '^(app|common|memory|network|specql_)'
    ) as l) as d`);
  return { ...print, definitions: rows[0]!.print };
}

/** Something of everything: codes, tasks of several months, patterns, a sealed and an unsealed change. */
async function populate(client: pg.ClientBase): Promise<void> {
  await client.query("select app.register_domain('7', 'inventory', 'with “quotes” and\nlines')");
  await client.query("select app.register_subdomain('inventory', '1', 'stock')");
  await client.query("select app.allocate_entity_code('inventory', 'stock', 'Shelf')");
  await client.query(
    "select app.register_pattern('shelf_audit', 'audit', 'text', '{\"a\": 1.50}', '{}')",
  );
  await client.query("select app.seal_audit()");
  await client.query("select network.add_task_partitions('{2019-03-01,2020-03-01}')");
  await client.query(
    "insert into network.tb_agent_task (direction, task_type, created_at) select repeat('x', g), 'impl', timestamptz '2019-03-05' + g * interval '4 days' from generate_series(1, 5) as g",
  );
  await client.query("select app.create_task('Do it', 'impl')");
  await client.query("select app.claim_task('ann')");
}

async function sameEverywhere(one: pg.Pool, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const here = await one.connect();
  try {
    const before = await fingerprint(here);
    expect(Object.keys(before).length).toBeGreaterThan(60);
    expect(await fingerprint(client)).toEqual(before);
  } finally {
    here.release();
    await client.end();
  }
}

describeOnPostgres("PostgreSQL", () => {
  const backup = join(folder, "one");

  beforeAll(async () => {
    await populate(await database.connect());
    await backUp(backup, { ...optionsFor({ DATABASE_URL: database.url! }), keepDays: 30 });
  });

  test("every table, row by row, and every definition is restored; then life goes on", async () => {
    const url = await newDatabase();
    const report = await restore(backup, { ...optionsFor({ DATABASE_URL: url }), replace: false });
    expect(report.pending).toEqual([]);
    expect(report.applied.length).toBeGreaterThan(0);
    expect((report.audit as { ok: boolean }[]).map(({ ok }) => ok)).not.toContain(false);
    await sameEverywhere(database.pool, url);
    // Sequences, triggers and seals go on where they were.
    await query(url, "select app.register_domain('8', 'sales')");
    await query(url, "select app.create_task('More', 'spec')");
    await query(url, "select app.seal_audit()");
    expect(await query(url, "select from app.verify_audit() as v where not v.ok")).toEqual([]);
    expect(await query(url, "select count(*)::int as tasks from app.agent_tasks")).toEqual([
      { tasks: 7 },
    ]);
    // A task has a month of its own still, and its life.
    await expect(
      query(url, "update network.tb_agent_task set status = 'completed' where status = 'pending'"),
    ).rejects.toMatchObject({ code: "SG321" });
  });

  test("a database that is not empty is replaced only when that is said, and then whole", async () => {
    const url = await newDatabase(true);
    const options = optionsFor({ DATABASE_URL: url });
    await expect(restore(backup, { ...options, replace: false })).rejects.toMatchObject({
      code: "SG137",
    });
    expect(await query(url, "select * from public.somebodys")).toEqual([{ a: 1 }]);
    await restore(backup, { ...options, replace: true });
    expect(await query(url, "select to_regclass('public.somebodys') as gone")).toEqual([
      { gone: null },
    ]);
    await sameEverywhere(database.pool, url);
    const left = await query(
      url,
      "select datname from pg_database where datname ~ '^specql_(restore|replaced)_'",
    );
    expect(left).toEqual([]);
  });

  test("damage is found before anything is touched", async () => {
    const url = await newDatabase(true);
    const data = (at: string): string =>
      join(
        at,
        "data",
        readdirSync(join(at, "data")).find((name) => name.endsWith(".gz"))!,
      );
    const damages: Record<string, (at: string) => void> = {
      "a byte more": (at) => appendFileSync(data(at), "x"),
      "a byte changed": (at) => {
        const bytes = readFileSync(data(at));
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(data(at), bytes);
      },
      "cut short": (at) => truncateSync(data(at), 10),
      "a file missing": (at) => unlinkSync(data(at)),
      "a file too many": (at) => writeFileSync(join(at, "data", "9999.dat"), ""),
      "toc cut short": (at) => truncateSync(join(at, "data", "toc.dat"), 100),
      "no manifest": (at) => unlinkSync(join(at, "manifest.json")),
      "manifest cut short": (at) => truncateSync(join(at, "manifest.json"), 200),
      "manifest changed": (at) => {
        const text = readFileSync(join(at, "manifest.json"), "utf8");
        writeFileSync(
          join(at, "manifest.json"),
          text.replace('"serverVersion": ', '"serverVersion":  '),
        );
        writeFileSync(join(at, "manifest.json"), text.replace(/"size": (\d)/, '"size": 9$1'));
      },
    };
    for (const [title, harm] of Object.entries(damages)) {
      const at = join(folder, "damaged");
      cpSync(backup, at, { recursive: true });
      harm(at);
      await expect(
        restore(at, { ...optionsFor({ DATABASE_URL: url }), replace: true }),
        title,
      ).rejects.toMatchObject({ code: "SG136" });
      rmSync(at, { recursive: true });
    }
    expect(await query(url, "select * from public.somebodys")).toEqual([{ a: 1 }]);
  });

  test("a restore that fails in the middle leaves what was", async () => {
    // An archive that is whole, and yet cannot be restored: its server lacks what it needs.
    const url = await newDatabase();
    await query(
      url,
      "create schema broken; create function broken.f() returns int language sql as 'select 1'; create table broken.t (a int default broken.f())",
    );
    const at = join(folder, "unrestorable");
    await backUp(at, { ...optionsFor({ DATABASE_URL: url }), keepDays: 30 });
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(
      join(bin, "pg_restore"),
      `#!/bin/sh\ncase "$*" in *--version*) exec ${tool("pg_restore")} "$@";; esac\n${tool("pg_restore")} "$@"\necho 'error: it broke' >&2\nexit 1\n`,
    );
    writeFileSync(join(bin, "pg_dump"), `#!/bin/sh\nexec ${tool("pg_dump")} "$@"\n`);
    for (const name of readdirSync(bin)) chmodSync(join(bin, name), 0o755);
    const target = await newDatabase(true);
    const options = optionsFor({ DATABASE_URL: target, PATH: bin });
    await expect(restore(at, { ...options, replace: true })).rejects.toMatchObject({
      code: "SG912",
    });
    expect(await query(target, "select * from public.somebodys")).toEqual([{ a: 1 }]);
    expect(
      await query(
        target,
        "select datname from pg_database where datname ~ '^specql_(restore|replaced)_'",
      ),
    ).toEqual([]);
  });

  test("no password on a command line, and none in the backup", async () => {
    const bin = mkdtempSync(join(folder, "bin-"));
    const log = join(bin, "log");
    for (const name of ["pg_dump", "pg_restore"]) {
      writeFileSync(
        join(bin, name),
        `#!/bin/sh\necho "$0 $*" >> ${log}\nexec ${tool(name)} "$@"\n`,
      );
      chmodSync(join(bin, name), 0o755);
    }
    const { password } = new URL(database.url!);
    const at = join(folder, "logged");
    const options = optionsFor({ DATABASE_URL: database.url!, PATH: bin });
    await backUp(at, { ...options, keepDays: 30 });
    const target = await newDatabase();
    await restore(at, { ...optionsFor({ DATABASE_URL: target, PATH: bin }), replace: false });
    const said = readFileSync(log, "utf8");
    expect(said).toMatch(/pg_dump .*--dbname=postgres/);
    expect(said).toMatch(/pg_restore .*--dbname=postgres/);
    expect(said).not.toContain(`:${password}@`);
    if (password !== "") expect(said).not.toContain(password);
    if (password !== "")
      expect(readFileSync(join(at, "manifest.json"), "utf8")).not.toContain(password);
  });

  test("without pg_dump it says what to install", async () => {
    const none = mkdtempSync(join(folder, "none-"));
    const options = optionsFor({ DATABASE_URL: database.url!, PATH: none });
    await expect(backUp(join(folder, "never"), { ...options, keepDays: 30 })).rejects.toMatchObject(
      { code: "SG911" },
    );
    expect(existsSync(join(folder, "never"))).toBe(false);
  });

  test(
    "killed at any moment it leaves nothing under the final name",
    { tags: ["slow"] },
    async () => {
      const at = join(folder, "killed");
      mkdirSync(at);
      for (const wait of [250, 500, 700, 900, 1100]) {
        const name = join(at, `backup-${wait}`);
        const child = spawn(process.execPath, [entry, "backup", name], {
          env: cleanEnvironment({ DATABASE_URL: database.url! }),
          stdio: "ignore",
          detached: true,
        });
        const gone = new Promise((resolve) => child.once("exit", resolve));
        await new Promise((resolve) => setTimeout(resolve, wait));
        try {
          process.kill(-child.pid!, "SIGKILL");
        } catch {
          // It was done already.
        }
        await gone;
        if (!existsSync(name)) continue;
        // Only a whole one may be there.
        const url = await newDatabase();
        await restore(name, { ...optionsFor({ DATABASE_URL: url }), replace: false });
      }
      for (const name of readdirSync(at))
        expect(name).toMatch(/^(backup-\d+|\.specql-backup-[0-9a-f]{12}\.part)$/);
    },
  );

  test("the commands", { tags: ["slow"] }, async () => {
    const backups = `${join(folder, "backups")}/`;
    const first = await specql(["backup", backups, "--json"], {
      env: { DATABASE_URL: database.url! },
    });
    expect(first.stderr).toBe("");
    const { path } = JSON.parse(first.stdout) as { path: string };
    const url = await newDatabase();
    const restored = await specql(["restore", path], { env: { DATABASE_URL: url } });
    expect(restored).toMatchObject({ status: 0, stderr: "" });
    expect(restored.stdout).toMatch(/migrations: \d+ applied, 0 pending\naudit: in order/);
    const again = await specql(["restore", path], { env: { DATABASE_URL: url } });
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("SG137");
    const bad = await specql(["backup", backups, "--keep-days", "soon"], {
      env: { DATABASE_URL: database.url! },
    });
    expect(bad.stderr).toContain("SG110");
    const remote = await specql(["backup", backups], { env: { SPECQL_URL: "http://127.0.0.1:1" } });
    expect(remote.stderr).toContain("SG913");
  });
});

/** A program of PostgreSQL, where the machine has it. */
function tool(name: string): string {
  const found = execFileSync("sh", [
    "-c",
    `command -v ${name} || echo "$(pg_config --bindir)/${name}"`,
  ]);
  return found.toString().trim();
}

describe("old backups", () => {
  test("those that are ours and old go, the newest never, and nothing else", async () => {
    const at = join(folder, "kept");
    mkdirSync(at);
    const options = await anyDatabase();
    const day = 86_400_000;
    const start = Date.now();
    const make = async (ago: number): Promise<string> => {
      const { path } = await backUp(`${at}/`, {
        ...options,
        now: new Date(start - ago * day),
        keepDays: 100_000,
      });
      return path;
    };
    const paths = [await make(50), await make(40), await make(20)];
    // The time of a backup stands in its manifest; make them as old as they are called.
    for (const [i, ago] of [50, 40, 20].entries()) age(paths[i]!, new Date(start - ago * day));
    // Somebody's: a folder like ours without a manifest, one with a strange manifest, a file, and a note in one of ours.
    mkdirSync(join(at, "specql-20200101T000000Z"));
    mkdirSync(join(at, "other"));
    writeFileSync(join(at, "other", "manifest.json"), '{"createdAt": "2001-01-01T00:00:00Z"}');
    writeFileSync(join(at, "notes.txt"), "mine");
    writeFileSync(join(paths[1]!, "why.txt"), "keep me");
    const { path, removed, kept } = await backUp(`${at}/`, { ...options, keepDays: 30 });
    expect(removed).toEqual([paths[0]]);
    expect(kept).toEqual([paths[1]]);
    expect(
      readdirSync(at)
        .map((name) => join(at, name))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(
      [
        paths[1]!,
        paths[2]!,
        path,
        join(at, "specql-20200101T000000Z"),
        join(at, "other"),
        join(at, "notes.txt"),
      ].toSorted((a, b) => a.localeCompare(b)),
    );
    // The newest stays, however old it is.
    const alone = await backUp(`${at}/`, { ...options, keepDays: 0 });
    expect(existsSync(alone.path)).toBe(true);
    expect(alone.removed).toEqual(expect.arrayContaining([paths[2], path]));
  }, 120_000);

  test("a place that is taken is not written over", async () => {
    const at = join(folder, "file");
    writeFileSync(at, "mine");
    await expect(backUp(at, { ...(await anyDatabase()), keepDays: 30 })).rejects.toMatchObject({
      code: "SG137",
    });
    expect(readFileSync(at, "utf8")).toBe("mine");
  });
});

/** Makes a backup as old as that, seal and all. */
function age(path: string, at: Date): void {
  const file = join(path, "manifest.json");
  const { sha256: _, ...rest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const text = JSON.stringify({ ...rest, createdAt: at.toISOString() }, null, 2);
  const seal = execFileSync(
    process.execPath,
    [
      "-e",
      "process.stdout.write(require('crypto').createHash('sha256').update(require('fs').readFileSync(0)).digest('hex'))",
    ],
    { input: text },
  );
  writeFileSync(file, `${text.slice(0, -2)},\n  "sha256": "${seal.toString()}"\n}\n`);
}

let small: string | undefined;

/** The run's PostgreSQL, or an embedded database of our own. */
async function anyDatabase() {
  if (databaseKind === "postgresql") return optionsFor({ DATABASE_URL: database.url! });
  small ??= await embeddedFolder();
  return optionsFor({ SPECQL_DATA_DIR: join(small, "data") });
}

/** An embedded database that is migrated and closed. */
async function embeddedFolder(): Promise<string> {
  const at = mkdtempSync(join(folder, "embedded-"));
  const opened = await openDatabase(embeddedConfig(at), { migrate: true });
  await opened.close();
  return at;
}

describe("the embedded database", { tags: ["slow"] }, () => {
  test("every table, row by row, is restored; held, it is refused; replaced only when said", async () => {
    const at = await embeddedFolder();
    const options = optionsFor({ SPECQL_DATA_DIR: join(at, "data") });
    const one = await openDatabase(embeddedConfig(at));
    const backup = join(folder, "embedded-backup");
    const client = await one.pool.connect();
    await client.query("select app.register_domain('7', 'inventory')");
    await client.query("select app.seal_audit()");
    const before = await fingerprint(client);
    client.release();
    // Another opening is somebody else's, even in this process.
    await expect(backUp(backup, { ...options, keepDays: 30 })).rejects.toMatchObject({
      code: "SG913",
    });
    await one.close();
    await backUp(backup, { ...options, keepDays: 30 });

    const target = mkdtempSync(join(folder, "target-"));
    const into = optionsFor({ SPECQL_DATA_DIR: join(target, "data") });
    const report = await restore(backup, { ...into, replace: false });
    expect(report.pending).toEqual([]);
    await expect(restore(backup, { ...into, replace: false })).rejects.toMatchObject({
      code: "SG137",
    });
    await restore(backup, { ...into, replace: true });
    expect(readdirSync(target).filter((name) => /restore|replaced/.test(name))).toEqual([]);
    const two = await openDatabase(embeddedConfig(target));
    const other = await two.pool.connect();
    expect(await fingerprint(other)).toEqual(before);
    await other.query("select app.register_domain('8', 'sales')");
    other.release();
    // What holds it is not replaced under its feet.
    await expect(restore(backup, { ...into, replace: true })).rejects.toMatchObject({
      code: "SG913",
    });
    await two.close();

    truncateSync(join(backup, "data", "PG_VERSION"), 0);
    await expect(restore(backup, { ...into, replace: true })).rejects.toMatchObject({
      code: "SG136",
    });
    const three = await openDatabase(embeddedConfig(target));
    expect((await three.pool.query("select domain_name from app.domains order by 1")).rows).toEqual(
      [{ domain_name: "inventory" }, { domain_name: "sales" }],
    );
    await three.close();
  }, 120_000);
});

describe("an address for a program", () => {
  test("keeps the password out of the URL, and what only our driver knows", () => {
    expect(
      addressOf(
        "postgres://me:p%40ss@host:5433/db?ssl=true&application_name=x&sslmode=verify-full",
      ),
    ).toEqual({
      url: "postgres://me@host:5433/db?sslmode=verify-full",
      env: { PGPASSWORD: "p@ss" },
    });
    expect(addressOf("postgres://me@host/db?password=secret&ssl=true", "other")).toEqual({
      url: "postgres://me@host/other?sslmode=require",
      env: { PGPASSWORD: "secret" },
    });
    expect(addressOf("postgres:///db?host=/run/socket").env).toEqual({});
  });
});
