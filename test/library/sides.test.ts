/** A store on a file, and in memory: one interface, the same answers. */
import { fork } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, SpecqlError, type Store, type TasksTables } from "../../src/library/index.ts";

const REGISTRY = fileURLToPath(new URL("../fallback/registry.yaml", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const env = {};

async function tasksFile(name: string, tasks: object[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ version: 3, tasks }, null, 2));
  return path;
}

const task = (id: string, more: object = {}): any => ({
  id,
  direction: `do ${id}`,
  status: "pending",
  ...more,
});

describe.each(["file", "memory"])("a store, %s", (where) => {
  let store: Store<TasksTables>;
  beforeAll(async () => {
    const path = await tasksFile("each.json", []);
    store = await openStore("tasks", where === "file" ? { path, env } : { inMemory: true, env });
  });
  afterAll(() => store.close());

  it("puts, gets, lists, counts and removes", async () => {
    expect(await store.get("tasks", "a")).toBeUndefined();
    for (const id of ["b", "a", "c"]) {
      expect(await store.put("tasks", id, task(id))).toEqual(task(id));
    }
    expect(await store.get("tasks", "a")).toEqual(task("a"));
    expect((await store.list("tasks")).map(({ key }) => key)).toEqual(["b", "a", "c"]);
    expect(await store.count("tasks")).toBe(3);
    await store.put("tasks", "a", task("a", { status: "running", progress_pct: 12.5 }));
    const running = await store.list("tasks", { filter: { status: "running" } });
    expect(running).toEqual([
      { key: "a", content: task("a", { status: "running", progress_pct: 12.5 }) },
    ]);
    const [first] = await store.list("tasks", { limit: 1 });
    expect(first?.key).toBe("b");
    const rest = await store.list("tasks", { after: "b", limit: 5 });
    expect(rest.map(({ key }) => key)).toEqual(["a", "c"]);
    expect(await store.remove("tasks", "c")).toBe(true);
    expect(await store.remove("tasks", "c")).toBe(false);
    expect(await store.count("tasks")).toBe(2);
  });

  it("keeps integers that a number would cut", async () => {
    const big = 9_007_199_254_740_993n;
    await store.put("tasks", "big", task("big", { tokens: big, list: [1, 2.5, null, true] }));
    expect(await store.get("tasks", "big")).toEqual(
      task("big", { tokens: big, list: [1, 2.5, null, true] }),
    );
  });

  it("refuses what is no row", async () => {
    await expect(store.put("tasks", "", task("x"))).rejects.toMatchObject({ code: "SG102" });
    await expect(store.put("tasks", "x", task("x", { run: () => 1 }))).rejects.toMatchObject({
      code: "SG112",
    });
    await expect(store.list("tasks", { limit: -1 })).rejects.toMatchObject({ code: "SG112" });
    await expect(store.list("tasks", { after: "nobody" })).rejects.toMatchObject({ code: "SG395" });
    expect(SpecqlError.name).toBe("SpecqlError");
  });
});

describe("a store on a file", () => {
  it("keeps what it does not know, and sees what others write", async () => {
    const path = await tasksFile("others.json", [task("1", { unknown: { deep: ["x"] } })]);
    const store = await openStore("tasks", { path, env });
    try {
      await store.put("tasks", "2", task("2"));
      const whole = JSON.parse(await readFile(path, "utf8"));
      expect(whole).toEqual({
        version: 3,
        tasks: [task("1", { unknown: { deep: ["x"] } }), task("2")],
      });
      await writeFile(path, JSON.stringify({ tasks: [task("9")] }));
      expect(await store.get("tasks", "1")).toBeUndefined();
      expect(await store.get("tasks", "9")).toEqual(task("9"));
    } finally {
      await store.close();
    }
  });

  it("keeps a registry's comments", async () => {
    const path = join(folder, "registry.yaml");
    await copyFile(REGISTRY, path);
    const store = await openStore("registry", { path, env });
    try {
      const key = "domains.2.subdomains.3.entities.Contact";
      const contact = await store.get("entities", key);
      expect(contact).toMatchObject({ table_code: "012311", entity_code: "CON" });
      await store.put("entities", key, { ...contact, entity_code: "CNT" });
      expect(await readFile(path, "utf8")).toBe(
        (await readFile(REGISTRY, "utf8")).replace("entity_code: CON", "entity_code: CNT"),
      );
      expect(await store.count("domains")).toBe(2);
    } finally {
      await store.close();
    }
  });

  it("reads and writes SQLite", async () => {
    const path = join(folder, "memory.db");
    const database = new DatabaseSync(path);
    database.exec(`
      create table memory_entities (id integer primary key, org_id text, text text, weight real);
      insert into memory_entities values (1, 'acme', 'first', 1.0), (9007199254740993, 'acme', 'far', 0.5);`);
    database.close();
    const store = await openStore("memory", { path, env });
    try {
      expect(await store.get("memory_entities", "1")).toEqual({
        id: 1,
        org_id: "acme",
        text: "first",
        weight: 1,
      });
      const far = await store.get("memory_entities", "9007199254740993");
      expect(far?.id).toBe(9007199254740993n);
      await store.put("memory_entities", "2", { id: 2, org_id: "acme", text: "second", weight: 2 });
      expect(await store.count("memory_entities")).toBe(3);
      expect(await store.remove("memory_entities", "1")).toBe(true);
    } finally {
      await store.close();
    }
    const after = new DatabaseSync(path, { readOnly: true });
    const rows = after
      .prepare(
        "select cast(id as text) as id, typeof(weight) as kind from memory_entities order by memory_entities.id",
      )
      .all();
    after.close();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { id: "2", kind: "real" },
      { id: "9007199254740993", kind: "real" },
    ]);
  });

  it("loses no write of many at once, in this process and others", async () => {
    const path = await tasksFile("race.json", []);
    const stores = await Promise.all([1, 2].map(() => openStore("tasks", { path, env })));
    const child = fork(fileURLToPath(new URL("writer.child.ts", import.meta.url)), [path], {
      execArgv: [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    await Promise.all(
      stores.flatMap((store, who) =>
        Array.from({ length: 40 }, (_, n) =>
          store.put("tasks", `p${who}-${n}`, task(`p${who}-${n}`)),
        ),
      ),
    );
    expect(await ended).toBe(0);
    expect(await stores[0]!.count("tasks")).toBe(80 + 20);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("says what is wrong with the file", async () => {
    await expect(
      openStore("tasks", { path: join(folder, "nowhere.json"), env }),
    ).rejects.toMatchObject({ code: "SG241" });
    await expect(
      openStore("tasks", {
        env: { SPECQL_REPOSITORY_BACKEND: "yaml", SPECQL_YAML_PATH: REGISTRY },
      }),
    ).rejects.toMatchObject({ code: "SG139" });
    await expect(
      openStore("registry", { env: { SPECQL_REPOSITORY_BACKEND: "yaml" } }),
    ).rejects.toMatchObject({ code: "SG138" });
    await expect(openStore("nothing" as "tasks", { env })).rejects.toMatchObject({ code: "SG240" });
  });
});

it("is what the package exports", async () => {
  const own = (await import("specql" as string)) as { openStore: typeof openStore };
  const store = await own.openStore("tasks", { env: { SPECQL_REPOSITORY_BACKEND: "in_memory" } });
  await store.put("tasks", "1", task("1"));
  expect(await store.count("tasks")).toBe(1);
  await store.close();
});
