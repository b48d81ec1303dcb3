/** A throw-away PostgreSQL, or the one that was named. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const script = fileURLToPath(new URL("../../scripts/postgres-debian.sh", import.meta.url));

/** A server to measure on. */
export interface Server {
  readonly adminUrl: string;
  /** Ends a cluster that was started for this run; leaves a server that was named alone. */
  stop(): Promise<void>;
}

/** Takes the server of `url`, or starts a cluster in `folder` that ends with this process. */
export async function startServer(
  url: string | undefined,
  folder: string,
  pid: number,
): Promise<Server> {
  if (url !== undefined) return { adminUrl: url, stop: () => Promise.resolve() };
  // Crash safety stays on: a commit must cost what it costs.
  const started = await run("bash", [script, "start", folder, "--while", String(pid)]);
  return {
    adminUrl: started.stdout.trim(),
    async stop() {
      await run("bash", [script, "stop", folder, "--remove"]);
    },
  };
}

/** The pgbench that belongs to the PostgreSQL that is installed here. */
export async function pgbenchPath(): Promise<string> {
  try {
    const { stdout } = await run("bash", [script, "bindir"]);
    const path = join(stdout.trim(), "pgbench");
    if (existsSync(path)) return path;
  } catch {
    // No local server is needed when BENCH_DATABASE_URL names one; pgbench may still be in the path.
  }
  return "pgbench";
}
