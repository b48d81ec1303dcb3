/** Writes twenty tasks into the file that it is given. */
import { argv } from "node:process";
import { openStore } from "../../src/library/index.ts";

const store = await openStore("tasks", { path: argv[2]!, env: {} });
for (let n = 0; n < 20; n += 1) {
  await store.put("tasks", `child-${n}`, {
    id: `child-${n}`,
    direction: "write",
    status: "pending",
  });
}
await store.close();
