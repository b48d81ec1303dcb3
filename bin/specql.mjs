#!/usr/bin/env node
// A clone runs its sources, where this node can; an installed package has only what was built.
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import process from "node:process";

// Compiled code is kept for the next start, which then takes half the time.
nodeModule.enableCompileCache?.();

const source = new URL("../src/main.ts", import.meta.url);
const built = new URL("../dist/main.js", import.meta.url);

const entry = [process.features.typescript && source, built].find((url) => url && existsSync(url));
if (entry) await import(entry.href);
else {
  console.error(`specql needs Node 22.18 or newer; this is ${process.version}.`);
  process.exitCode = 70;
}
