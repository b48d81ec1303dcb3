/** The sample files of every store: imported, they and the database say the same. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { compareStore } from "../../src/cutover/compare.ts";
import { callFunction } from "../../src/database/call-function.ts";
import type { StoreName } from "../../src/legacy/store-file/index.ts";
import { rolledBack, testDatabase } from "../support/database.ts";
import { importDocument } from "./files.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples) console.warn("SKIPPED: ../shared/legacy is not here; no sample is compared.");

const database = await testDatabase();
afterAll(() => database.drop());

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
    }),
  );
});
