/** How the tests call `openDatabase`: in one place, because it is the product's own door. */
import { join } from "node:path";
import type { openDatabase } from "../../src/database/open.ts";

type OpenConfig = Parameters<typeof openDatabase>[0];

/** The configuration of a server's database. */
export function postgresConfig(databaseUrl: string): OpenConfig {
  return { databaseUrl, dataDir: ".specql/data", poolSize: 4 };
}

/** The configuration of an embedded database below `folder`, laid out as `.specql` is. */
export function embeddedConfig(folder: string): OpenConfig {
  return { dataDir: join(folder, "data"), poolSize: 1 };
}
