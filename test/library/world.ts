/** Tasks in PostgreSQL and in their legacy file, a mirror between them, and moves of their phase. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { compareStore } from "../../src/cutover/compare.ts";
import { callFunction } from "../../src/database/call-function.ts";
import { asPrincipal, localPrincipal } from "../../src/database/principal.ts";
import { fingerprint, openLegacyFile } from "../../src/legacy/store-file/index.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/write.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

export interface World {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly path: string;
  call(name: string, args?: object): Promise<any>;
  /** Takes a row of the file into PostgreSQL, as an import does. */
  take(key: string): Promise<void>;
  /** Writes what waits into the file. */
  mirrorOnce(): Promise<number>;
  /** Does so until it is stopped. */
  startMirror(): { stop(): Promise<void> };
  /** One step forward, as `specql cutover advance` does it. */
  advance(phase: string, percent?: number): Promise<void>;
  back(phase?: string): Promise<void>;
  compare(): Promise<{ consistent: boolean; discrepancies: readonly unknown[] }>;
  phase(): Promise<string>;
  drop(): Promise<void>;
}

/** A task as the file has it. */
export function task(id: string, more: object = {}): { id: string } & Record<string, any> {
  return {
    id,
    direction: `do ${id}`,
    task_type: "impl",
    status: "pending",
    context: { note: "as it was" },
    created_at: "2026-01-01T00:00:00+00:00",
    updated_at: "2026-01-01T00:00:00+00:00",
    ...more,
  };
}

export async function makeWorld(rows = 20): Promise<World> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  const path = join(folder, "tasks.json");
  const tasks = Array.from({ length: rows }, (_, n) => task(`t${n}`));
  await writeFile(path, JSON.stringify({ tasks }, null, 2));
  const { pool } = database;
  const admin = localPrincipal();
  const call = (name: string, args: object = {}): Promise<any> =>
    asPrincipal(pool, admin, async (client) => (await callFunction(client, name, args)).result);
  for (const content of tasks) {
    await call("put_store_row", {
      store: "tasks",
      source_table: "tasks",
      row_key: content.id,
      content,
    });
  }
  await call("attach_store", { store: "tasks", path });

  const mirrorOnce = async (): Promise<number> => {
    const batch = await call("mirror_batch", { store: "tasks" });
    if (batch.outbox.length === 0) return 0;
    const changes = batch.rows.map((row: any) => ({
      table: row.source_table,
      key: row.row_key,
      position: row.position ?? undefined,
      content: row.content,
    }));
    const sha256 =
      changes.length > 0
        ? (await writeLegacyRows("tasks", path, changes, { stamp: batch.sha256 })).sha256
        : await fingerprint(path, "json");
    await call("acknowledge_mirror", {
      store: "tasks",
      outbox: batch.outbox,
      sha256,
      as_of: batch.as_of,
    });
    return batch.outbox.length;
  };

  let mirroring: Promise<unknown> = Promise.resolve();
  const alone = (): Promise<number> => {
    const next = mirroring.then(mirrorOnce);
    mirroring = next.catch(() => {});
    return next;
  };

  return {
    database,
    folder,
    path,
    call,
    async take(key) {
      const file = await openLegacyFile("tasks", path);
      const content = (await file.get("tasks", key))!.content;
      await file.close();
      await call("put_store_row", {
        store: "tasks",
        source_table: "tasks",
        row_key: key,
        content,
      });
    },
    mirrorOnce: alone,
    startMirror() {
      let stopped = false;
      const loop = (async () => {
        while (!stopped) {
          await alone();
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      return {
        async stop() {
          stopped = true;
          await loop;
        },
      };
    },
    advance: (phase, percent) =>
      asPrincipal(pool, admin, async (client) => {
        await callFunction(client, "hold_store", { store: "tasks" });
        while ((await alone()) > 0);
        const report = await compareStore(
          { call: (name, args) => callFunction(client, name, args) },
          { store: "tasks", path },
        );
        if (!report.consistent) {
          throw new Error(`not consistent: ${JSON.stringify(report.discrepancies.slice(0, 3))}`);
        }
        await callFunction(client, "advance_store", {
          store: "tasks",
          phase,
          read_percent: percent,
          legacy_sha256: (await fingerprint(path, "json"))!,
        });
      }),
    async back(phase) {
      await call("roll_back_store", { store: "tasks", ...(phase && { phase }) });
    },
    compare: async () => {
      while ((await alone()) > 0);
      return compareStore(
        {
          call: (name, args) =>
            asPrincipal(pool, admin, (client: pg.PoolClient) => callFunction(client, name, args)),
        },
        { store: "tasks", path },
      );
    },
    phase: async () => (await call("store_route", { store: "tasks" })).phase,
    async drop() {
      await mirroring;
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
