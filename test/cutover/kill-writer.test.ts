/** kill -9 at random moments of writing: the file is the old one or the new one, never between. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import process, { execPath } from "node:process";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/legacy/document.ts";
import { openLegacyFile, type StoreName } from "../../src/legacy/store-file/index.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/write.ts";
import { rowsIn, sampleFile, sqliteCheck } from "../support/legacy-files.ts";

const CHILD = fileURLToPath(new URL("kill-writer.child.ts", import.meta.url));
/** Moments in all, over the formats. */
const MOMENTS = Number(process.env["KILL_MOMENTS"] ?? 30);

const STORES: { store: StoreName; table: string; keys: string[]; field: string }[] = [
  {
    store: "registry",
    table: "entities",
    keys: ["Contact", "Company"].map((name) => `domains.2.subdomains.03.entities.${name}`),
    field: "assigned_at",
  },
  { store: "network", table: "projects", keys: ["npm/react", "pypi/django"], field: "version" },
  { store: "memory", table: "memory_entities", keys: ["1", "2", "5"], field: "org_id" },
];

describe.each(STORES)("$store", ({ store, table, keys, field }) => {
  test(
    "is one of the two contents after every kill",
    { tags: ["slow"], timeout: 240_000 },
    async () => {
      const path = sampleFile(store);
      if (store === "network") {
        // Large enough that writing takes a while.
        const many = Array.from({ length: 4000 }, (_, n) => `[["npm","a${n}"],["npm","b${n}"]]`);
        const text = `{"projects": [{"name": "React", "ecosystem": "npm", "version": "1"},
        {"name": "Django", "ecosystem": "pypi", "version": "1"}], "edges": [${many.join(",\n")}]}`;
        writeFileSync(path, text);
      }
      const file = await openLegacyFile(store, path);
      const contents = await Promise.all(
        keys.map(async (key) => (await file.get(table, key))!.content as Record<string, Json>),
      );
      await file.close();
      const versions = ["one", "two"].map((word) =>
        keys.map((key, index) => [key, { ...contents[index], [field]: word }] as const),
      );
      await writeLegacyRows(
        store,
        path,
        versions[0]!.map(([key, content]) => ({ table, key, content })),
      );
      const allowed = [await rowsIn(store, path)];
      await writeLegacyRows(
        store,
        path,
        versions[1]!.map(([key, content]) => ({ table, key, content })),
      );
      allowed.push(await rowsIn(store, path));
      const seen = new Set<number>();
      for (let moment = 0; moment < MOMENTS / STORES.length; moment += 1) {
        const child = spawn(
          execPath,
          [CHILD, store, path, table, ...versions.map((version) => JSON.stringify(version))],
          { stdio: ["ignore", "pipe", "inherit"] },
        );
        await once(child.stdout, "data");
        await setTimeout(Math.random() * 150);
        child.kill("SIGKILL");
        await once(child, "exit");
        const rows = await rowsIn(store, path);
        const which = allowed.findIndex((each) => JSON.stringify(each) === JSON.stringify(rows));
        expect(which, rows.join("\n")).toBeGreaterThanOrEqual(0);
        seen.add(which);
        if (store === "memory") expect(sqliteCheck(path)).toBe("ok");
      }
      expect(seen.size).toBe(2);
      // What the killed ones left is cleaned up by the next that writes.
      await writeLegacyRows(
        store,
        path,
        [...versions].reverse().flatMap((version) =>
          version.map(([key, content]) => ({
            table,
            key,
            content: { ...content, [field]: "end" },
          })),
        ),
      );
      const left = readdirSync(dirname(path)).filter(
        (name) => !name.startsWith(`${basename(path)}-`),
      );
      expect(left).toEqual([basename(path)]);
    },
  );
});
