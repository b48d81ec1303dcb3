// What `import "specql"` gives. A clone runs its sources, where this node can; an installed package
// has only what was built.
import { existsSync } from "node:fs";
import process from "node:process";

const source = new URL("../src/library/index.ts", import.meta.url);
const built = new URL("../dist/library/index.js", import.meta.url);

const entry = [process.features.typescript && source, built].find((url) => url && existsSync(url));
if (!entry) throw new Error(`specql needs Node 22.18 or newer; this is ${process.version}.`);
export const { openStore, SpecqlError } = await import(entry.href);
