/** A database with the samples in it, a way to it that can be cut, and mirrors that are known. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { callFunction } from "../../src/database/call-function.ts";
import { cacheFolder, writeMirror } from "../../src/database/mirrors.ts";
import { asPrincipal, localPrincipal } from "../../src/database/principal.ts";
import { readRegistryYaml } from "../../src/legacy/read.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Way, wayTo } from "../support/cut-off.ts";

/** A small registry that is a file, and in the database. */
export const REGISTRY = fileURLToPath(new URL("registry.yaml", import.meta.url));

export interface Mirrored {
  readonly database: TestDatabase;
  readonly way: Way;
  readonly folder: string;
  readonly dataDir: string;
  /** The mirror of the registry. */
  readonly file: string;
  readonly asOf: string;
  drop(): Promise<void>;
}

/** Makes a database whose registry is mirrored. On PostgreSQL only. */
export async function mirrored(): Promise<Mirrored> {
  const database = await testDatabase();
  const way = await wayTo(database.url!);
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  const dataDir = join(folder, "data");
  await linkTemplates(KEPT, cacheFolder(dataDir));
  const file = join(folder, "domain_registry.yaml");
  await copyFile(REGISTRY, file);
  const text = readFileSync(file, "utf8");
  await asPrincipal(database.pool, localPrincipal(), (client) =>
    callFunction(client, "import_registry", {
      document: readRegistryYaml(text, file),
      options: { source: "registry.yaml" },
    }),
  );
  const asOf = "2026-11-21T08:00:00.000Z";
  const sha256 = createHash("sha256").update(text).digest("hex");
  writeMirror(dataDir, "registry", { path: file, format: "yaml", asOf, sha256 });
  return {
    database,
    way,
    folder,
    dataDir,
    file,
    asOf,
    async drop() {
      await way.close();
      await database.drop();
      await linkTemplates(cacheFolder(dataDir), KEPT);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Making an empty standby takes seconds; one that was made is good for every test. */
export const KEPT = join(tmpdir(), "specql-test-templates");

/** Takes over the templates of one folder in another. */
export async function linkTemplates(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (!/^template-.*\.tar$/.test(name) || existsSync(join(to, name))) continue;
    await link(join(from, name), join(to, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Waits until something is so; fails after a while. */
export async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 25_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`it never came about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
