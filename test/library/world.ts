/** A registry in PostgreSQL and in its legacy file, a mirror between them, and moves of its phase. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { compareStore } from "../../src/cutover/compare.ts";
import { callFunction } from "../../src/database/call-function.ts";
import { asPrincipal, localPrincipal } from "../../src/database/principal.ts";
import { fingerprint } from "../../src/legacy/store-file/index.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/write.ts";
import { readRegistryYaml } from "../../src/legacy/read.ts";
import { readFileSync } from "node:fs";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { REGISTRY } from "../fallback/support.ts";

export interface World {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly path: string;
  call(name: string, args?: object): Promise<any>;
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

export async function makeWorld(): Promise<World> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  const path = join(folder, "domain_registry.yaml");
  await copyFile(REGISTRY, path);
  const { pool } = database;
  const admin = localPrincipal();
  const call = (name: string, args: object = {}): Promise<any> =>
    asPrincipal(pool, admin, async (client) => (await callFunction(client, name, args)).result);
  await call("import_registry", {
    document: readRegistryYaml(readFileSync(path, "utf8"), path),
    options: { source: path, timezone: "UTC" },
  });
  await call("attach_store", { store: "registry", path });

  const mirrorOnce = async (): Promise<number> => {
    const batch = await call("mirror_batch", { store: "registry" });
    if (batch.outbox.length === 0) return 0;
    const changes = batch.rows.map((row: any) => ({
      table: row.source_table,
      key: row.row_key,
      position: row.position ?? undefined,
      content: row.content,
    }));
    const sha256 =
      changes.length > 0
        ? (await writeLegacyRows("registry", path, changes, { stamp: batch.sha256 })).sha256
        : await fingerprint(path, "yaml");
    await call("acknowledge_mirror", {
      store: "registry",
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
        await callFunction(client, "hold_store", { store: "registry" });
        while ((await alone()) > 0);
        const report = await compareStore(
          { call: (name, args) => callFunction(client, name, args) },
          { store: "registry", path },
        );
        if (!report.consistent) {
          throw new Error(`not consistent: ${JSON.stringify(report.discrepancies.slice(0, 3))}`);
        }
        await callFunction(client, "advance_store", {
          store: "registry",
          phase,
          read_percent: percent,
          legacy_sha256: (await fingerprint(path, "yaml"))!,
        });
      }),
    async back(phase) {
      await call("roll_back_store", { store: "registry", ...(phase && { phase }) });
    },
    compare: async () => {
      while ((await alone()) > 0);
      return compareStore(
        {
          call: (name, args) =>
            asPrincipal(pool, admin, (client: pg.PoolClient) => callFunction(client, name, args)),
        },
        { store: "registry", path },
      );
    },
    phase: async () => (await call("store_route", { store: "registry" })).phase,
    async drop() {
      await mirroring;
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
