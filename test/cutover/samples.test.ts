/** The sample files of every store: imported, they and the database say the same, and so does an export. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { compareStore } from "../../src/cutover/compare.ts";
import { storeRows } from "../../src/cutover/mirror-store.ts";
import { callExactly, callFunction } from "../../src/database/call-function.ts";
import type { Json } from "../../src/legacy/document.ts";
import { type StoreName, writeWholeFile } from "../../src/legacy/store-file/index.ts";
import { rolledBack, testDatabase } from "../support/database.ts";
import { importDocument } from "./files.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples) console.warn("SKIPPED: ../shared/legacy is not here; no sample is compared.");

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-samples-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const SAMPLES: readonly (readonly [StoreName, string])[] = [
  ["registry", "specql/domain_registry.v2.yaml"],
  ["registry", "specql/domain_registry.two_digit.yaml"],
  ["registry", "specql/domain_registry.handwritten.yaml"],
  ["services", "specql/service_registry.yaml"],
  ["services", "specql/service_registry.examples-multi-execution.yaml"],
  ["types", "specql/type_registry.json"],
  ["patterns", "specql/pattern_library_seeded.db"],
  ["memory", "memory/planned_shape.sqlite"],
  ["network", "network/graph_store.json"],
  ["tasks", "network/agent_tasks.json"],
];

describe.runIf(hasSamples)("a sample", () => {
  test.each(SAMPLES)("of %s, %s", { tags: ["slow"] }, (store, name) =>
    rolledBack(database.pool, async (client) => {
      const path = `${LEGACY}${name}`;
      const report = await importDocument(client, store, path, { quarantine: true });
      const caller = {
        call: (called: string, args?: Record<string, unknown>) =>
          callFunction(client, called, args),
      };
      const found = await compareStore(caller, { store, path, attempts: 1 });
      // A row that was refused is in the file only; nothing else differs.
      const refused = report.rejects.map(() => "missing_in_postgresql");
      expect(found.discrepancies.filter((each) => !refused.includes(each.type))).toEqual([]);
      expect(found.discrepancies).toHaveLength(refused.length);
      expect(found.consistent).toBe(refused.length === 0);
      expect(found.checked).toBeGreaterThan(0);

      const exported = join(folder, `${store}-${basename(name)}`);
      const exact = (called: string, args?: Record<string, unknown>): Promise<Json> =>
        callExactly(client, called, args);
      await writeWholeFile(store, exported, storeRows({ ...caller, exact }, store));
      const again = await compareStore(caller, { store, path: exported, attempts: 1 });
      expect(again.discrepancies).toEqual([]);
      expect(again.checked).toBe(found.checked - refused.length);
    }),
  );
});
