/** The stores: phases, marks, the mirror's side of them, and who waits for whom. */
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeOnPostgres, type TestDatabase, testDatabase } from "../support/database.ts";

const PHASES = ["legacy", "dual_write", "shadow_read", "postgres", "retired"] as const;
const SHA = "a".repeat(64);

type Client = pg.PoolClient | pg.Client;

/** A comparison that just happened, clean or not. */
async function compared(client: Client, store: string, consistent = true): Promise<string> {
  const { rows } = await client.query(
    `insert into specql_cutover.tb_consistency_run
       (fk_store, legacy_sha256, snapshot, digits, fingerprint, finished_at, consistent, checked,
        discrepancy_count, summary, report)
     select s.pk_store, $2, pg_current_snapshot(), 1, 'x', clock_timestamp(), $3, 1,
       case when $3 then 0 else 1 end, '{}', '{}'
     from specql_cutover.tb_store as s where s.store = $1
     returning id`,
    [store, SHA, consistent],
  );
  return rows[0].id;
}

/** A write to the store registry that shows in one row of its file. */
async function write(client: Client, key: string, value: unknown = Math.random()): Promise<void> {
  await client.query(
    `insert into specql_registry.tb_registry_section (section_name, content, position) values ($1, $2, 9)
     on conflict (section_name) do update set content = excluded.content`,
    [key, JSON.stringify(value)],
  );
}

interface Mark {
  source_table: string | null;
  row_key: string | null;
}
async function marks(client: Client, store = "registry"): Promise<string[]> {
  const { rows } = await client.query<Mark>(
    "select source_table, row_key from specql_cutover.tb_outbox where store = $1 order by pk_outbox",
    [store],
  );
  return rows.map((row) =>
    row.row_key === null ? "a write" : `${row.source_table} ${row.row_key}`,
  );
}

async function store(client: Client, name = "registry"): Promise<Record<string, unknown>> {
  return (await client.query("select * from app.stores where store = $1", [name])).rows[0];
}

