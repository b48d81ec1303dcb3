import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// On the embedded database each test file starts a database of its own: seconds and 300 MB each.
const embedded = process.env["TEST_DATABASE"] === "embedded";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    pool: "forks",
    maxWorkers: Math.min(2, availableParallelism()),
    testTimeout: embedded ? 60_000 : 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // The slow ones run in `npm test` too; `--tags-filter='!slow'` leaves them out.
    tags: [{ name: "slow", description: "takes more than a few seconds", timeout: 300_000 }],
    // Colours and the reporter's rewriting of lines are for terminals.
    ...(process.env["CI"] ? { reporters: ["default"] } : {}),
  },
});
