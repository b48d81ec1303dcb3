/** What the server measures of itself, tells the database, and shows to Prometheus. */
import { dirname, resolve } from "node:path";
import { pid } from "node:process";
import { callFunction } from "../database/call-function.ts";
import type { Database } from "../database/database.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import { fromServer } from "../errors.ts";
import { gaugesOf } from "../monitor/gauges.ts";
import { type AlertRow, makeExporter, type ReportRow } from "../monitor/prometheus.ts";
import { type Observation, startRecording } from "../monitor/recorder.ts";

const SELF: Principal = { role: "specql_admin", settings: { "specql.actor": "specql serve" } };

/** How often old measurements are folded together. */
const PRUNE_EVERY = 3_600_000;

export interface Monitoring {
  observe(observation: Observation): void;
  /** The text that Prometheus reads, asked for as `principal`. */
  metrics(principal: Principal): Promise<{ text: string; contentType: string }>;
  stop(): Promise<void>;
}

/** Starts measuring; `dataDir` is where the embedded database lies. */
export function startMonitoring(
  database: Database,
  options: { log: (line: string) => void; dataDir: string; every?: number | undefined },
): Monitoring {
  const exporter = makeExporter("server");
  const folders = new Set([resolve(database.kind === "embedded" ? options.dataDir : ".")]);
  const call = (name: string, args: Record<string, unknown> = {}): Promise<unknown> =>
    asPrincipal(database.pool, SELF, (client) => callFunction(client, name, args));
  const recorder = startRecording({
    origin: "server",
    send: (metrics) => call("record_metrics", { metrics }),
    log: options.log,
    gauges: () => gaugesOf(database, { process: `server ${pid}`, folders: [...folders] }),
    ...(options.every !== undefined && { every: options.every }),
  });
  void dataDirectory(database).then((folder) => {
    if (folder !== undefined) folders.add(folder);
  });
  let pruning: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    pruning = prune(call, options.log);
  }, PRUNE_EVERY);
  timer.unref();
  return {
    observe(observation) {
      recorder.observe(observation);
      exporter.observe(observation);
    },
    async metrics(principal) {
      try {
        const known = await asPrincipal(database.pool, principal, async (client) => ({
          report: (await callFunction(client, "performance_report", { since: "5 minutes" }))
            .result as ReportRow[],
          alerts: (await callFunction(client, "alerts")).result as AlertRow[],
        }));
        return { text: await exporter.render(known), contentType: exporter.contentType };
      } catch (error) {
        // A database that is away is what the metrics are looked at for.
        if (!fromServer(error).code.startsWith("SG90")) throw error;
        return { text: await exporter.render(undefined), contentType: exporter.contentType };
      }
    },
    async stop() {
      clearInterval(timer);
      await Promise.all([recorder.stop(), pruning]);
    },
  };
}

async function prune(call: (name: string) => Promise<unknown>, log: (line: string) => void) {
  try {
    await call("prune_metrics");
  } catch (error) {
    const { code, message } = fromServer(error);
    log(`old measurements were not folded together: ${code}: ${message}`);
  }
}

/** Where a PostgreSQL on this machine keeps its data, if it tells this login; else nobody can look. */
async function dataDirectory({ kind, pool }: Database): Promise<string | undefined> {
  if (kind === "embedded") return undefined;
  try {
    const { rows } = await pool.query<{ folder: string | null }>(
      `select case
         when coalesce(pg_catalog.host(pg_catalog.inet_server_addr()), '127.0.0.1') in ('127.0.0.1', '::1')
           then (select s.setting from pg_catalog.pg_settings as s where s.name = 'data_directory')
       end as folder`,
    );
    const folder = rows[0]?.folder ?? undefined;
    return folder === undefined ? undefined : dirname(folder);
  } catch (error) {
    // It is away or starting: the disk of this process is looked at all the same.
    if (fromServer(error).code.startsWith("SG9")) return undefined;
    throw error;
  }
}
