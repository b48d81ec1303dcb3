/** Writes two contents of some rows into a legacy file, in turns, until it is killed. */
import { argv, stdout } from "node:process";
import type { RowChange } from "../../src/legacy/store-file/index.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/index.ts";

const [store = "", path = "", table = "", one = "", other = ""] = argv.slice(2);
const both = [JSON.parse(one), JSON.parse(other)] as RowChange["content"][][];
for (let turn = 0; ; turn += 1) {
  const changes = both[turn % 2]!.map((pair): RowChange => {
    const [key, content] = pair as unknown as [string, RowChange["content"]];
    return { table, key, content };
  });
  await writeLegacyRows(store, path, changes);
  if (turn === 1) stdout.write("ready\n");
}
