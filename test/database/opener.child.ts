/** Tries to open an embedded database, and says what came of it. */
import { openEmbedded } from "../../src/database/embedded/open-embedded.ts";
import type { SpecqlError } from "../../src/errors.ts";

try {
  const dataDir = process.argv[2] ?? "";
  const database = await openEmbedded({ dataDir, statementTimeout: 0, holder: "command" });
  await database.close();
  process.send?.({ opened: true });
} catch (error) {
  process.send?.({ opened: false, ...(error as SpecqlError).toJSON() });
}
process.disconnect();
