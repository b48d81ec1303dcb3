/**
 * A client at 200 requests a second goes with its store through every phase and back, while other
 * processes move it and mirror it: nothing fails, nobody reads less than he has written, and in the
 * end both sides are the same.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cleanEnvironment, type Finished, specql } from "../cli/program.ts";
import { openStore, type Store, type TasksTables } from "../../src/library/index.ts";
import { describeOnPostgres } from "../support/database.ts";
import { until } from "../fallback/support.ts";
import { makeWorld, task, type World } from "./world.ts";

const RATE = 200;
const KEYS = 60;

describeOnPostgres("zero downtime", () => {
  let world: World;
  let mirror: ChildProcess;
  let environment: Record<string, string>;
  beforeAll(async () => {
    world = await makeWorld(KEYS);
    environment = {
      SPECQL_DB_URL: world.database.url!,
      SPECQL_DATA_DIR: `${world.folder}/data`,
    };
    const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));
    mirror = spawn(process.execPath, [entry, "cutover", "mirror", "tasks"], {
      env: cleanEnvironment(environment),
      stdio: ["ignore", "inherit", "inherit"],
    });
  });
  afterAll(async () => {
    const gone = new Promise((resolve) => mirror.once("exit", resolve));
    mirror.kill("SIGTERM");
    await gone;
    await world.drop();
  });

  it("holds from legacy to retired and back", { tags: ["slow"], timeout: 180_000 }, async () => {
    const store = await openStore("tasks", {
      // Both sides are written from the start: only so they are the same when the store moves.
      env: { ...environment, DUAL_WRITE_MODE: "true" },
      poolSize: 8,
    });
    const client = startClient(store);
    const cutover = async (...args: string[]): Promise<void> => {
      const done: Finished = await specql(["cutover", ...args], { env: environment });
      if (done.status !== 0) throw new Error(`${args.join(" ")}: ${done.stderr}`);
      await client.for(500);
    };
    const seen: string[] = [await world.phase()];
    try {
      await client.for(500);
      for (const [phase, ...more] of [
        ["dual_write"],
        ["shadow_read", "--read-percent", "50"],
        ["postgres"],
        ["retired"],
      ] as const) {
        await cutover("advance", "tasks", "--phase", phase, ...more);
        seen.push(await world.phase());
      }
      for (const phase of ["postgres", "shadow_read", "dual_write", "legacy"]) {
        await cutover("rollback", "tasks", "--phase", phase);
        await until(`it is in ${phase}`, async () => (await world.phase()) === phase);
        seen.push(phase);
      }
      await client.for(500);
    } finally {
      await client.stop();
    }
    expect(seen).toEqual([
      "legacy",
      "dual_write",
      "shadow_read",
      "postgres",
      "retired",
      "postgres",
      "shadow_read",
      "dual_write",
      "legacy",
    ]);
    expect(client.failures).toEqual([]);
    expect(client.stale).toEqual([]);
    const { requests, writes, slowest, seconds } = client;
    console.log(
      `zero downtime: ${requests} requests (${writes} writes) in ${seconds.toFixed(1)} s, slowest ${slowest.toFixed(0)} ms`,
    );
    expect(requests / seconds).toBeGreaterThan(RATE * 0.9);
    // Nothing that was acknowledged is lost, and the sides agree.
    for (const [key, count] of client.written) {
      expect((await store.get("tasks", key))?.context).toEqual({ count });
    }
    await store.close();
    expect(await world.compare()).toMatchObject({ consistent: true });
  });
});

/** Asks and writes at its rate, each time for a row of its own choice. */
function startClient(store: Store<TasksTables>) {
  const written = new Map<string, number>();
  const busy = new Set<string>();
  const running = new Set<Promise<void>>();
  const begun = performance.now();
  let ended = 0;
  const state = {
    written,
    failures: [] as string[],
    stale: [] as string[],
    requests: 0,
    writes: 0,
    slowest: 0,
    get seconds(): number {
      return ((ended || performance.now()) - begun) / 1000;
    },
    for: (milliseconds: number) =>
      new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    async stop(): Promise<void> {
      if (ended > 0) return;
      clearInterval(timer);
      ended = performance.now();
      await Promise.all(running);
    },
  };
  const ask = async (n: number): Promise<void> => {
    const key = `t${(n * 7) % KEYS}`;
    const started = performance.now();
    try {
      if (n % 10 < 3 && !busy.has(key)) {
        busy.add(key);
        const count = (written.get(key) ?? 0) + 1;
        await store.put("tasks", key, task(key, { context: { count } }) as never);
        written.set(key, count);
        busy.delete(key);
        state.writes += 1;
      } else {
        const least = written.get(key) ?? 0;
        const row = await store.get("tasks", key);
        const count = (row?.context as { count?: number } | undefined)?.count ?? 0;
        if (row === undefined || count < least) {
          state.stale.push(`${key}: read ${count}, had written ${least}`);
        }
      }
    } catch (error) {
      busy.delete(key);
      const { code, message } = error as { code?: string; message: string };
      state.failures.push(`${code}: ${message}`);
    }
    state.slowest = Math.max(state.slowest, performance.now() - started);
  };
  const timer = setInterval(() => {
    // A timer that comes late makes up for it.
    const due = Math.floor(((performance.now() - begun) / 1000) * RATE);
    for (; state.requests < due; state.requests += 1) {
      const request: Promise<void> = ask(state.requests).finally(() => running.delete(request));
      running.add(request);
    }
  }, 5);
  return state;
}
