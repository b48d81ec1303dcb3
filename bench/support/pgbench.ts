/** One run of pgbench over a fresh registry, and its throughput once every session is warm. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pgbenchPath } from "./cluster.ts";
import { FULL } from "./registry.ts";

/** As the issue asks. */
export const CLIENTS = 8;

/** What each client does: 8 × 421 transactions, which a registry of 3,375 codes just holds. */
const TURNS = Math.floor(FULL / CLIENTS);

/** A session's first transactions fill its caches of plans and of the catalog, and are not counted. */
const WARM_UP = 60;

/** How the statements travel: `prepared` sends them once and then their names and arguments. */
export type Mode = "prepared" | "simple";

/** How successive codes fall: each into another subdomain, or fifteen times into the same one. */
export type Order = "spread" | "queued";

/** A script, and how it is run. */
export interface Workload {
  readonly script: string;
  readonly mode: Mode;
  readonly order: Order;
}

/**
 * Every script begins so: client c takes the numbers c, c + 8, c + 16 …, so no number is used twice,
 * and nothing is asked of the server for it.
 */
const preamble = `\\set n :client_id + ${CLIENTS} * :turn
\\set turn :turn + 1
\\set place :n / :across % 225
\\set domain :place / 15 + 1
\\set subdomain :place % 15 + 1
`;

/** Runs the workload and returns transactions a second, counted while all sessions were warm and busy. */
export async function throughput(
  url: string,
  folder: string,
  { script, mode, order }: Workload,
): Promise<number> {
  const work = await mkdtemp(join(folder, "pgbench-"));
  try {
    const file = join(work, "script.sql");
    await writeFile(file, preamble + script);
    const args = ["--no-vacuum", `--protocol=${mode}`, `--client=${CLIENTS}`, "--jobs=2"];
    args.push(`--transactions=${TURNS}`, "--define=turn=0", `--file=${file}`);
    args.push(`--define=across=${order === "spread" ? 1 : 15}`);
    args.push("--log", `--log-prefix=${join(work, "log")}`);
    const { stdout } = await promisify(execFile)(await pgbenchPath(), args, {
      env: { ...process.env, ...connectionVariables(url) },
    });
    if (!stdout.includes("number of failed transactions: 0 ")) {
      throw new Error(`pgbench reports failed transactions:\n${stdout}`);
    }
    return countWarm(await readLogs(work));
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Ends of transactions in seconds, one list for each client. */
async function readLogs(folder: string): Promise<number[][]> {
  const clients: number[][] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith("log")) continue;
    const lines = (await readFile(join(folder, name), "utf8")).trimEnd().split("\n");
    for (const line of lines) {
      const [client, , , , seconds, microseconds] = line.split(" ").map(Number);
      if (client === undefined || seconds === undefined || microseconds === undefined) continue;
      (clients[client] ??= []).push(seconds + microseconds / 1e6);
    }
  }
  return clients;
}

/** From when the last session was warm to when the first one had finished. */
function countWarm(clients: readonly number[][]): number {
  const starts = clients.map((ends) => ends[WARM_UP - 1] ?? Number.NaN);
  const stops = clients.map((ends) => ends.at(-1) ?? Number.NaN);
  const from = Math.max(...starts);
  const until = Math.min(...stops);
  const counted = clients.flat().filter((end) => end > from && end <= until).length;
  if (clients.length !== CLIENTS || !(until - from > 0.1)) {
    throw new Error(`the sessions were busy together for ${until - from} s: nothing to count`);
  }
  return counted / (until - from);
}

function connectionVariables(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    PGHOST: hostname,
    PGPORT: port || "5432",
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
}
