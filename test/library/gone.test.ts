/** A store whose PostgreSQL goes away: its file answers, and nothing older than one's own writes. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeMirror } from "../../src/database/mirrors.ts";
import { openStore, type Store, type TasksTables } from "../../src/library/index.ts";
import { wayTo, type Way } from "../support/cut-off.ts";
import { describeOnPostgres } from "../support/database.ts";
import { until } from "../fallback/support.ts";
import { makeWorld, task, type World } from "./world.ts";

describeOnPostgres("a store without its PostgreSQL", () => {
  let world: World;
  let way: Way;
  const notices: string[] = [];
  const open = (): Promise<Store<TasksTables>> =>
    openStore("tasks", {
      env: { SPECQL_DATA_DIR: `${world.folder}/data` },
      databaseUrl: way.url,
      poolSize: 4,
      notice: (line) => notices.push(line),
    });
  const put = (store: Store<TasksTables>, id: string, note: string): Promise<unknown> =>
    store.put("tasks", id, task(id, { context: { note } }) as never);
  const note = async (store: Store<TasksTables>, id: string): Promise<unknown> =>
    ((await store.get("tasks", id))?.context as { note: string } | undefined)?.note;

  beforeAll(async () => {
    world = await makeWorld();
    way = await wayTo(world.database.url!);
    writeMirror(`${world.folder}/data`, "tasks", {
      path: world.path,
      format: "json",
      asOf: null,
      sha256: null,
    });
    await world.advance("dual_write");
    await world.advance("shadow_read", 100);
    await world.advance("postgres");
  });
  afterAll(async () => {
    await way.close();
    await world.drop();
  });

  it("reads the mirror, refuses writes, and returns by itself", async () => {
    const store = await open();
    try {
      await put(store, "t1", "mirrored");
      await world.mirrorOnce();
      await put(store, "t2", "not mirrored");
      await put(store, "new", "not mirrored");
      await store.remove("tasks", "t3");
      notices.length = 0;
      await way.cut();
      expect(await note(store, "t1")).toBe("mirrored");
      // One's own writes are not taken back, by no way of reading.
      expect(await note(store, "t2")).toBe("not mirrored");
      expect(await note(store, "new")).toBe("not mirrored");
      expect(await store.get("tasks", "t3")).toBeUndefined();
      expect(await store.count("tasks")).toBe(20);
      const keys = (await store.list("tasks")).map(({ key }) => key);
      expect(keys).toContain("new");
      expect(keys).not.toContain("t3");
      for (const write of [() => put(store, "t1", "lost"), () => store.remove("tasks", "t1")]) {
        await expect(write()).rejects.toMatchObject({ code: "SG921" });
      }
      expect(notices).toHaveLength(1);
      expect(notices[0]).toMatch(/^source: mirror, .*tasks\.json as of \d{4}-/);
      // Another process knows what the file says.
      const other = await open();
      expect(await note(other, "t1")).toBe("mirrored");
      expect(await note(other, "t2")).toBe("as it was");
      await expect(put(other, "t1", "lost")).rejects.toMatchObject({ code: "SG921" });
      await other.close();
      await way.mend();
      await until("writes are made again", async () =>
        put(store, "t1", "back").then(
          () => true,
          () => false,
        ),
      );
      expect(await note(store, "t1")).toBe("back");
      expect(notices.at(-1)).toBe("source: PostgreSQL answers again");
    } finally {
      await store.close();
      await way.mend();
    }
  });

  it("fails where there is nothing that could answer", async () => {
    await way.cut();
    const store = await openStore("types", {
      env: { SPECQL_DATA_DIR: `${world.folder}/data` },
      databaseUrl: way.url,
      notice: () => {},
    });
    try {
      await expect(store.get("scalar_types", "text")).rejects.toMatchObject({ code: "SG900" });
    } finally {
      await store.close();
      await way.mend();
    }
  });
});
