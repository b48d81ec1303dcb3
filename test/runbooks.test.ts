/**
 * The runbooks in docs/runbooks: each command is run, in the order of the page, and prints what the page
 * says. `UPDATE_RUNBOOKS=1` writes what was printed into the pages. The emergency one really stops its
 * server, so it needs a PostgreSQL that can be stopped.
 */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanEnvironment } from "./cli/program.ts";
import { applyCurrentMigration } from "./support/current-migration.ts";
import { describeOnPostgres, testDatabase } from "./support/database.ts";
import { postgresScript } from "./support/choose-database.ts";
import { masked, tourParts, tourSteps, withOutputs } from "./support/tour.ts";
import { openDatabase } from "../src/database/open.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const pageOf = (name: string): string => join(ROOT, "docs/runbooks", `${name}.md`);
const update = (process.env["UPDATE_RUNBOOKS"] ?? "") !== "";

/** A folder as somebody has it who follows a runbook: a shell, a `specql`, a file. */
interface Place {
  readonly folder: string;
  shell(command: string): Promise<string>;
  remove(): Promise<void>;
}

async function makePlace(env: Record<string, string>): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "specql-runbook-"));
  const bin = join(folder, "bin");
  const work = join(folder, "work");
  await mkdir(bin);
  await mkdir(work);
  const program = join(bin, "specql");
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${ROOT}bin/specql.mjs" "$@"\n`);
  await chmod(program, 0o755);
  await copyFile(
    join(ROOT, "docs/example/domain_registry.yaml"),
    join(work, "domain_registry.yaml"),
  );
  await copyFile(join(ROOT, "docs/example/tasks.json"), join(work, "tasks.json"));
  const environment = cleanEnvironment({ SPECQL_DATA_DIR: join(work, ".specql/data"), ...env });
  environment["PATH"] = `${bin}:${environment["PATH"] ?? ""}`;
  return {
    folder: work,
    async shell(command) {
      try {
        const { stdout, stderr } = await run("bash", ["-c", command], {
          cwd: work,
          env: environment,
          timeout: 60_000,
        });
        return stdout + stderr;
      } catch (error) {
        const failed = error as { stdout?: string; stderr?: string; killed?: boolean };
        if (failed.killed === true) throw error;
        return `${failed.stdout ?? ""}${failed.stderr ?? ""}`;
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What differs from run to run besides ids: times, hashes, ages, folders. */
function same(output: string, place: Place): string {
  return masked(output)
    .replaceAll(place.folder, "/srv/app")
    .replaceAll(
      /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?/gu,
      "2026-11-21T12:00:00Z",
    )
    .replaceAll(/\b[0-9a-f]{64}\b/gu, "0123456789abcdef".repeat(4))
    .replaceAll(/\b\d{8}T\d{6}Z?\b/gu, "20261121T120000Z")
    .replaceAll(/\b\d+(?:\.\d+)? ?(ms|s|seconds?|minutes?|kB|MB|bytes)\b/gu, "1 $1")
    .replaceAll(/postgres(?:ql)?:\/\/\S+/gu, "postgresql://…")
    .replaceAll(/ {2,}/gu, "  ");
}

/** Runs a page and compares, or writes down, what was printed. */
async function follow(
  name: string,
  place: Place,
  actions: Readonly<Record<string, () => Promise<void>>> = {},
): Promise<void> {
  const page = readFileSync(pageOf(name), "utf8");
  const outputs: string[] = [];
  for (const part of tourParts(page)) {
    if ("action" in part) {
      const action = actions[part.action];
      expect(action, `the page asks for '${part.action}'`).toBeDefined();
      await action?.();
      continue;
    }
    const output = await place.shell(part.command);
    outputs.push(masked(output).replaceAll(place.folder, "/srv/app"));
    if (!update) expect(same(output, place), `$ ${part.command}`).toBe(same(part.output, place));
    // An internal error or a wrong usage is no step of a runbook.
    expect(output, part.command).not.toMatch(/SG999|SG96\d|command not found/u);
  }
  if (update) writeFileSync(pageOf(name), withOutputs(page, outputs));
}

/** Runs the commands of a page that lead up to a place in it. */
async function leadUp(place: Place, name: string, until: string): Promise<void> {
  const page = readFileSync(pageOf(name), "utf8");
  const end = page.indexOf(until);
  if (end < 0) throw new Error(`${name} has no '${until}'`);
  for (const { command } of tourSteps(page.slice(0, end))) await place.shell(command);
}

describeOnPostgres("runbooks", () => {
  describe("on a running server", () => {
    const places: Place[] = [];
    const drops: (() => Promise<void>)[] = [];
    const fresh = async (): Promise<Place> => {
      const database = await testDatabase();
      drops.push(() => database.drop());
      const place = await makePlace({ DATABASE_URL: database.url! });
      places.push(place);
      return place;
    };
    afterAll(async () => {
      for (const place of places) await place.remove();
      for (const drop of drops) await drop();
    });

    test("cut-over", { tags: ["slow"], timeout: 120_000 }, async () => {
      await follow("cut-over", await fresh());
    });

    test("roll-back", { tags: ["slow"], timeout: 120_000 }, async () => {
      const place = await fresh();
      await leadUp(place, "cut-over", "## 6");
      await follow("roll-back", place);
    });
  });

  describe("on a server that stops", () => {
    let cluster: string;
    let adminUrl: string;
    const script = (...args: string[]) => run("bash", [postgresScript, ...args]);
    const database = async (name: string): Promise<string> => {
      const admin = new pg.Client({ connectionString: adminUrl });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return url.href;
    };

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), "specql-runbook-server-"));
      await chmod(folder, 0o755);
      cluster = join(folder, "cluster");
      adminUrl = (await script("start", cluster, "--while", String(process.pid))).stdout.trim();
    }, 60_000);
    afterAll(async () => {
      await script("stop", cluster, "--remove");
      await rm(dirname(cluster), { recursive: true, force: true });
    });

    test("emergency", { tags: ["slow"], timeout: 180_000 }, async () => {
      const url = await database("specql_here");
      const opened = await openDatabase(
        { databaseUrl: url, dataDir: "unused", poolSize: 2 },
        { migrate: true },
      );
      await applyCurrentMigration(opened.pool);
      await opened.close();
      const place = await makePlace({
        DATABASE_URL: url,
        NEW_DATABASE_URL: await database("specql_there"),
      });
      try {
        await leadUp(place, "cut-over", "## 6");
        await place.shell("specql backup backups");
        await place.shell("specql domain register --number 6 --name after_backup");
        await place.shell("specql cutover mirror registry --once");
        await follow("emergency", place, {
          "stop the database": async () => void (await script("kill", cluster)),
          "start the database": async () => void (await script("restart", cluster)),
        });
      } finally {
        await place.remove();
      }
    });
  });
});
