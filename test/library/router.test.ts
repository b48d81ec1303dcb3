/** A store that moves through its phases while it is used. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore, type Store, type TasksTables } from "../../src/library/index.ts";
import { percentOf } from "../../src/library/router.ts";
import { writeLegacyRows } from "../../src/legacy/store-file/write.ts";
import { describeOnPostgres } from "../support/database.ts";
import { until } from "../fallback/support.ts";
import { makeWorld, task, type World } from "./world.ts";

describeOnPostgres("a store that moves", () => {
  let world: World;
  const notices: string[] = [];
  const open = (env: Record<string, string> = {}): Promise<Store<TasksTables>> =>
    openStore("tasks", {
      env: { SPECQL_DATA_DIR: `${world.folder}/data`, ...env },
      databaseUrl: world.database.url,
      poolSize: 4,
      notice: (line) => notices.push(line),
    });
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.drop());

  const noted = async (key: string): Promise<string | undefined> =>
    (await world.call("store_rows", { store: "tasks", source_table: "tasks", keys: [key] }))[0]
      ?.content.context.note;
  const inFile = async (text: string): Promise<boolean> =>
    (await readFile(world.path, "utf8")).includes(text);

  it("counts what it is asked for", async () => {
    const store = await open();
    await store.get("tasks", "t7");
    await expect(store.list("tasks", { after: "no such task" })).rejects.toMatchObject({
      code: "SG395",
    });
    await store.close();
    const rows = (await world.call("performance_report")) as unknown[];
    const of = (operation: string, failed: number): unknown =>
      expect.objectContaining({ origin: "library", operation, calls: 1, failed });
    expect(rows).toEqual(expect.arrayContaining([of("get tasks", 0), of("list tasks", 1)]));
  });

  it("writes and reads where the phase says, and follows it without a failure", async () => {
    const store = await open();
    const write = async (note: string): Promise<void> => {
      await store.put("tasks", "t1", task("t1", { context: { note } }) as never);
      expect((await store.get("tasks", "t1"))?.context).toEqual({ note });
    };
    try {
      expect(await store.get("tasks", "t7")).toMatchObject({ direction: "do t7" });
      await write("in legacy");
      expect(await inFile("in legacy")).toBe(true);
      expect(await noted("t1")).toBe("as it was");

      // The file leads: what it has now is imported before the store moves.
      await world.take("t1");
      await world.advance("dual_write");
      await write("in dual write");
      expect(await noted("t1")).toBe("in dual write");
      expect(await inFile("in dual write")).toBe(false);
      await world.mirrorOnce();
      expect(await inFile("in dual write")).toBe(true);

      await world.advance("shadow_read", 50);
      await write("in shadow read");
      await world.mirrorOnce();
      expect(await store.count("tasks")).toBe(20);
      expect((await store.list("tasks", { after: "t4", limit: 2 })).map(({ key }) => key)).toEqual([
        "t5",
        "t6",
      ]);

      await world.advance("postgres");
      await write("in postgres");
      expect(await noted("t1")).toBe("in postgres");
      expect((await store.list("tasks", { after: "t4", limit: 2 })).map(({ key }) => key)).toEqual([
        "t5",
        "t6",
      ]);
      expect(await store.remove("tasks", "t19")).toBe(true);
      expect(await store.remove("tasks", "t19")).toBe(false);
      expect(await store.count("tasks")).toBe(19);

      await world.back("shadow_read");
      await write("back in shadow read");
      expect(await store.get("tasks", "t19")).toBeUndefined();
      await world.back("legacy");
      await write("draining");
      expect(await world.phase()).toBe("dual_write");
      await world.mirrorOnce();
      expect(await world.phase()).toBe("legacy");
      await write("back in legacy");
      expect(await inFile("back in legacy")).toBe(true);
      expect(await noted("t1")).toBe("draining");
      await world.take("t1");
    } finally {
      await store.close();
    }
  });

  it("reads each key from one side, by its share", () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `t${n}`);
    const inside = keys.filter((key) => percentOf("tasks", key) < 30);
    expect(inside.length / keys.length).toBeCloseTo(0.3, 1);
    expect(keys.filter((key) => percentOf("tasks", key) < 30)).toEqual(inside);
    expect(keys.every((key) => percentOf("tasks", key) < 100)).toBe(true);
  });

  it("writes both already in legacy, where DUAL_WRITE_MODE says so", async () => {
    const store = await open({ DUAL_WRITE_MODE: "true" });
    try {
      await store.put("tasks", "t2", task("t2", { context: { note: "on both sides" } }) as never);
      expect(await inFile("on both sides")).toBe(true);
      expect(await noted("t2")).toBe("on both sides");
      // What PostgreSQL refuses is in neither.
      await expect(
        store.put("tasks", "t3", task("t3", { status: "no such status" }) as never),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^SG/) });
      expect(await inFile("no such status")).toBe(false);
    } finally {
      await store.close();
    }
  });

  it("writes a lasting difference down, with both values, once", async () => {
    await world.advance("dual_write");
    await world.advance("shadow_read", 0);
    const store = await open();
    try {
      expect((await store.get("tasks", "t3"))?.direction).toBe("do t3");
      // Behind everybody's back.
      await writeLegacyRows("tasks", world.path, [
        { table: "tasks", key: "t3", content: task("t3", { direction: "do not" }) as never },
      ]);
      let found: any[] = [];
      await until("the difference is written down", async () => {
        expect((await store.get("tasks", "t3"))?.direction).toBe("do not");
        found = await world.call("list_rows", { view_name: "discrepancies" });
        return found.length > 0;
      });
      await store.close();
      expect(await world.call("list_rows", { view_name: "discrepancies" })).toHaveLength(1);
      expect(found[0]).toMatchObject({
        type: "changed",
        path: "tasks.t3",
        legacy_value: { direction: "do not" },
        postgresql_value: { direction: "do t3" },
      });
      // Inside of the share PostgreSQL's answer counts.
      const inside = await open({ READ_FROM_POSTGRES_PERCENT: "100" });
      expect((await inside.get("tasks", "t3"))?.direction).toBe("do t3");
      await inside.close();
      // And the store does not move on before a clean comparison.
      await expect(
        world.call("advance_store", { store: "tasks", phase: "postgres" }),
      ).rejects.toMatchObject({ code: "SG331" });
    } finally {
      await store.close();
    }
    expect(notices).toEqual([]);
  });
});
