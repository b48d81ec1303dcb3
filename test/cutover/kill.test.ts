/** A few of the 200 kills that `npm run bench -- --only kill` tries. */
import { expect, test } from "vitest";
import { chaos } from "../support/chaos.ts";
import { describeOnPostgres } from "../support/database.ts";

describeOnPostgres("SIGKILL under load", () => {
  test(
    "nothing acknowledged is lost, nothing is there twice",
    { tags: ["slow"], timeout: 180_000 },
    async () => {
      const result = await chaos({
        kills: 8,
        seed: Date.now() % 1_000_000,
        log: (line) => console.warn(line),
      });
      expect(result.faults).toEqual([]);
      expect(result.acknowledged.tasks).toBeGreaterThan(10);
      expect(result.acknowledged.memory).toBeGreaterThan(10);
      expect(result.acknowledged.registry).toBeGreaterThan(10);
    },
  );
});
