/** Writes docs/cli.md from the program's help. */
import { writeFile } from "node:fs/promises";
import { cliReference } from "../src/cli/reference.ts";

await writeFile(new URL("../docs/cli.md", import.meta.url), await cliReference());
