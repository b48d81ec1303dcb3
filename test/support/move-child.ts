/** Imports a file in small committed batches, in a process that a test may kill: url, kind, file. */
import { openCaller } from "../../src/call.ts";
import { openJsonSource } from "../../src/import/json-source.ts";
import { move } from "../../src/import/mover.ts";
import { openMemorySource } from "../../src/import/sqlite-source.ts";

const [databaseUrl = "", kind = "", file = ""] = process.argv.slice(2);
const source =
  kind === "memory" ? await openMemorySource(file) : await openJsonSource("network", file);
const caller = await openCaller({ databaseUrl, dataDir: "unused", poolSize: 3 } as never);
try {
  const report = await move(caller, source, {
    source: "killed",
    largestTransaction: 0,
    batchRows: 100,
    onRows: (done) => console.error(done),
  });
  console.log(JSON.stringify(report));
} finally {
  await caller.close();
  await source.close();
}
