/** The backends without a server: the registry's file as the database, and nothing but memory. */
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/database/mirrors.ts";
import { localPrincipal } from "../../src/database/principal.ts";
import { openEmpty } from "../../src/database/standby.ts";
import { YamlDatabase } from "../../src/database/yaml-backend.ts";
import { applyCurrentMigration } from "../support/current-migration.ts";
import { specql } from "../cli/program.ts";
import { linkTemplates, KEPT, REGISTRY } from "./support.ts";

let folder: string;
let dataDir: string;
const current = await readFile(new URL("../../current.sql", import.meta.url), "utf8");
/** The migration that is being worked on comes on top. */
const afterMigrations = {
  key: createHash("sha256").update(current).digest("hex").slice(0, 8),
  run: applyCurrentMigration,
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  dataDir = join(folder, "data");
  await linkTemplates(KEPT, cacheFolder(dataDir));
});
afterAll(async () => {
  await linkTemplates(cacheFolder(dataDir), KEPT);
  await rm(folder, { recursive: true, force: true });
});

describe("the registry's file as the database", { timeout: 120_000 }, () => {
  const admin = localPrincipal();

  it("runs calls by the same rules, and writes what they change into the file", async () => {
    const path = join(folder, "registry.yaml");
    await copyFile(REGISTRY, path);
    const database = await YamlDatabase.open({ dataDir, path, afterMigrations });
    const call = async (name: string, args: object): Promise<unknown> =>
      (await database.call(admin, { name, args: JSON.stringify(args) })).result;
    try {
      expect(await call("find_domain", { name_or_alias: "management" })).toMatchObject([
        { domain_name: "crm" },
      ]);
      const code = await call("allocate_entity_code", {
        domain: "crm",
        subdomain: "customer",
        entity_name: "Invoice",
      });
      expect(code).toBe("012321");
      const text = await readFile(path, "utf8");
      expect(text).toContain("# The registry of a shop.");
      expect(text).toMatch(/Invoice:\s+table_code: ["']?012321/);
      // A refusal changes nothing.
      await expect(
        call("register_domain", { domain_number: "2", domain_name: "again" }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^SG3/) });
      expect(await readFile(path, "utf8")).toBe(text);
      // What others write is seen.
      await writeFile(path, text.replace("name: catalog", "name: wares"));
      expect(await call("find_domain", { name_or_alias: "wares" })).toHaveLength(1);
      await expect(call("list_rows", { view_name: "patterns" })).rejects.toMatchObject({
        code: "SG139",
      });
    } finally {
      await database.close();
    }
  });

  it("gives two writers two codes", async () => {
    const path = join(folder, "race.yaml");
    await copyFile(REGISTRY, path);
    const both = await Promise.all([
      YamlDatabase.open({ dataDir, path, afterMigrations }),
      YamlDatabase.open({ dataDir, path, afterMigrations }),
    ]);
    try {
      const codes = await Promise.all(
        both.map(async (database, n) => {
          const { result } = await database.call(admin, {
            name: "allocate_entity_code",
            args: JSON.stringify({ domain: "crm", subdomain: "customer", entity_name: `New${n}` }),
          });
          return result;
        }),
      );
      expect(new Set(codes).size).toBe(2);
      const text = await readFile(path, "utf8");
      for (const name of ["New0", "New1"]) expect(text).toContain(`${name}:`);
    } finally {
      await Promise.all(both.map((database) => database.close()));
    }
  });
});

describe("nothing but memory", { timeout: 120_000 }, () => {
  it("starts empty and may be written to", async () => {
    const database = await openEmpty({ cache: cacheFolder(dataDir), afterMigrations });
    try {
      const { rows } = await database.pool.query(
        "select domain_name from app.register_domain('7', 'inventory')",
      );
      expect(rows).toEqual([{ domain_name: "inventory" }]);
    } finally {
      await database.close();
    }
  });

  it("is what a command is told", async () => {
    const env = { SPECQL_REPOSITORY_BACKEND: "in_memory", SPECQL_DATA_DIR: dataDir };
    const done = await specql(["--json", "registry", "domains", "list"], { env });
    expect([done.status, JSON.parse(done.stdout)]).toEqual([0, []]);
    const wrong = await specql(["registry", "domains", "list"], {
      env: { ...env, SPECQL_REPOSITORY_BACKEND: "yaml" },
    });
    expect([wrong.status, wrong.stderr.slice(0, 5)]).toEqual([1, "SG138"]);
  });
});
