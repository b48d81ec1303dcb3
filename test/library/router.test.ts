/** A store that moves through its phases while it is used. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore, type RegistryTables, type Store } from "../../src/library/index.ts";
import { percentOf } from "../../src/library/router.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/write.ts";
import { describeOnPostgres } from "../support/database.ts";
import { until } from "../fallback/support.ts";
import { makeWorld, type World } from "./world.ts";

const CONTACT = "domains.2.subdomains.3.entities.Contact";
const domain = (name: string): RegistryTables["domains"] => ({
  name,
  description: `About ${name}`,
  multi_tenant: "false",
  aliases: [],
});

describeOnPostgres("a store that moves", () => {
  let world: World;
  const notices: string[] = [];
  const open = (env: Record<string, string> = {}): Promise<Store<RegistryTables>> =>
    openStore("registry", {
      env: { SPECQL_DATA_DIR: `${world.folder}/data`, ...env },
      databaseUrl: world.database.url,
      poolSize: 4,
      notice: (line) => notices.push(line),
    });
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.drop());

  const described = async (key: string): Promise<string | undefined> =>
    (await world.call("store_rows", { store: "registry", source_table: "domains", keys: [key] }))[0]
      ?.content.description;
  const inFile = async (text: string): Promise<boolean> =>
    (await readFile(world.path, "utf8")).includes(text);

  it("writes and reads where the phase says, and follows it without a failure", async () => {
    const store = await open();
    const write = async (text: string): Promise<void> => {
      const row = { ...(await store.get("domains", "domains.2"))!, description: text };
      await store.put("domains", "domains.2", row);
      expect((await store.get("domains", "domains.2"))?.description).toBe(text);
    };
    try {
      expect(await store.get("entities", CONTACT)).toMatchObject({ table_code: "012311" });
      await write("in legacy");
      expect(await inFile("in legacy")).toBe(true);
      expect(await described("domains.2")).not.toBe("in legacy");

      // The file leads: what it has now is imported before the store moves.
      await world.call("put_store_row", {
        store: "registry",
        source_table: "domains",
        row_key: "domains.2",
        content: (await store.get("domains", "domains.2")) as object,
      });
      await world.advance("dual_write");
      await write("in dual write");
      expect(await described("domains.2")).toBe("in dual write");
      expect(await inFile("in dual write")).toBe(false);
      await world.mirrorOnce();
      expect(await inFile("in dual write")).toBe(true);

      await world.advance("shadow_read", 50);
      await write("in shadow read");
      await world.mirrorOnce();
      expect(await store.count("domains")).toBe(2);

      await world.advance("postgres");
      await write("in postgres");
      expect(await described("domains.2")).toBe("in postgres");

      await world.back("shadow_read");
      await write("back in shadow read");
      await world.back("legacy");
      await write("draining");
      expect(await world.phase()).toBe("dual_write");
      await world.mirrorOnce();
      expect(await world.phase()).toBe("legacy");
      await write("back in legacy");
      expect(await inFile("back in legacy")).toBe(true);
      expect(await described("domains.2")).toBe("draining");
    } finally {
      await store.close();
    }
  });

  it("reads each key from one side, by its share", () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `domains.${n}`);
    const inside = keys.filter((key) => percentOf("domains", key) < 30);
    expect(inside.length / keys.length).toBeCloseTo(0.3, 1);
    expect(keys.filter((key) => percentOf("domains", key) < 30)).toEqual(inside);
    expect(keys.every((key) => percentOf("domains", key) < 100)).toBe(true);
  });

  it("writes both already in legacy, where DUAL_WRITE_MODE says so", async () => {
    const store = await open({ DUAL_WRITE_MODE: "true" });
    try {
      await store.put("domains", "domains.2", {
        ...(await store.get("domains", "domains.2"))!,
        description: "on both sides",
      });
      expect(await inFile("on both sides")).toBe(true);
      expect(await described("domains.2")).toBe("on both sides");
      // What PostgreSQL refuses is in neither.
      await expect(store.put("domains", "domains.99", domain("far"))).rejects.toMatchObject({
        code: expect.stringMatching(/^SG/),
      });
      expect(await inFile("far")).toBe(false);
    } finally {
      await store.close();
    }
  });

  it("writes a lasting difference down, with both values, once", async () => {
    await world.advance("dual_write");
    await world.advance("shadow_read", 0);
    const store = await open();
    try {
      expect((await store.get("domains", "domains.3"))?.name).toBe("catalog");
      // Behind everybody's back.
      await writeLegacyRows("registry", world.path, [
        {
          table: "domains",
          key: "domains.3",
          content: { ...domain("catalog"), description: "another" } as never,
        },
      ]);
      for (let n = 0; n < 5; n += 1) {
        expect((await store.get("domains", "domains.3"))?.description).toBe("another");
      }
      let found: any[] = [];
      await until("the difference is written down", async () => {
        found = await world.call("list_rows", { view_name: "discrepancies" });
        return found.length > 0;
      });
      await store.close();
      expect(await world.call("list_rows", { view_name: "discrepancies" })).toHaveLength(1);
      expect(found[0]).toMatchObject({
        type: "changed",
        path: "domains.3",
        legacy_value: { description: "another" },
        postgresql_value: { description: "What is sold" },
      });
      // Inside of the share PostgreSQL's answer counts.
      const inside = await open({ READ_FROM_POSTGRES_PERCENT: "100" });
      expect((await inside.get("domains", "domains.3"))?.description).toBe("What is sold");
      await inside.close();
      // And the store does not move on before a clean comparison.
      await expect(
        world.call("advance_store", { store: "registry", phase: "postgres" }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^SG33[0-2]$/) });
    } finally {
      await store.close();
    }
    expect(notices).toEqual([]);
  });
});
