/**
 * A mixed load on three stores while the server, the mirror, an importer and PostgreSQL itself are killed
 * (SIGKILL) at random moments. Whatever was acknowledged must be there afterwards: once, in the database
 * and in the legacy file, and after rolling back too.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { openDatabase } from "../../src/database/open.ts";
import { cleanEnvironment } from "../cli/program.ts";
import { postgresScript } from "./choose-database.ts";
import { applyCurrentMigration } from "./current-migration.ts";
import { seeded } from "./random.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const entry = join(ROOT, "bin/specql.mjs");

/** What came of it. */
export interface ChaosResult {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Writes that were acknowledged, by store. */
  readonly acknowledged: Readonly<Record<StoreName, number>>;
  /** Writes without an answer: they may be there or not. */
  readonly unanswered: number;
  /** Everything that is wrong; empty when the promise holds. */
  readonly faults: readonly string[];
  /** Seconds from the last restart until nothing waited for the mirror. */
  readonly caughtUpAfter: number;
}

export type Victim = "server" | "mirror" | "importer" | "postgres";
type StoreName = "registry" | "tasks" | "memory";

const VICTIMS: readonly Victim[] = ["server", "mirror", "importer", "postgres"];
const PHASES = ["dual_write", "shadow_read", "postgres"] as const;

/** Runs it on a cluster of its own. */
export async function chaos(options: {
  kills: number;
  seed: number;
  log: (line: string) => void;
}): Promise<ChaosResult> {
  const random = seeded(options.seed);
  const scene = await setScene(options.log);
  const kills = { server: 0, mirror: 0, importer: 0, postgres: 0 };
  try {
    await scene.server.start();
    await answering(scene.port);
    await scene.mirror.start();
    await scene.importer.start();
    const load = startLoad(scene, options.kills);
    let answered = 0;
    for (let number = 1; number <= options.kills; number += 1) {
      // A moment at which nothing is written would prove little: first somebody gets an answer again.
      await loadRuns(load, answered, options.log);
      await sleep(random() * 2000);
      answered = load.count();
      // Importing starts anew by itself; the others are killed only while they run.
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)]!;
      kills[victim] += 1;
      if (victim === "postgres") await scene.postgres.killAndRestart();
      else await scene[victim].kill();
      if (number % 5 === 0) await movePhase(scene, random);
      if (number % 20 === 0) options.log(`${number} kills, ${load.count()} writes acknowledged`);
    }
    await answering(scene.port);
    await sleep(1000);
    const { acknowledged, unanswered } = await load.stop();
    await scene.importer.finish();
    const started = performance.now();
    await scene.caughtUp();
    const caughtUpAfter = (performance.now() - started) / 1000;
    const faults = await faultsOf(scene, acknowledged);
    return {
      kills,
      acknowledged: {
        registry: acknowledged.registry.length,
        tasks: acknowledged.tasks.length,
        memory: acknowledged.memory.length,
      },
      unanswered,
      faults,
      caughtUpAfter,
    };
  } finally {
    await scene.remove();
  }
}

/** Waits for the server's first answer: a server that never runs would have nothing to lose. */
async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error("the server did not answer within 30 seconds");
}

/** Waits until more was acknowledged than so far, and says so where that takes too long. */
async function loadRuns(load: Load, sofar: number, log: (line: string) => void): Promise<void> {
  for (const end = Date.now() + 20_000; load.count() <= sofar; await sleep(20)) {
    if (Date.now() < end) continue;
    log("nothing was acknowledged for 20 seconds");
    return;
  }
}

