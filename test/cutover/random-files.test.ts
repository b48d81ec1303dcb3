/** Files of every odd form: what was imported is there, cell by cell, and can be taken back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sqlCaller } from "../../src/call.ts";
import { compareStore } from "../../src/cutover/compare.ts";
import { storeRows } from "../../src/cutover/mirror-store.ts";
import { openJsonSource } from "../../src/import/json-source.ts";
import { move } from "../../src/import/mover.ts";
import { openMemorySource } from "../../src/import/sqlite-source.ts";
import { writeWholeFile } from "../../src/legacy/store-file/index.ts";
import { testDatabase } from "../support/database.ts";
import { Chance, writeRandomNetwork, writeRandomWorkspace } from "../support/random-files.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-random-"));
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});
const caller = sqlCaller(
  { ...database, close: () => Promise.resolve() },
  { role: "specql_admin", settings: { "specql.actor": "anna" } },
);

const KINDS = {
  memory: { ending: "db", write: writeRandomWorkspace, open: openMemorySource },
  network: {
    ending: "json",
    write: writeRandomNetwork,
    open: (path: string) => openJsonSource("network", path),
  },
};

const FILES = Number(process.env["RANDOM_FILES"] ?? 12);

test.each(["memory", "network"] as const)(
  "%s: imported, compared, imported again, exported, compared, taken back",
  { tags: ["slow"] },
  async (store) => {
    const { ending, write, open } = KINDS[store];
    for (let number = 1; number <= FILES; number += 1) {
      const seed = Number(process.env["RANDOM_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
      const path = join(folder, `${number}.${ending}`);
      write(path, new Chance(seed));
      const told = `RANDOM_SEED=${seed}`;
      const imported = async (): Promise<Record<string, any>> => {
        const source = await open(path);
        try {
          return (await move(caller, source, { source: told })) as Record<string, any>;
        } finally {
          await source.close();
        }
      };
      const first = await imported();
      expect(first["rejects"], told).toEqual([]);
      expect(first["written"], told).toBe(true);
      const found = await compareStore(caller, { store, path, attempts: 1 });
      expect(found.discrepancies, told).toEqual([]);

      const { counts } = await imported();
      expect(counts, told).toEqual({
        source: first["counts"].source,
        imported: 0,
        updated: 0,
        unchanged: first["counts"].source,
        changed: 0,
        rejected: 0,
      });

      const exported = join(folder, `${number}.out.${ending}`);
      await writeWholeFile(store, exported, storeRows(caller, store));
      const again = await compareStore(caller, { store, path: exported, attempts: 1 });
      expect(again.discrepancies, told).toEqual([]);
      expect(again.checked, told).toBe(found.checked);

      const { rows } = await database.pool.query<{ id: string }>(
        "select id from specql_cutover.tb_import_run where status = 'finished' order by pk_import_run desc",
      );
      for (const { id } of rows) await caller.call("undo_import", { run_id: id });
      const left = await compareStore(caller, { store, path, attempts: 1 });
      expect(new Set(left.discrepancies.map(({ type }) => type)), told).toEqual(
        new Set(first["counts"].source > 0 ? ["missing_in_postgresql"] : []),
      );
    }
  },
);
