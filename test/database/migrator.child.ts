/** Opens and migrates a new embedded database, in whatever directory it is started. */
import { pendingMigrations } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";

const dataDir = process.argv[2] ?? "";
const database = await openDatabase({ dataDir, poolSize: 1 }, { migrate: true });
process.send?.(await pendingMigrations(database));
await database.close();
process.disconnect();
