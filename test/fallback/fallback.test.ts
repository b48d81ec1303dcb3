/** PostgreSQL gone at the start, in the middle, and back: what the calls of `app` make of it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCaller } from "../../src/call.ts";
import { openWithFallback } from "../../src/database/fallback.ts";
import { asPrincipal } from "../../src/database/principal.ts";
import { callAs, callFunction } from "../../src/database/call-function.ts";
import { openDatabase } from "../../src/database/open.ts";
import { readMirrors, writeMirror } from "../../src/database/mirrors.ts";
import { specql } from "../cli/program.ts";
import { describeOnPostgres } from "../support/database.ts";
import { type Mirrored, mirrored, until } from "./support.ts";

// Starting an embedded database takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describeOnPostgres("when PostgreSQL cannot be reached", () => {
  let place: Mirrored;
  beforeAll(async () => {
    place = await mirrored();
  });
  afterAll(() => place.drop());

  const config = (): { databaseUrl: string; dataDir: string; poolSize: number } => ({
    databaseUrl: place.way.url,
    dataDir: place.dataDir,
    poolSize: 3,
  });

  it("answers reads from the mirror, says so, and refuses writes", async () => {
    await place.way.cut();
    const notices: string[] = [];
    const caller = await openCaller({ ...config(), notice: (line) => notices.push(line) });
    try {
      const { result } = await caller.call("list_rows", { view_name: "domains" });
      expect((result as { domain_name: string }[]).map((row) => row.domain_name)).toEqual([
        "crm",
        "catalog",
      ]);
      const found = await caller.call("find_entity", { entity_name: "Contact" });
      expect(found.result).toMatchObject([{ table_code: "012311" }]);
      await expect(
        caller.call("register_domain", { domain_number: "7", domain_name: "inventory" }),
      ).rejects.toMatchObject({ code: "SG921" });
      // What is wrong with it anyway does not matter, for it cannot be told from an old copy.
      await expect(
        caller.call("register_domain", { domain_number: "2", domain_name: "crm" }),
      ).rejects.toMatchObject({ code: "SG921" });
    } finally {
      await caller.close();
      await place.way.mend();
    }
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain("mirror");
    expect(notices[0]).toContain(place.file);
    expect(notices[0]).toContain(place.asOf);
  });

  it("says that something is in no mirror, rather than that there is none of it", async () => {
    await place.way.cut();
    const caller = await openCaller(config());
    try {
      for (const view_name of ["types", "patterns", "services", "schema_requests", "audit_log"]) {
        await expect(caller.call("list_rows", { view_name })).rejects.toMatchObject({
          code: "SG924",
        });
      }
    } finally {
      await caller.close();
      await place.way.mend();
    }
  });

  it("does not make the mirror read itself: it has nothing to do without PostgreSQL", async () => {
    await place.way.cut();
    try {
      const done = await specql(["cutover", "mirror", "--once"], {
        env: { DATABASE_URL: place.way.url, SPECQL_DATA_DIR: place.dataDir },
      });
      expect([done.status, done.stderr.split("\n")[0]]).toEqual([
        69,
        "SG900: the database cannot be reached",
      ]);
    } finally {
      await place.way.mend();
    }
  });

  it("goes over in the middle, and comes back by itself", async () => {
    const notices: string[] = [];
    const database = await openWithFallback(
      { url: place.way.url, poolSize: 3 },
      {
        ...config(),
        notice: (line) => notices.push(line),
        verify: async () => {},
        firstPause: 50,
        longestPause: 200,
      },
    );
    const admin = { role: "specql_admin", settings: {} } as const;
    const domains = async (): Promise<number> => {
      const { result } = await callAs(database.pool, admin, {
        name: "list_rows",
        args: '{"view_name": "domains"}',
      });
      return (result as unknown[]).length;
    };
    const register = (n: string): Promise<unknown> =>
      asPrincipal(database.pool, admin, (client) =>
        callFunction(client, "register_domain", { domain_number: n, domain_name: `domain${n}` }),
      );
    try {
      await register("8");
      expect(await domains()).toBe(3);
      await place.way.cut();
      // The mirror is as it was last written.
      const answers = await Promise.all(Array.from({ length: 10 }, domains));
      expect(new Set(answers)).toEqual(new Set([2]));
      await expect(register("9")).rejects.toMatchObject({ code: "SG921" });
      expect(database.pool.mirror?.files).toMatchObject([{ store: "registry" }]);
      await place.way.mend();
      await until("PostgreSQL answers again", () => database.pool.mirror === undefined);
      expect(await domains()).toBe(3);
      await register("9");
      expect(await domains()).toBe(4);
    } finally {
      await database.close();
      await place.way.mend();
    }
    expect(notices.map((line) => /^source: (\w+)/.exec(line)?.[1])).toEqual([
      "mirror",
      "PostgreSQL",
    ]);
  });

  it("does not storm a server that is down", async () => {
    const database = await openWithFallback(
      { url: place.way.url, poolSize: 5 },
      { ...config(), verify: async () => {}, firstPause: 100, longestPause: 400 },
    );
    try {
      await place.way.cut();
      const begun = Date.now();
      const read = (): Promise<unknown> =>
        callAs(
          database.pool,
          { settings: {} },
          { name: "find_domain", args: '{"name_or_alias": "crm"}' },
        );
      await read();
      const end = Date.now() + 2000;
      let reads = 0;
      while (Date.now() < end) {
        await Promise.all(Array.from({ length: 10 }, read));
        reads += 10;
      }
      expect(reads).toBeGreaterThan(0);
      // Five sessions may try at once; from then on: 100, 200, 400, 400, … milliseconds.
      // A slow start of the mirrors adds one for each 400 milliseconds at most.
      expect(place.way.attempts).toBeLessThan(20 + (Date.now() - begun) / 200);
    } finally {
      await database.close();
      await place.way.mend();
    }
  });

  it("repeats a read whose session dies while it runs, and no write", async () => {
    const database = await openWithFallback(
      { url: place.way.url, poolSize: 3 },
      { ...config(), verify: async () => {} },
    );
    const admin = { role: "specql_admin", settings: {} } as const;
    const blocker = await place.database.connect();
    try {
      for (const [name, args, outcome] of [
        ["list_rows", { view_name: "domains" }, "2 rows"],
        ["register_domain", { domain_number: "B", domain_name: "late" }, "SG921"],
      ] as const) {
        await blocker.query("begin");
        await blocker.query("lock table specql_registry.tb_domain in access exclusive mode");
        const call = callAs(database.pool, admin, { name, args: JSON.stringify(args) }).then(
          ({ result }) => `${(result as unknown[]).length} rows`,
          (error: { code: string }) => error.code,
        );
        await until("the call waits", async () => {
          const { rows } = await blocker.query(
            "select 1 from pg_locks as l where not l.granted and l.database = (select oid from pg_database where datname = current_database())",
          );
          return rows.length > 0;
        });
        await place.way.cut();
        expect(await call).toBe(outcome);
        await blocker.query("rollback");
        await place.way.mend();
        await until("PostgreSQL answers again", () => !database.pool.breaker.isOpen);
      }
    } finally {
      await database.close();
      await place.way.mend();
    }
  });

  it("notices a server that accepts connections and says nothing", async () => {
    const database = await openWithFallback(
      { url: place.way.url, poolSize: 2 },
      { ...config(), verify: async () => {} },
    );
    try {
      await database.pool.query("select 1");
      place.way.silence();
      const hanging = callAs(
        database.pool,
        { settings: {} },
        {
          name: "list_rows",
          args: '{"view_name": "domains"}',
        },
      );
      expect(await database.pool.breaker.check()).toBe(false);
      expect(((await hanging).result as unknown[]).length).toBe(2);
    } finally {
      await place.way.mend();
      await database.close();
    }
  });

  it("stays away from a server that is starting up, as from one that is not there", async () => {
    const { Breaker } = await import("../../src/database/breaker.ts");
    const { isUnreachable } = await import("../../src/database/failover-pool.ts");
    expect(isUnreachable(Object.assign(new Error("starting up"), { code: "57P03" }))).toBe(true);
    const breaker = new Breaker({ probe: () => Promise.reject(new Error("no")), random: () => 1 });
    expect(await breaker.check()).toBe(false);
    expect(breaker.isOpen).toBe(true);
    breaker.stop();
  });

  it("is the usual error where no mirror is known, or none can be read", async () => {
    await place.way.cut();
    try {
      await expect(
        openCaller({ ...config(), dataDir: `${place.folder}/elsewhere/data` }),
      ).rejects.toMatchObject({ code: "SG900" });
      const dataDir = `${place.folder}/broken/data`;
      const { registry } = readMirrors(place.dataDir);
      writeMirror(dataDir, "registry", { ...registry!, path: `${place.folder}/gone.yaml` });
      const notices: string[] = [];
      await expect(
        openCaller({ ...config(), dataDir, notice: (line) => notices.push(line) }),
      ).rejects.toMatchObject({ code: "SG900" });
      expect(notices.join()).toContain("SG923");
    } finally {
      await place.way.mend();
    }
  });

  it("still refuses a PostgreSQL that will not do", async () => {
    const admin = await place.database.connect();
    await admin.query("alter table graphile_migrate.migrations rename to away");
    try {
      await expect(openDatabase(config(), { fallback: "if known" })).rejects.toMatchObject({
        code: "SG906",
      });
    } finally {
      await admin.query("alter table graphile_migrate.away rename to migrations");
    }
  });
});

describe("the list of mirrors", () => {
  it("stands beside the data, and keeps the other stores", async () => {
    const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
    try {
      const dataDir = `${folder}/data`;
      const entry = { path: "/a.yaml", format: "yaml", asOf: null, sha256: null };
      writeMirror(dataDir, "registry", entry);
      writeMirror(dataDir, "tasks", { ...entry, path: "t.json", format: "json" });
      expect(readMirrors(dataDir)).toEqual({
        registry: entry,
        tasks: { path: `${folder}/t.json`, format: "json", asOf: null, sha256: null },
      });
      writeMirror(dataDir, "registry", undefined);
      expect(Object.keys(readMirrors(dataDir))).toEqual(["tasks"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
