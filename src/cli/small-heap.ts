import { setFlagsFromString } from "node:v8";

/**
 * Has V8 collect short-lived texts often instead of letting them pile up: batches of a large file
 * come and go, and with its usual young generation the process would hold twice as much memory.
 * For commands that go over whole files: a server would rather collect less often. Measured by
 * `npm run bench -- --only large-files,consistency`.
 */
export function keepHeapSmall(): void {
  // In megabytes; the young generation has three of these, and does not grow.
  setFlagsFromString("--max-semi-space-size=4");
  setFlagsFromString("--semi-space-growth-factor=1");
}