/** A process that is started again whenever it was killed. */
interface Actor {
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface Importer extends Actor {
  /** Lets it come to its end. */
  finish(): Promise<void>;
}

interface Scene {
  readonly folder: string;
  readonly port: number;
  readonly server: Actor;
  readonly mirror: Actor;
  readonly importer: Importer;
  readonly postgres: { killAndRestart(): Promise<void> };
  readonly log: (line: string) => void;
  /** Runs a command to its end and gives what it printed. */
  specql(args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }>;
  query<T>(sql: string, values?: unknown[]): Promise<T[]>;
  caughtUp(): Promise<void>;
  remove(): Promise<void>;
}

const PROJECTS = 3000;
/** A domain has at most 50 aliases, so they are given to several in turn. */
const DOMAINS = Array.from({ length: 14 }, (_, index) => (index + 2).toString(16).toUpperCase());

async function setScene(log: (line: string) => void): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), "specql-chaos-"));
  await chmod(folder, 0o755);
  const cluster = join(folder, "cluster");
  const script = async (...args: string[]): Promise<string> =>
    (await run("bash", [postgresScript, ...args])).stdout.trim();
  const adminUrl = await script(
    "start",
    cluster,
    "--set",
    "restart_after_crash=on",
    "--while",
    String(process.pid),
  );
  const url = await makeDatabase(adminUrl, "specql_chaos");
  const port = await freePort();
  const env = cleanEnvironment({
    DATABASE_URL: url,
    SPECQL_DATA_DIR: join(folder, ".specql/data"),
  });
  const specql: Scene["specql"] = async (args) => {
    try {
      const done = await run(process.execPath, [entry, ...args], {
        cwd: folder,
        env,
        maxBuffer: 1e8,
      });
      return { status: 0, ...done };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: number; stdout: string; stderr: string };
      return { status: code ?? -1, stdout, stderr };
    }
  };
  const must = async (...args: string[]): Promise<void> => {
    const done = await specql(args);
    if (done.status !== 0)
      throw new Error(`specql ${args.join(" ")}: ${done.stderr}${done.stdout}`);
  };

  await makeFiles(folder);
  for (const [store, file] of FILES) {
    await must("import", store, file);
    await must("cutover", "attach", store, file);
    await must("cutover", "advance", store, "--phase", "dual_write");
  }
  const child = (args: readonly string[], extra: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [entry, ...args], {
      cwd: folder,
      env: { ...env, ...extra },
      stdio: ["ignore", "ignore", "pipe"],
    });
  const base = `http://127.0.0.1:${port}`;
  const server = actor(() => child(["serve", "--port", String(port), "--no-mirror"]), log);
  const mirror = actor(() => child(["cutover", "mirror"]), log);
  const importer = makeImporter(() =>
    child(["import", "network", "network.json"], { SPECQL_URL: base }),
  );
  const query: Scene["query"] = async (sql, values) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    folder,
    port,
    log,
    server,
    mirror,
    importer,
    postgres: {
      async killAndRestart() {
        await script("kill", cluster);
        await script("restart", cluster);
      },
    },
    specql,
    query,
    async caughtUp() {
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
        const rows = await query<{ waiting: string }>(
          "select sum(pending) as waiting from app.stores",
        );
        if (rows[0]?.waiting === "0") return;
      }
      throw new Error("the mirror did not catch up within a minute");
    },
    async remove() {
      await Promise.all([server.stop(), mirror.stop(), importer.stop()]);
      await script("stop", cluster, "--remove");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const FILES: readonly (readonly [StoreName, string])[] = [
  ["registry", "domain_registry.yaml"],
  ["tasks", "tasks.json"],
  ["memory", "memory.sqlite"],
];

async function makeDatabase(adminUrl: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const opened = await openDatabase(
    { databaseUrl: url.href, dataDir: "unused", poolSize: 2 },
    { migrate: true },
  );
  await applyCurrentMigration(opened.pool);
  await opened.close();
  return url.href;
}

async function makeFiles(folder: string): Promise<void> {
  const registry = await readFile(join(ROOT, "docs/example/domain_registry.yaml"), "utf8");
  const domains = DOMAINS.slice(1).map(
    (number) => `  '${number}':
    name: area_${number.toLowerCase()}
    description: Has aliases
    aliases: []
    multi_tenant: false
    subdomains: {}
`,
  );
  await writeFile(
    join(folder, "domain_registry.yaml"),
    registry.replace("reserved_codes:", () => `${domains.join("")}reserved_codes:`),
  );
  await copyFile(join(ROOT, "docs/example/tasks.json"), join(folder, "tasks.json"));
  const sqlite = new DatabaseSync(join(folder, "memory.sqlite"));
  sqlite.exec(`
    create table memory_entities (id integer primary key autoincrement, org_id text not null, text text not null,
      metadata text, created_at timestamp not null, updated_at timestamp not null);
    insert into memory_entities (org_id, text, created_at, updated_at)
      values ('org-1', 'the first memory', '2024-01-15 09:30:00', '2024-01-15 09:30:00');`);
  sqlite.close();
  const projects = Array.from({ length: PROJECTS }, (_, index) => ({
    name: `package-${index}`,
    ecosystem: "npm",
    version: "1.0.0",
    description: `Package ${index}`,
    dependency_count: 1,
  }));
  const edges = projects.map(({ name }, index) => [
    ["npm", name],
    ["npm", `package-${(index * 7 + 1) % (PROJECTS + 50)}`],
  ]);
  await writeFile(join(folder, "network.json"), JSON.stringify({ projects, edges }));
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Keeps a process running: killed, or ended by itself because its database is gone, it is started again. */
function actor(launch: () => ChildProcess, log: (line: string) => void): Actor {
  let child: ChildProcess | undefined;
  let wanted = false;
  const start = (): void => {
    const mine = launch();
    child = mine;
    let said = "";
    mine.stderr
      ?.setEncoding("utf8")
      .on("data", (text: string) => (said = (said + text).slice(-500)));
    mine.once("exit", (status) => {
      if (!wanted) return;
      if (status !== null && status !== 0 && status !== 69) log(`ended with ${status}: ${said}`);
      setTimeout(() => wanted && start(), 100);
    });
  };
  return {
    async start() {
      wanted = true;
      start();
      await sleep(0);
    },
    async kill() {
      await ended(child, "SIGKILL");
    },
    async stop() {
      wanted = false;
      await ended(child, "SIGTERM");
    },
  };
}

async function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

/** Imports one file again and again until it has gone in. */
function makeImporter(launch: () => ChildProcess): Importer {
  let child: ChildProcess | undefined;
  let wanted = false;
  let done: Promise<void> = Promise.resolve();
  const loop = async (): Promise<void> => {
    while (wanted) {
      child = launch();
      let said = "";
      child.stderr
        ?.setEncoding("utf8")
        .on("data", (text: string) => (said = (said + text).slice(-500)));
      const [status] = (await once(child, "exit")) as [number | null];
      if (status === 0) return;
      // Killed, or its server was: exit 69. Anything else is a fault of the import.
      if (status !== null && status !== 69)
        throw new Error(`the import ended with ${status}: ${said}`);
      await sleep(200);
    }
  };
  return {
    async start() {
      wanted = true;
      done = loop();
      // It is waited for in finish(); until then its failure must not end the process.
      done.catch(() => {});
      await sleep(0);
    },
    kill: () => ended(child, "SIGKILL"),
    finish: () => done,
    async stop() {
      wanted = false;
      await ended(child, "SIGKILL");
      await done.catch(() => {});
    },
  };
}

/** Goes one phase on or back with a store that is chosen at random, by the command line. */
async function movePhase(scene: Scene, random: () => number): Promise<void> {
  const [store] = FILES[Math.floor(random() * FILES.length)]!;
  const rows = await scene
    .query<{ phase: string }>("select phase from app.stores where store = $1", [store])
    .catch(() => []);
  const at = PHASES.indexOf(rows[0]?.phase as (typeof PHASES)[number]);
  if (at < 0) return;
  const next = PHASES[at + 1];
  const args =
    next !== undefined && random() < 0.7
      ? ["cutover", "advance", store, "--phase", next]
      : at > 0
        ? ["cutover", "rollback", store]
        : [];
  if (args.length === 0) return;
  const { status, stderr } = await scene.specql(args);
  // While its mirror is dead an advance waits for what is pending, and may be refused: that is right.
  if (status !== 0 && status !== 3 && status !== 69)
    scene.log(`${args.join(" ")}: ${status} ${stderr}`);
}

interface Load {
  count(): number;
  stop(): Promise<{ acknowledged: Record<StoreName, string[]>; unanswered: number }>;
}

/** Writers over HTTP, one after the other each; what gets an answer of 200 is acknowledged. */
function startLoad(scene: Scene, kills: number): Load {
  const acknowledged: Record<StoreName, string[]> = { registry: [], tasks: [], memory: [] };
  let unanswered = 0;
  let running = true;
  const call = async (name: string, args: object): Promise<boolean> => {
    try {
      const response = await fetch(`http://127.0.0.1:${scene.port}/rpc/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(args),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (response.status === 200) return true;
      // The server said no, or that it does not know: 5xx. A 4xx would be a fault of this test.
      if (response.status < 500 && response.status !== 409) throw new Fault(`${name}: ${text}`);
      return false;
    } catch (error) {
      if (error instanceof Fault) throw error;
      unanswered += 1;
      await sleep(30);
      return false;
    }
  };
  const writer = async (
    store: StoreName,
    write: (id: string, number: number) => [string, object],
    pause = 5,
  ): Promise<void> => {
    for (let number = 1; running; number += 1) {
      const id = `${store}_${process.pid}_${String(number).padStart(6, "0")}`;
      if (await call(...write(id, number))) acknowledged[store].push(id);
      await sleep(pause);
    }
  };
  const writers = [
    writer("tasks", (id) => [
      "create_task",
      { direction: `do ${id}`, task_type: "impl", task_id: id },
    ]),
    writer("memory", (id) => ["ingest_memory", { input: { org_id: "org-1", text: id } }]),
    writer(
      "registry",
      (id, number) => ["add_domain_alias", { domain: DOMAINS[number % DOMAINS.length], alias: id }],
      // There is room for 700, and a kill takes about two seconds and a half.
      kills * 5,
    ),
  ];
  const written = Promise.all(writers);
  // It is waited for in stop(); until then a fault must not end the process, and leave all others running.
  written.catch(() => {});
  return {
    count: () => Object.values(acknowledged).reduce((sum, ids) => sum + ids.length, 0),
    async stop() {
      running = false;
      await written;
      return { acknowledged, unanswered };
    },
  };
}

class Fault extends Error {}

/** Looks for every acknowledged write, in the database and in the files, before and after rolling back. */
async function faultsOf(
  scene: Scene,
  acknowledged: Record<StoreName, readonly string[]>,
): Promise<string[]> {
  const faults: string[] = [];
  const here = async (when: string): Promise<void> => {
    const database: Record<StoreName, string[]> = {
      tasks: (await scene.query<{ id: string }>("select task_id as id from app.agent_tasks")).map(
        (r) => r.id,
      ),
      memory: (
        await scene.query<{ id: string }>(
          "select content as id from app.memory_entities where content like 'memory\\_%'",
        )
      ).map((r) => r.id),
      registry: (
        await scene.query<{ id: string }>("select unnest(aliases) as id from app.domains")
      ).map((r) => r.id),
    };
    const files: Record<StoreName, string[]> = {
      tasks: wordsOf(
        await readFile(join(scene.folder, "tasks.json"), "utf8"),
        /"id": ?"(tasks_\d+_\d+)"/g,
      ),
      memory: memoriesOf(join(scene.folder, "memory.sqlite")),
      registry: wordsOf(
        await readFile(join(scene.folder, "domain_registry.yaml"), "utf8"),
        /\b(registry_\d+_\d+)\b/g,
      ),
    };
    for (const [store] of FILES) {
      for (const [where, held] of [
        ["the database", database[store]],
        ["the file", files[store]],
      ] as const) {
        const counts = new Map<string, number>();
        for (const id of held) counts.set(id, (counts.get(id) ?? 0) + 1);
        for (const id of acknowledged[store]) {
          if (!counts.has(id)) faults.push(`${when}: ${id} is not in ${where}`);
        }
        for (const [id, count] of counts) {
          if (count > 1) faults.push(`${when}: ${id} stands ${count} times in ${where}`);
        }
      }
    }
  };
  const equal = async (when: string): Promise<void> => {
    for (const [store] of FILES) {
      const { status, stdout, stderr } = await scene.specql(["cutover", "check", store, "--json"]);
      if (status !== 0)
        faults.push(`${when}: ${store} differs: ${(stdout + stderr).slice(0, 500)}`);
    }
  };
  await here("at the end");
  await equal("at the end");
  const projects = await scene.query<{ count: string; edges: string }>(
    `select (select count(*) from app.projects) as count,
       (select count(*) from app.project_dependencies) as edges`,
  );
  if (Number(projects[0]?.count) !== PROJECTS)
    faults.push(`${projects[0]?.count} projects were imported`);
  if (Number(projects[0]?.edges) !== PROJECTS)
    faults.push(`${projects[0]?.edges} edges were imported`);
  for (const [store] of FILES) {
    const { status, stderr } = await scene.specql([
      "cutover",
      "rollback",
      store,
      "--phase",
      "legacy",
    ]);
    if (status !== 0) faults.push(`${store} could not be rolled back: ${stderr}`);
  }
  await scene.caughtUp();
  await here("after rolling back");
  await equal("after rolling back");
  const verified = await scene.specql(["audit", "verify"]);
  if (verified.status !== 0)
    faults.push(`the audit does not verify: ${verified.stdout}${verified.stderr}`);
  return faults;
}

function wordsOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

function memoriesOf(file: string): string[] {
  const sqlite = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = sqlite
      .prepare("select text from memory_entities where text like 'memory\\_%' escape '\\'")
      .all() as { text: string }[];
    return rows.map(({ text }) => text);
  } finally {
    sqlite.close();
  }
}
