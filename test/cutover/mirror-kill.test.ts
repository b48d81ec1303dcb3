/** kill -9 of the mirror between any two of its steps, under load: every write arrives, once. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { execPath } from "node:process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { sqlCaller } from "../../src/call.ts";
import { advance } from "../../src/cutover/advance.ts";
import { compareStore } from "../../src/cutover/compare.ts";
import { startMirror } from "../../src/cutover/mirror.ts";
import { mirrorHolder } from "../../src/cutover/mirror-store.ts";
import { MIRROR, mirrorPool, poolPort, storeStates } from "../../src/cutover/port.ts";
import { localPrincipal } from "../../src/database/principal.ts";
import { rowsIn } from "../support/legacy-files.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { importDocument, makeRow, writeRows } from "./files.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const WRITES = 600;
const ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 5);

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-kill-"));
const dataDir = join(folder, "data");
const caller = sqlCaller({ ...database, close: async () => {} }, localPrincipal());
const call = async (name: string, args: Record<string, unknown> = {}): Promise<any> =>
  (await caller.call(name, args)).result;
const context = { dataDir, holder: mirrorHolder(), log: () => {} };

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

async function prepare(store: "memory" | "tasks" | "services", path: string): Promise<void> {
  const rows = Array.from({ length: 20 }, (_, n) => makeRow(store, n, "w"));
  writeRows(store, path, rows, { typed: true });
  const client = await database.pool.connect();
  try {
    await importDocument(client, store, path);
  } finally {
    client.release();
  }
  await call("attach_store", { store, path });
  await advance(caller, { store, phase: "dual_write" }, context);
}

const put = (store: "memory" | "tasks" | "services", n: number, title: string) => {
  const row = makeRow(store, n, "w");
  return call("put_store_row", {
    store,
    source_table: row.table,
    row_key: row.key,
    content: { ...row.content, x_title: title },
  });
};

async function drained(): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await storeStates(caller)).every((state) => state.pending === 0)) return;
    await setTimeout(50);
  }
  throw new Error(JSON.stringify(await storeStates(caller)));
}

describeOnPostgres("the mirror", () => {
  const STORES = ["memory", "tasks", "services"] as const;
  const paths = new Map(STORES.map((store) => [store, join(folder, `${store}.file`)] as const));

  test(
    "that is killed at random moments loses nothing and doubles nothing",
    { tags: ["slow"], timeout: 240_000 },
    async () => {
      for (const store of STORES) await prepare(store, paths.get(store)!);
      const start = (): ChildProcess =>
        spawn(execPath, [MAIN, "cutover", "mirror", "--database", database.url!], {
          env: { ...process.env, SPECQL_DATA_DIR: dataDir },
          stdio: ["ignore", "pipe", "inherit"],
        });
      let writing = true;
      let written = 0;
      const load = (async () => {
        while (writing) {
          const n = written % 60;
          await Promise.all(STORES.map((store) => put(store, n, `write ${written}`)));
          written += 1;
        }
      })();
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          const child = start();
          await once(child.stdout!, "data");
          await setTimeout(Math.random() * 700);
          child.kill("SIGKILL");
          await once(child, "exit");
        }
      } finally {
        writing = false;
        await load;
      }
      const last = start();
      try {
        await drained();
      } finally {
        last.kill("SIGTERM");
      }
      const [code] = (await once(last, "exit")) as [number];
      expect(code).toBe(0);
      expect(written).toBeGreaterThan(ROUNDS);
      for (const store of STORES) {
        const path = paths.get(store)!;
        const { discrepancies } = await compareStore(caller, { store, path });
        expect(discrepancies).toEqual([]);
        const keys = (await rowsIn(store, path)).map((row) => row.split(" ", 2).join(" "));
        expect(new Set(keys).size).toBe(keys.length);
      }
    },
  );

  test(
    "writes within a second of the commit",
    { tags: ["slow"], timeout: 120_000 },
    async ({ annotate }) => {
      const path = paths.get("tasks")!;
      const pool = mirrorPool(database.url!);
      const running = startMirror({
        ...context,
        port: poolPort(pool, MIRROR),
        listenUrl: database.url!,
      });
      const lags: number[] = [];
      const sent: Promise<void>[] = [];
      const seen = async (title: string, at: number): Promise<void> => {
        while (!readFileSync(path, "utf8").includes(`${title}"`)) {
          if (Date.now() - at > 20_000) throw new Error(`${title} never came`);
          await setTimeout(5);
        }
        lags.push(Date.now() - at);
      };
      try {
        // 200 writes a second, as far as the machine can; each twentieth is waited for.
        for (const begin = Date.now(); sent.length < WRITES;) {
          const due = Math.min(WRITES, Math.floor((Date.now() - begin) / 5) + 1);
          while (sent.length < due) {
            const number = sent.length;
            const isWatched = number % 20 === 0;
            const title = `lag ${number}`;
            sent.push(
              (async () => {
                await put("tasks", isWatched ? 100 + number : number % 60, title);
                if (isWatched) await seen(title, Date.now());
              })(),
            );
          }
          await setTimeout(5);
        }
        await Promise.all(sent);
      } finally {
        await running.stop();
        await pool.end();
      }
      lags.sort((a, b) => a - b);
      const at = (share: number): number => lags[Math.floor((lags.length - 1) * share)] ?? NaN;
      const found = { writes: sent.length, median: at(0.5), p95: at(0.95), max: at(1) };
      await annotate(`milliseconds from commit to file: ${JSON.stringify(found)}`);
      expect(found.p95).toBeLessThan(1000);
    },
  );
});