async function call(client: Client, sql: string, ...values: unknown[]): Promise<void> {
  await client.query(`select ${sql}`, values);
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe("one session", () => {
  let client: pg.PoolClient;
  beforeEach(async () => {
    client = await database.pool.connect();
    await client.query("begin");
  });
  afterEach(async () => {
    await client.query("rollback");
    client.release();
  });

  async function codeOf(work: () => Promise<unknown>): Promise<string | undefined> {
    await client.query("savepoint attempt");
    try {
      await work();
      await client.query("release savepoint attempt");
      return undefined;
    } catch (error) {
      await client.query("rollback to savepoint attempt");
      return (error as { code?: string }).code;
    }
  }

  /** As advance and compare would do it, on a store with a file. */
  async function moveTo(phase: (typeof PHASES)[number], name = "registry"): Promise<void> {
    await call(client, "app.attach_store($1, $2)", name, `/x/${name}`);
    for (const next of PHASES.slice(1, PHASES.indexOf(phase) + 1)) {
      await compared(client, name);
      await call(client, "app.advance_store($1, $2)", name, next);
    }
  }

  test("all seven are there, and at their beginning", async () => {
    const { rows } = await client.query("select store, format, phase from app.stores");
    expect(Object.fromEntries(rows.map((row) => [row.store, row.format]))).toEqual({
      registry: "yaml",
      services: "yaml",
      types: "json",
      network: "json",
      tasks: "json",
      patterns: "sqlite",
      memory: "sqlite",
    });
    expect(new Set(rows.map((row) => row.phase))).toEqual(new Set(["legacy"]));
  });

  test("a file is attached by its whole path, to one store", async () => {
    const attach = (name: string, path: string | null, format: string | null = null) =>
      codeOf(() => call(client, "app.attach_store($1, $2, $3)", name, path, format));
    expect(await attach("nothing", "/x")).toBe("SG235");
    expect(await attach("registry", null)).toBe("SG102");
    expect(await attach("registry", "x.yaml")).toBe("SG156");
    expect(await attach("registry", "/x.yaml", "xml")).toBe("SG157");
    expect(await attach("registry", "/x.yaml")).toBeUndefined();
    expect(await attach("services", "/x.yaml")).toBe("SG334");
    expect(await attach("registry", "/y.yaml")).toBeUndefined();
    await moveTo("dual_write");
    expect(await attach("registry", "/z.yaml")).toBe("SG335");
    expect(await codeOf(() => call(client, "app.detach_store('registry')"))).toBe("SG335");
    await call(client, "app.roll_back_store('registry')");
    await call(client, "app.detach_store('registry')");
    expect(await store(client)).toMatchObject({ legacy_path: null, last_write_at: null });
  });

  test("a comparison counts only while nothing was written since", async () => {
    const advance = (sha?: string) =>
      codeOf(() =>
        call(client, "app.advance_store('registry', 'dual_write', null, $1)", sha ?? null),
      );
    expect(await advance()).toBe("SG238");
    await call(client, "app.attach_store('registry', '/x')");
    expect(await advance()).toBe("SG330");
    await compared(client, "registry", false);
    expect(await advance()).toBe("SG331");
    await compared(client, "registry");
    expect(await advance("b".repeat(64))).toBe("SG332");
    await write(client, "version");
    expect(await advance()).toBe("SG332");
    // A transaction that wrote, compares, and writes again.
    await compared(client, "registry");
    await write(client, "version");
    expect(await advance()).toBe("SG332");
    await compared(client, "registry");
    expect(await advance()).toBeUndefined();
  });

  test("what may follow what, and the ledger has each move", async () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    await call(client, "app.attach_store('types', '/t.json')");
    const model = { phase: 0, percent: 0, clean: undefined as boolean | undefined };
    const moves: object[] = [];
    const seen = new Set<string>();
    for (let i = 0; i < 400; i += 1) {
      const dice = random(10);
      if (dice < 2) {
        model.clean = random(4) > 0;
        await compared(client, "types", model.clean);
      } else if (dice < 3 && model.phase === 0) {
        await call(client, "app.note_legacy_write('types')");
        if (model.clean === true) model.clean = undefined;
      } else if (dice < 8) {
        const to = random(5);
        const percent = random(3) === 0 ? random(140) - 20 : null;
        const code = await codeOf(() =>
          call(client, "app.advance_store('types', $1, $2)", PHASES[to], percent),
        );
        const expected =
          percent !== null && (to !== 2 || percent < 0 || percent > 100)
            ? "SG158"
            : to === 2 && model.phase === 2
              ? percent === null
                ? "SG102"
                : undefined
              : to !== model.phase + 1
                ? "SG333"
                : model.clean === true
                  ? undefined
                  : model.clean === false
                    ? "SG331"
                    : /SG33[02]/;
        seen.add(`${PHASES[model.phase]} > ${PHASES[to]} ${String(code)}`);
        if (expected instanceof RegExp) expect(code).toMatch(expected);
        else expect(code, `${PHASES[model.phase]} > ${PHASES[to]} (${percent})`).toBe(expected);
        if (code === undefined) {
          const now = to === 2 ? (percent ?? 0) : to > 2 ? 100 : 0;
          moves.push({ from: PHASES[model.phase], to: PHASES[to], to_percent: now });
          Object.assign(model, { phase: to, percent: now });
        }
      } else {
        const to = random(3) === 0 ? random(6) : undefined;
        const name = to === undefined ? null : (PHASES[to] ?? "nowhere");
        const code = await codeOf(() => call(client, "app.roll_back_store('types', $1)", name));
        const target = to ?? model.phase - 1;
        const expected =
          name === "nowhere" ? "SG158" : target < 0 || target >= model.phase ? "SG333" : undefined;
        expect(code, `${PHASES[model.phase]} back to ${String(name)}`).toBe(expected);
        seen.add(`${PHASES[model.phase]} < ${String(name)} ${String(code)}`);
        if (code === undefined) {
          const now = target === 3 ? 100 : target === 2 && model.phase === 2 ? model.percent : 0;
          moves.push({ from: PHASES[model.phase], to: PHASES[target], to_percent: now });
          // Coming back to the file, or having it written anew, asks for another comparison.
          if (target === 0 && model.clean === true) model.clean = undefined;
          if (model.phase === 4) {
            await call(client, "app.acknowledge_mirror('types', '{}', $1, now(), true)", SHA);
          }
          Object.assign(model, { phase: target, percent: now });
        }
      }
      expect(await store(client, "types")).toMatchObject({
        phase: PHASES[model.phase],
        read_percent: model.percent,
      });
    }
    expect(seen.size).toBeGreaterThan(25);
    const { rows } = await client.query(
      `select l.payload from specql_audit.tb_ledger as l
       where l.stream = 'cutover' and l.action in ('advance', 'roll_back', 'set_read_percent')
         and l.payload ->> 'store' = 'types' order by l.seq`,
    );
    expect(rows.map((row) => row.payload)).toEqual(
      moves.map((move) => expect.objectContaining(move)),
    );
    expect(moves.length).toBeGreaterThan(25);
    for (const { payload } of rows.filter((row) => row.payload.from === "legacy")) {
      expect(payload.consistency_run).toEqual(expect.any(String));
    }
  });

  test("marks: nothing without a file, one for a transaction in legacy, else one for each row", async () => {
    await write(client, "a");
    expect(await marks(client)).toEqual([]);
    await call(client, "app.attach_store('registry', '/x')");
    await write(client, "a");
    await write(client, "b");
    expect(await marks(client)).toEqual(["a write"]);
    await client.query("update specql_cutover.tb_store set phase = 'dual_write'");
    await write(client, "c");
    await client.query(
      "update specql_registry.tb_registry_section set section_name = 'd' where section_name = 'c'",
    );
    await client.query("delete from specql_registry.tb_registry_section where section_name = 'd'");
    await client.query("update specql_registry.tb_registry_section set content = '1' where false");
    expect(await marks(client)).toEqual([
      "a write",
      "document c",
      "document c",
      "document d",
      "document d",
    ]);
    await client.query("savepoint undone");
    await write(client, "e");
    await client.query("rollback to undone");
    expect(await marks(client)).toHaveLength(5);
    await client.query("update specql_cutover.tb_store set phase = 'retired'");
    await write(client, "f");
    expect(await marks(client)).toHaveLength(5);
  });

  test("marks: what shows in another row marks that one", async () => {
    await call(client, "app.attach_store('registry', '/x')");
    await client.query("update specql_cutover.tb_store set phase = 'dual_write'");
    const since = async (work: string): Promise<string[]> => {
      await client.query("delete from specql_cutover.tb_outbox");
      await client.query(work);
      return [...new Set(await marks(client))].toSorted();
    };
    expect(await since("select app.register_domain('7', 'stock')")).toEqual(["domains domains.7"]);
    expect(await since("select app.register_subdomain('7', '1', 'shelf')")).toEqual([
      "subdomains domains.7.subdomains.1",
    ]);
    expect(await since("select app.register_entity('7', '1', 'Box')")).toEqual([
      "entities domains.7.subdomains.1.entities.Box",
      "subdomains domains.7.subdomains.1",
    ]);
    expect(await since("select app.rename_entity('7', '1', 'Box', 'Crate')")).toEqual([
      "entities domains.7.subdomains.1.entities.Box",
      "entities domains.7.subdomains.1.entities.Crate",
    ]);
    expect(await since("select app.add_domain_alias('7', 'store')")).toEqual(["domains domains.7"]);
    expect(await since("select app.reserve_code('017191', 'kept')")).toEqual([
      "document reserved_codes",
    ]);
  });

  test("marks: services, patterns and types", async () => {
    for (const name of ["services", "patterns", "types"]) {
      await call(client, "app.attach_store($1, $2)", name, `/${name}`);
    }
    await client.query("update specql_cutover.tb_store set phase = 'dual_write'");
    await client.query(
      `select app.register_services('[{"name": "a"}, {"name": "b", "dependencies": ["a"]}]')`,
    );
    await client.query("delete from specql_cutover.tb_outbox");
    await client.query(
      `select app.register_service('{"name": "a", "operations": [{"name": "x"}]}')`,
    );
    expect(new Set(await marks(client, "services"))).toEqual(new Set(["services a"]));
    await client.query(`select app.register_service('{"name": "b", "dependencies": []}')`);
    expect((await marks(client, "services")).at(-1)).toBe("services b");
    await client.query(
      `select app.register_pattern('p', 'workflow', 'of work', '{}', '{"fields": []}', '{x}')`,
    );
    const [pattern] = await marks(client, "patterns");
    expect(pattern).toMatch(/^domain_patterns 1000000\d+$/);
    await client.query("select app.register_type('colour', 'scalar', null, 'text')");
    expect(new Set(await marks(client, "types"))).toEqual(new Set(["scalar_types colour"]));
  });

  test("the mirror: batches make a copy that equals the rendering, and are acknowledged once", async () => {
    await moveTo("dual_write");
    const copy = new Map<string, unknown>();
    const step = async (limit: number): Promise<number> => {
      const { rows } = await client.query("select app.mirror_batch('registry', $1) as batch", [
        limit,
      ]);
      const { batch } = rows[0];
      for (const row of batch.rows) {
        const key = `${row.source_table} ${row.row_key}`;
        if (row.content === null) copy.delete(key);
        else copy.set(key, row.content);
      }
      if (batch.outbox.length > 0) {
        await call(
          client,
          "app.acknowledge_mirror('registry', $1, $2, $3)",
          batch.outbox,
          SHA,
          batch.as_of,
        );
      }
      return batch.pending;
    };
    for (let i = 0; i < 40; i += 1) {
      await write(client, `key_${i % 13}`, i);
      if (i % 5 === 4) {
        await client.query(
          "delete from specql_registry.tb_registry_section where section_name = $1",
          [`key_${(i * 7) % 13}`],
        );
      }
      if (i % 4 === 3) await step(3);
    }
    while ((await step(7)) > 0);
    expect(await store(client)).toMatchObject({ pending: "0", mirror_sha256: SHA, lag_seconds: 0 });
    const { rows } = await client.query(
      "select row_key, content from specql_cutover.rendered('registry', 'document') where row_key like 'key%'",
    );
    expect(new Map(rows.map((row) => [`document ${row.row_key}`, row.content]))).toEqual(copy);
    expect(copy.size).toBeGreaterThan(3);
    // Nothing is left but that there was a write.
    expect(await marks(client)).toEqual(["a write"]);
  });

  test("back to legacy: PostgreSQL leads until the mirror has written what it holds", async () => {
    await moveTo("dual_write");
    await write(client, "late", 1);
    await call(client, "app.roll_back_store('registry')");
    expect(await store(client)).toMatchObject({ phase: "legacy", effective_phase: "dual_write" });
    expect(await codeOf(() => call(client, "app.note_legacy_write('registry')"))).toBe("SG336");
    await write(client, "later", 2);
    const { rows } = await client.query("select app.mirror_batch('registry') as batch");
    const { batch } = rows[0];
    expect(batch.phase).toBe("dual_write");
    expect(batch.rows.map((row: { row_key: string }) => row.row_key)).toEqual(["late", "later"]);
    await call(
      client,
      "app.acknowledge_mirror('registry', $1, $2, $3)",
      batch.outbox,
      SHA,
      batch.as_of,
    );
    expect(await store(client)).toMatchObject({ phase: "legacy", effective_phase: "legacy" });
    await call(client, "app.note_legacy_write('registry')");
    await client.query("savepoint put");
    await expect(
      call(client, "app.put_store_row('registry', 'document', 'x', '1', 'dual_write')"),
    ).rejects.toMatchObject({ code: "SG336" });
    await client.query("rollback to put");
  });

  test("back from retired: the whole file is written anew before the store moves on", async () => {
    await moveTo("retired");
    await write(client, "unseen", 1);
    const batch = async () =>
      (await client.query("select app.mirror_batch('registry') as batch")).rows[0].batch;
    expect(await batch()).toMatchObject({ phase: "retired", outbox: [], rows: [] });
    await call(client, "app.roll_back_store('registry', 'legacy')");
    expect(await store(client)).toMatchObject({ effective_phase: "dual_write", rebuild: true });
    expect(await batch()).toMatchObject({ rebuild: true, rows: [] });
    await call(client, "app.acknowledge_mirror('registry', '{}', $1, now())", SHA);
    expect(await store(client)).toMatchObject({ effective_phase: "dual_write", rebuild: true });
    await call(client, "app.acknowledge_mirror('registry', '{}', $1, now(), true)", SHA);
    expect(await store(client)).toMatchObject({ effective_phase: "legacy", rebuild: false });
  });

  test("one holder of the mirror at a time", async () => {
    const claim = async (holder: string, seconds: number): Promise<boolean> =>
      (await client.query("select app.claim_mirror('registry', $1, $2) as mine", [holder, seconds]))
        .rows[0].mine;
    expect(await claim("one", 60)).toBe(true);
    expect(await claim("two", 60)).toBe(false);
    expect(await claim("one", 60)).toBe(true);
    expect(await claim("one", 0)).toBe(true);
    expect(await claim("two", 60)).toBe(true);
  });

  test("rows by page", async () => {
    for (let i = 0; i < 25; i += 1)
      await call(client, "app.reserve_code($1, 'x')", `01F${100 + i}`);
    await client.query(
      "insert into specql_registry.tb_registry_section (section_name, content, position) select 's' || g, to_jsonb(g), g / 2 + 100 from generate_series(1, 25) g",
    );
    const seen: string[] = [];
    let after: number | null = null;
    for (;;) {
      const { rows }: pg.QueryResult = await client.query(
        "select app.store_rows('registry', 'document', null, $1, 4) as rows",
        [after],
      );
      const page: { row_key: string; position: number }[] = rows[0].rows;
      if (page.length === 0) break;
      seen.push(...page.map((row) => row.row_key));
      after = page.at(-1)!.position;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain("s25");
    expect(seen).toContain("reserved_codes");
    expect(seen.length).toBeGreaterThanOrEqual(26);
  });
});

describeOnPostgres("several sessions", () => {
  let one: pg.Client;
  let two: pg.Client;
  let admin: pg.Client;
  beforeEach(async () => {
    one = await database.connect();
    two = await database.connect();
    admin = await database.connect();
    await call(admin, "app.attach_store('registry', '/two')");
  });
  afterEach(async () => {
    for (const client of [one, two]) await client.query("rollback");
    const { rows } = await admin.query("select phase from app.stores where store = 'registry'");
    if (rows[0].phase !== "legacy") {
      await call(admin, "app.roll_back_store('registry', 'legacy')");
      const { batch } = (await admin.query("select app.mirror_batch('registry') as batch")).rows[0];
      await call(
        admin,
        "app.acknowledge_mirror('registry', $1, $2, $3, true)",
        batch.outbox,
        SHA,
        batch.as_of,
      );
    }
    await call(admin, "app.detach_store('registry')");
    for (const client of [one, two, admin]) await client.end();
  });

  const settled = async (work: Promise<unknown>): Promise<boolean> =>
    Promise.race([
      work.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300)),
    ]);

  test("writers wait while a store is held, do not fail, and are marked in the new phase", async () => {
    await one.query("begin");
    await call(one, "app.hold_store('registry')");
    const writing = write(two, "waits", 1);
    expect(await settled(writing)).toBe(false);
    await compared(one, "registry");
    await call(one, "app.advance_store('registry', 'dual_write')");
    await one.query("commit");
    await writing;
    expect(await marks(admin)).toEqual(["document waits"]);
  });

  test("no write is committed between the comparison and the move", async () => {
    await two.query("begin");
    await write(two, "under way", 1);
    await compared(admin, "registry");
    const moving = call(one, "app.advance_store('registry', 'dual_write')").then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    expect(await settled(moving)).toBe(false);
    await two.query("commit");
    // It waited for the write, and found that the comparison had not seen it.
    expect(await moving).toBe("SG332");
    await compared(admin, "registry");
    await call(one, "app.advance_store('registry', 'dual_write')");
  });

  test("a write that was undone is no write", async () => {
    await compared(admin, "registry");
    await two.query("begin");
    await write(two, "undone", 1);
    await two.query("rollback");
    await call(one, "app.advance_store('registry', 'dual_write')");
  });

  test("a write with an old snapshot is marked by row whatever phase it sees", async () => {
    await two.query("begin isolation level repeatable read");
    await two.query("select 1 from app.stores");
    await compared(admin, "registry");
    await call(admin, "app.advance_store('registry', 'dual_write')");
    await write(two, "old snapshot", 1);
    await two.query("commit");
    expect(await marks(admin)).toContain("document old snapshot");
    await one.query("begin isolation level repeatable read");
    await expect(call(one, "app.hold_store('registry')")).rejects.toMatchObject({ code: "SG337" });
  });

  test("a store does not move while its file is being written", async () => {
    await compared(admin, "registry");
    await two.query("begin");
    await call(two, "app.note_legacy_write('registry')");
    const moving = call(one, "app.advance_store('registry', 'dual_write')").then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    expect(await settled(moving)).toBe(false);
    await two.query("commit");
    expect(await moving).toBe("SG332");
  });

  test("lock_timeout holds for who wants the store", async () => {
    await two.query("begin");
    await write(two, "long", 1);
    await one.query("begin");
    await one.query("set local lock_timeout = '50ms'");
    await expect(call(one, "app.hold_store('registry')")).rejects.toMatchObject({ code: "55P03" });
    await one.query("rollback");
    await two.query("commit");
  });

  test("draining ends only when nobody is about to write", async () => {
    await compared(admin, "registry");
    await call(admin, "app.advance_store('registry', 'dual_write')");
    await write(admin, "first", 1);
    await call(admin, "app.roll_back_store('registry')");
    await two.query("begin");
    await write(two, "second", 1);
    const acknowledge = async (): Promise<void> => {
      const { batch } = (await admin.query("select app.mirror_batch('registry') as batch")).rows[0];
      await call(
        admin,
        "app.acknowledge_mirror('registry', $1, $2, $3)",
        batch.outbox,
        SHA,
        batch.as_of,
      );
    };
    await acknowledge();
    expect(await store(admin)).toMatchObject({ effective_phase: "dual_write", pending: "0" });
    await two.query("commit");
    await acknowledge();
    expect(await store(admin)).toMatchObject({ effective_phase: "legacy", pending: "0" });
  });

  test("marks are dropped in time, and what they proved stays proven", async () => {
    await compared(admin, "registry");
    const later = () =>
      admin.query(
        "update specql_cutover.tb_mirror set horizon_at = horizon_at - interval '1 hour'",
      );
    for (let i = 0; i < 5; i += 1) await write(admin, `p${i}`, i);
    await call(admin, "app.claim_mirror('registry', 'x', 1)");
    await later();
    for (let i = 0; i < 5; i += 1) await write(admin, `q${i}`, i);
    await call(admin, "app.claim_mirror('registry', 'x', 1)");
    expect((await marks(admin)).length).toBeLessThan(10);
    await later();
    await call(admin, "app.claim_mirror('registry', 'x', 1)");
    expect(await marks(admin)).toHaveLength(1);
    // The comparison from before the writes is stale, though their marks are gone.
    await admin.query("delete from specql_cutover.tb_outbox");
    await expect(call(admin, "app.advance_store('registry', 'dual_write')")).rejects.toMatchObject({
      code: "SG332",
    });
    await compared(admin, "registry");
    await call(admin, "app.advance_store('registry', 'dual_write')");
  });

  test(
    "writers and moves at once: nobody fails, nothing is missed",
    { tags: ["slow"] },
    async () => {
      const writers = await Promise.all(Array.from({ length: 6 }, () => database.connect()));
      let writing = true;
      const copy = new Map<string, unknown>();
      let written = 0;
      const work = writers.map(async (client, w) => {
        for (let i = 0; writing; i += 1) {
          await client.query("begin");
          await write(client, `w${w}_${i % 5}`, i);
          await write(client, `w${w}_extra`, i);
          await client.query("commit");
          written += 1;
        }
      });
      const mirror = async (): Promise<number> => {
        const { batch } = (await admin.query("select app.mirror_batch('registry', 50) as batch"))
          .rows[0];
        for (const row of batch.rows) copy.set(row.row_key, row.content);
        await call(
          admin,
          "app.acknowledge_mirror('registry', $1, $2, $3)",
          batch.outbox,
          SHA,
          batch.as_of,
        );
        return batch.pending;
      };
      for (const phase of ["dual_write", "shadow_read", "postgres"]) {
        await one.query("begin");
        await call(one, "app.hold_store('registry')");
        if (phase === "dual_write") {
          const { rows } = await one.query(
            "select row_key, content from specql_cutover.rendered('registry', 'document')",
          );
          for (const row of rows) copy.set(row.row_key, row.content);
        }
        await compared(one, "registry");
        await call(one, "app.advance_store('registry', $1)", phase);
        await one.query("commit");
        for (let i = 0; i < 10; i += 1) await mirror();
      }
      await call(one, "app.roll_back_store('registry', 'dual_write')");
      writing = false;
      await Promise.all(work);
      while ((await mirror()) > 0);
      await mirror();
      const { rows } = await admin.query(
        "select row_key, content from specql_cutover.rendered('registry', 'document') where row_key like 'w%'",
      );
      for (const row of rows) expect(copy.get(row.row_key), row.row_key).toEqual(row.content);
      expect(rows.length).toBeGreaterThan(20);
      expect(written).toBeGreaterThan(50);
      for (const client of writers) await client.end();
    },
  );
});
