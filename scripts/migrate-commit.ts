/**
 * `graphile-migrate commit` and `uncommit` that leave nothing behind when they fail.
 *
 *     npm run migrate:commit -- --message "add services"
 *     npm run migrate:uncommit
 *
 * On its own a failed commit leaves current.sql with its includes expanded and its message gone.
 * Here current.sql, its symbolic link and the committed migrations come back byte for byte.
 *
 * The databases come from DATABASE_URL, SHADOW_DATABASE_URL and ROOT_DATABASE_URL. With none of
 * them set, a throw-away cluster is started and removed again.
 */
import { spawn } from "node:child_process";
import {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

type Environment = Readonly<Record<string, string | undefined>>;

const usage = "usage: migrate-commit.ts commit [--message TEXT] | uncommit";
const variables = ["DATABASE_URL", "SHADOW_DATABASE_URL", "ROOT_DATABASE_URL"] as const;
const clusterScript = fileURLToPath(new URL("postgres-debian.sh", import.meta.url));
const graphileMigrate = createRequire(import.meta.url).resolve("graphile-migrate/dist/cli.js");

/** One entry of the migrations folder as it was: a link with its target, or a file with its bytes. */
type Kept =
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly bytes: Buffer; readonly mode: number };

/** Remembers current.sql and every committed migration of the project in `root`. */
export async function keepMigrations(root: string): Promise<Kept[]> {
  const current = join(root, "migrations/current.sql");
  const committed = join(root, "migrations/committed");
  const names = (await readdir(committed)).filter((name) => name.endsWith(".sql"));
  const paths = [current, await realpath(current), ...names.map((name) => join(committed, name))];
  return Promise.all([...new Set(paths)].map(keep));
}

async function keep(path: string): Promise<Kept> {
  const stats = await lstat(path);
  return stats.isSymbolicLink()
    ? { path, link: await readlink(path) }
    : { path, bytes: await readFile(path), mode: stats.mode & 0o777 };
}

/** Puts everything back, and removes migrations that were not there. */
export async function restoreMigrations(root: string, kept: readonly Kept[]): Promise<void> {
  const committed = join(root, "migrations/committed");
  const known = new Set(kept.map(({ path }) => path));
  for (const name of await readdir(committed)) {
    const path = join(committed, name);
    if (name.endsWith(".sql") && !known.has(path)) await rm(path);
  }
  for (const entry of kept) {
    await rm(entry.path, { force: true });
    if ("link" in entry) {
      await symlink(entry.link, entry.path);
    } else {
      await writeFile(entry.path, entry.bytes);
      await chmod(entry.path, entry.mode);
    }
  }
}

/** Runs the command in the project folder `root` and returns its exit code. */
export async function migrateCommit(
  args: readonly string[],
  root: string,
  env: Environment,
  log: (line: string) => void,
): Promise<number> {
  if (args[0] !== "commit" && args[0] !== "uncommit") {
    log(usage);
    return 64;
  }
  const missing = variables.filter((name) => !env[name]);
  if (missing.length > 0 && missing.length < variables.length) {
    log(`${missing.join(" and ")} not set: set all of ${variables.join(", ")}, or none`);
    return 64;
  }
  if (missing.length === 0) return guarded(args, root, env, log);

  const folder = await mkdtemp(join(tmpdir(), "specql-commit-"));
  try {
    const started = await runProgram(
      "bash",
      [clusterScript, "start", folder, "--no-fsync", "--while", String(process.pid)],
      root,
      env,
      "capture",
    );
    if (started.code !== 0) return started.code;
    const cluster = { ...env, ...clusterEnvironment(started.output.trim()) };
    // Creates the database with extensions and roles, and applies what is committed already.
    const reset = [graphileMigrate, "reset", "--erase"];
    const { code } = await runProgram(process.execPath, reset, root, cluster, "show");
    return code === 0 ? await guarded(args, root, cluster, log) : code;
  } finally {
    await runProgram("bash", [clusterScript, "stop", folder, "--remove"], root, env, "show");
    await rm(folder, { recursive: true, force: true });
  }
}

function clusterEnvironment(rootUrl: string): Record<(typeof variables)[number], string> {
  const database = (name: string): string => {
    const url = new URL(rootUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    DATABASE_URL: database("specql"),
    SHADOW_DATABASE_URL: database("specql_shadow"),
    ROOT_DATABASE_URL: rootUrl,
  };
}

async function guarded(
  args: readonly string[],
  root: string,
  env: Environment,
  log: (line: string) => void,
): Promise<number> {
  const kept = await keepMigrations(root);
  // A Ctrl-C reaches the child as well; this process has to outlive it to put things back.
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  process.on("SIGTERM", ignore);
  try {
    const { code } = await runProgram(
      process.execPath,
      [graphileMigrate, ...args],
      root,
      env,
      "show",
    );
    if (code !== 0) {
      await restoreMigrations(root, kept);
      log("failed: current.sql and the committed migrations are as they were");
      return code;
    }
    await makeReadable(root);
    return 0;
  } finally {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", ignore);
  }
}

/** graphile-migrate writes 0440, which the unprivileged user of a container image cannot read. */
async function makeReadable(root: string): Promise<void> {
  const committed = join(root, "migrations/committed");
  for (const name of await readdir(committed)) {
    if (name.endsWith(".sql")) await chmod(join(committed, name), 0o444);
  }
}

function runProgram(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Environment,
  output: "show" | "capture",
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...env },
      stdio: ["ignore", output === "capture" ? "pipe" : "inherit", "inherit"],
    });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: text }));
  });
}

if (import.meta.main) {
  process.exitCode = await migrateCommit(
    process.argv.slice(2),
    process.cwd(),
    process.env,
    console.error,
  );
}
