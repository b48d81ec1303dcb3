/** `GET /metrics`: what this process measured, and what all of them told the database. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Observation, Origin } from "./recorder.ts";

/** A row of `app.performance_report()`. */
export interface ReportRow {
  readonly origin: string;
  readonly operation: string;
  readonly calls: number;
  readonly failed: number | null;
  readonly success_rate: number | null;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
}

/** A row of `app.alerts()`. */
export interface AlertRow {
  readonly alert_name: string;
  readonly severity: string;
  readonly subject: string;
  readonly value: number;
}

/** What the database knows at the moment. */
export interface Known {
  readonly report: readonly ReportRow[];
  readonly alerts: readonly AlertRow[];
}

export interface Exporter {
  observe(observation: Observation): void;
  /** The metrics in Prometheus' text format; `known` is undefined while the database is away. */
  render(known: Known | undefined): Promise<string>;
  readonly contentType: string;
}

/** From a tenth of a millisecond to ten seconds. */
const SECONDS = [
  0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** More series than this tell nobody anything; calls of further operations count as "other". */
const MOST_OPERATIONS = 500;

/** Makes the exporter of one process. */
export function makeExporter(origin: Origin): Exporter {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  const duration = new Histogram({
    name: "specql_call_duration_seconds",
    help: "How long calls took that this process answered",
    labelNames: ["origin", "operation"],
    buckets: SECONDS,
    registers: [own],
  });
  const failures = new Counter({
    name: "specql_call_failures_total",
    help: "Calls that ended in an error, by the error's class: SG1 input … SG9 server",
    labelNames: ["origin", "operation", "class"],
    registers: [own],
  });
  const seen = new Set<string>();
  return {
    contentType: own.contentType,
    observe({ operation, milliseconds, error }) {
      if (seen.size < MOST_OPERATIONS) seen.add(operation);
      const labels = { origin, operation: seen.has(operation) ? operation : "other" };
      duration.observe(labels, milliseconds / 1000);
      if (error !== undefined) failures.inc({ ...labels, class: error.code.slice(0, 3) });
    },
    async render(known) {
      const shared = sharedMetrics(known);
      return `${await own.metrics()}\n${await shared.metrics()}`;
    },
  };
}

/** What every server of a database says alike; made anew each time, since rows come and go. */
function sharedMetrics(known: Known | undefined): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: readonly string[]): Gauge =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  gauge("specql_database_up", "Whether the database answers", []).set(known === undefined ? 0 : 1);
  if (known === undefined) return registry;
  const labels = ["origin", "operation"];
  const calls = gauge("specql_operation_calls", "Calls in the last five minutes", labels);
  const failed = gauge("specql_operation_failed", "Failures in the last five minutes", labels);
  const quantiles = gauge(
    "specql_operation_duration_seconds",
    "Durations of the calls of the last five minutes, all processes together",
    [...labels, "quantile"],
  );
  for (const row of known.report) {
    // The database's own statistics have no span of time.
    if (row.failed === null) continue;
    const of = { origin: row.origin, operation: row.operation };
    calls.set(of, row.calls);
    failed.set(of, row.failed);
    for (const [quantile, value] of [
      ["0.5", row.p50_ms],
      ["0.95", row.p95_ms],
      ["0.99", row.p99_ms],
    ] as const) {
      if (value !== null) quantiles.set({ ...of, quantile }, value / 1000);
    }
  }
  const alerts = gauge("specql_alert", "What lies above its threshold now", [
    "alert",
    "subject",
    "severity",
  ]);
  for (const { alert_name: alert, subject, severity, value } of known.alerts) {
    alerts.set({ alert, subject, severity }, value);
  }
  return registry;
}
