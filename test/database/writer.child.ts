/** Writes rows into the embedded database until it is killed, and says which were acknowledged. */
import { openEmbedded } from "../../src/database/embedded/open-embedded.ts";

const [dataDir = "", round = "0"] = process.argv.slice(2);
const { pool } = await openEmbedded({ dataDir, statementTimeout: 30_000, holder: "command" });
await pool.query("create table if not exists t (round integer, n integer, filler text)");
await pool.query("create index if not exists t_filler on t (filler)");
for (let n = 0; ; n += 1) {
  await pool.query("insert into t values ($1, $2::integer, repeat(md5($2::integer::text), 20))", [
    round,
    n,
  ]);
  process.send?.(n);
}
