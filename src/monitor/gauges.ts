/** What a process sees of itself and of the disk that its data lie on. */
import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Database } from "../database/database.ts";
import type { Gauge } from "./recorder.ts";

/** The pool of connections of a process, and the disk below `folder`. */
export async function gaugesOf(
  database: Pick<Database, "pool">,
  given: { process: string; folders: readonly string[] },
): Promise<Gauge[]> {
  const { pool } = database;
  const source = `${hostname()} ${given.process}`;
  const most = pool.options.max ?? 1;
  const busy = pool.totalCount - pool.idleCount;
  const gauges: Gauge[] = [
    { gauge: "pool_waiting", source, value: pool.waitingCount },
    { gauge: "pool_used", source, value: busy / most },
  ];
  for (const folder of given.folders) {
    const used = await diskUsed(folder);
    if (used !== undefined) {
      gauges.push({ gauge: "disk_used", source: `${hostname()} ${folder}`, value: used });
    }
  }
  return gauges;
}

/** The used share of the disk of a folder, or of the nearest one above it that exists. */
async function diskUsed(folder: string): Promise<number | undefined> {
  try {
    const { blocks, bavail, bfree } = await statfs(folder);
    // As df counts: what only the superuser may fill is neither free nor used.
    const used = blocks - bfree;
    return used + bavail === 0 ? undefined : used / (used + bavail);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const above = dirname(folder);
    return code === "ENOENT" && above !== folder ? diskUsed(above) : undefined;
  }
}
