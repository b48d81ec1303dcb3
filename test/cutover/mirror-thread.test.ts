/** The mirror in its thread: it starts, says what it finds, and ends when it is told to. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { mirrorHolder } from "../../src/cutover/mirror-store.ts";
import { startMirrorThread } from "../../src/cutover/mirror-thread.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-thread-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

describeOnPostgres("a mirror's thread", () => {
  const start = (url: string, log: string[]) =>
    startMirrorThread(
      { url, dataDir: folder, holder: mirrorHolder() },
      { log: (line) => void log.push(line) },
    );

  it.each([0, 100, 300, 700])("ends when it is told to, %i ms after its start", async (wait) => {
    const log: string[] = [];
    const running = start(database.url!, log);
    await setTimeout(wait);
    await running.stop();
    expect(log).toEqual([]);
  });

  it("tells what hinders it, and ends nevertheless", async () => {
    const log: string[] = [];
    const running = start("postgres://nobody:x@127.0.0.1:9/none", log);
    for (let tries = 0; tries < 200 && log.length === 0; tries += 1) await setTimeout(50);
    await running.stop();
    expect(log).toEqual([expect.stringMatching(/^mirror: SG9\d\d: /)]);
  });
});
