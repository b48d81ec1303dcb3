/** Services: registering, what they need and who needs them, cycles, retirement, and whom a change concerns. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

type Asker = Pick<pg.ClientBase, "query">;
type Row = Record<string, unknown>;

const register = async (client: Asker, definition: unknown): Promise<Row> =>
  (await client.query<Row>("select (app.register_service($1)).*", [JSON.stringify(definition)]))
    .rows[0]!;

const names = async (client: Asker, name: string, of = "dependencies"): Promise<string[]> =>
  (
    await client.query<{ name: string; depth: number }>(
      `select name, depth from app.service_${of}_of($1)`,
      [name],
    )
  ).rows.map((row) => `${row.name} ${row.depth}`);

interface Refusal {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  column?: string;
}

async function refusal(work: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
}

/** Runs `use` as an author, in a transaction that is rolled back; a refused statement undoes itself only. */
function asAuthor(use: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  return rolledBack(database.pool, async (client) => {
    await client.query("set local role specql_author");
    await use(client);
  });
}

async function refused(client: Asker, definition: unknown): Promise<Refusal | undefined> {
  await client.query("savepoint refused");
  const found = await refusal(register(client, definition));
  await client.query("rollback to savepoint refused");
  return found;
}

describe("registering", () => {
  test("both shapes in one definition", async () => {
    await asAuthor(async (client) => {
      await register(client, { name: "ledger" });
      const row = await register(client, {
        name: "Stripe",
        description: "Takes cards",
        owner: "payments",
        domain: "billing",
        database: "main",
        schemas: ["billing", "public"],
        dependencies: ["LEDGER"],
        type: "payment",
        category: "financial",
        execution_type: "docker",
        runner_config: { image: "x:1" },
        security_policy: { allowed: [] },
        operations: [
          {
            name: "charge",
            input_schema: { amount: "integer", currency: "string" },
            output_schema: {
              type: "object",
              properties: { id: { type: "string" } },
              required: ["id"],
            },
            timeout: 2.5,
            max_retries: 0,
          },
          { name: "ping" },
        ],
        uses: [{ table: "billing.tb_charge", columns: ["amount", "currency"] }],
      });
      expect(row).toMatchObject({
        service_name: "Stripe",
        owner: "payments",
        domain_name: "billing",
        schema_names: ["billing", "public"],
        execution_type: "docker",
        runner_config: { image: "x:1" },
        retired_at: null,
      });
      const operations = await client.query(
        `select operation_name, input_json_schema, timeout_seconds::float, max_retries from app.service_operations
         where service_id = $1 order by 1`,
        [row["id"]],
      );
      expect(operations.rows).toEqual([
        {
          operation_name: "charge",
          input_json_schema: {
            type: "object",
            properties: { amount: { type: "integer" }, currency: { type: "string" } },
          },
          timeout_seconds: 2.5,
          max_retries: 0,
        },
        {
          operation_name: "ping",
          input_json_schema: null,
          timeout_seconds: 30,
          max_retries: 3,
        },
      ]);
      expect(await names(client, "stripe")).toEqual(["ledger 1"]);
      const uses = await client.query(
        "select schema_name, table_name, column_name from app.service_uses order by 3",
      );
      expect(uses.rows).toEqual([
        { schema_name: "billing", table_name: "tb_charge", column_name: "amount" },
        { schema_name: "billing", table_name: "tb_charge", column_name: "currency" },
      ]);
    });
  });

  test("again replaces what is named, keeps what is not, and writes nothing where nothing differs", async () => {
    await asAuthor(async (client) => {
      for (const name of ["a", "b"]) await register(client, { name });
      const full = {
        name: "shop",
        owner: "sales",
        schemas: ["public"],
        dependencies: ["a", "b"],
        operations: [{ name: "buy" }, { name: "sell", timeout: 5 }],
        uses: [{ schema: "public", table: "orders" }],
      };
      const first = await register(client, full);
      const logged = async (): Promise<unknown> =>
        (await client.query("select count(*) as n from app.audit_log")).rows[0];
      const before = await logged();
      expect(await register(client, { ...full, name: "SHOP" })).toEqual(first);
      expect(await logged()).toEqual(before);

      await register(client, { name: "shop", dependencies: ["b"], description: "Shop" });
      const row = await register(client, {
        name: "shop",
        owner: null,
        operations: [{ name: "buy" }],
      });
      expect(row).toMatchObject({ id: first["id"], description: "Shop", schema_names: ["public"] });
      expect(row["owner"]).not.toBe("sales");
      expect(await names(client, "shop")).toEqual(["b 1"]);
      expect(
        (await client.query("select operation_name from app.service_operations")).rows,
      ).toEqual([{ operation_name: "buy" }]);
      expect((await client.query("select count(*)::int as n from app.service_uses")).rows).toEqual([
        { n: 1 },
      ]);
      await register(client, { name: "shop", uses: [], dependencies: null });
      expect(await names(client, "shop")).toEqual([]);
      expect((await client.query("select count(*)::int as n from app.service_uses")).rows).toEqual([
        { n: 0 },
      ]);
    });
  });

  const wrong: [definition: unknown, code: string, column: string][] = [
    [[], "SG112", "definition"],
    ["x", "SG112", "definition"],
    [null, "SG112", "definition"],
    [{}, "SG102", "name"],
    [{ name: 5 }, "SG112", "name"],
    [{ name: "x".repeat(64) }, "SG103", "name"],
    [{ name: "a\u202eb" }, "SG105", "name"],
    [{ name: "a", dependancies: [] }, "SG112", "dependancies"],
    [{ name: "a", dependencies: "b" }, "SG112", "dependencies"],
    [{ name: "a", dependencies: [1] }, "SG112", "dependencies"],
    [{ name: "a", dependencies: Array.from({ length: 1001 }, () => "b") }, "SG103", "dependencies"],
    [{ name: "a", dependencies: ["nobody"] }, "SG209", "dependencies"],
    [{ name: "a", dependencies: ["A"] }, "SG206", "dependencies"],
    [{ name: "a", schemas: [""] }, "SG102", "schemas"],
    [{ name: "a", execution_type: "magic" }, "SG112", "execution_type"],
    [{ name: "a", owner: { a: 1 } }, "SG112", "owner"],
    [{ name: "a", operations: {} }, "SG112", "operations"],
    [{ name: "a", operations: [{}] }, "SG102", "name"],
    [{ name: "a", operations: [{ name: "o" }, { name: "O" }] }, "SG302", "operations"],
    [{ name: "a", operations: [{ name: "o", retries: 1 }] }, "SG112", "retries"],
    [{ name: "a", operations: [{ name: "o", timeout: 0 }] }, "SG112", "timeout"],
    [{ name: "a", operations: [{ name: "o", timeout: "NaN" }] }, "SG112", "timeout"],
    [{ name: "a", operations: [{ name: "o", max_retries: 1.5 }] }, "SG112", "max_retries"],
    [{ name: "a", operations: [{ name: "o", max_retries: -1 }] }, "SG112", "max_retries"],
    [
      { name: "a", operations: [{ name: "o", input_schema: { type: "strang" } }] },
      "SG140",
      "input_schema",
    ],
    [
      { name: "a", operations: [{ name: "o", input_schema: { amount: "intger" } }] },
      "SG140",
      "input_schema",
    ],
    [
      { name: "a", operations: [{ name: "o", output_schema: { propertys: { a: {} } } }] },
      "SG140",
      "output_schema",
    ],
    [
      { name: "a", operations: [{ name: "o", output_schema: { minimum: "one" } }] },
      "SG140",
      "output_schema",
    ],
    [{ name: "a", operations: [{ name: "o", output_schema: 5 }] }, "SG140", "output_schema"],
    [
      { name: "a", operations: [{ name: "o", output_schema: { $ref: "#/nowhere" } }] },
      "SG140",
      "output_schema",
    ],
    [{ name: "a", uses: [{}] }, "SG112", "uses"],
    [{ name: "a", uses: [{ table: "orders" }] }, "SG112", "uses"],
    [{ name: "a", uses: [{ table: "public.orders", columns: "id" }] }, "SG112", "columns"],
    [{ name: "a", uses: [{ table: "public.orders", colums: ["id"] }] }, "SG112", "colums"],
  ];
  test.for(wrong)("refuses %j", async ([definition, code, column]) => {
    await asAuthor(async (client) => {
      expect(await refused(client, definition)).toMatchObject({ code, column });
      expect((await client.query("select * from app.services")).rows).toEqual([]);
    });
  });

  test("what an operation takes can be a registered type", async () => {
    await asAuthor(async (client) => {
      const taking = (type: string): unknown => ({
        name: "a",
        operations: [
          { name: "o", input_schema: { type: "object", properties: { to: { $ref: type } } } },
        ],
      });
      expect(await refused(client, taking("no_such_type"))).toMatchObject({ code: "SG140" });
      await client.query(
        `select app.register_type(type_name => 'place_of_test', type_category => 'composite',
           json_schema => '{"type": "object", "properties": {"city": {"type": "string"}}}')`,
      );
      expect(await refused(client, taking("place_of_test"))).toBeUndefined();
    });
  });

  test("the hint names what was meant", async () => {
    await asAuthor(async (client) => {
      await register(client, { name: "payment_gateway" });
      expect((await refused(client, { name: "a", dependencies: ["payment_gatway"] }))?.hint).toBe(
        "Did you mean payment_gateway?",
      );
      expect((await refused(client, { name: "a", dependancies: [] }))?.hint).toBe(
        "Did you mean dependencies?",
      );
    });
  });
});

describe("the graph", () => {
  test("near and far, with the shortest depth, and the order to start in", async () => {
    await asAuthor(async (client) => {
      for (const [name, ...dependencies] of [
        ["base"],
        ["auth", "base"],
        ["mail", "base"],
        ["shop", "auth", "mail", "base"],
        ["site", "shop"],
        ["lone"],
      ] as const) {
        await register(client, { name, dependencies });
      }
      expect(await names(client, "SITE")).toEqual(["shop 1", "base 2", "auth 2", "mail 2"]);
      expect(await names(client, "base", "dependents")).toEqual([
        "auth 1",
        "mail 1",
        "shop 1",
        "site 2",
      ]);
      expect(await names(client, "lone")).toEqual([]);
      const { rows } = await client.query(
        "select service_name, stage from app.service_start_order()",
      );
      expect(rows.map((row) => `${row.stage} ${row.service_name}`)).toEqual([
        "1 base",
        "1 lone",
        "2 auth",
        "2 mail",
        "3 shop",
        "4 site",
      ]);
      // Longest way for the stage, shortest for the depth: shop needs base at once, and starts third.
      expect((await refusal(names(client, "nobody")))?.code).toBe("SG208");
    });
  });

  test("a cycle is refused with its path, however long", async () => {
    await asAuthor(async (client) => {
      await register(client, { name: "s0" });
      for (let n = 1; n < 40; n += 1)
        await register(client, { name: `s${n}`, dependencies: [`s${n - 1}`] });
      const found = await refused(client, { name: "s0", dependencies: ["s39"] });
      expect(found).toMatchObject({ code: "SG206", column: "dependencies" });
      const path = found!.detail!.split(" -> ");
      expect(path).toHaveLength(41);
      expect(path[0]).toBe(path[40]);
      expect(new Set(path).size).toBe(40);
      // Each step of the path is a dependency.
      for (let n = 1; n < path.length; n += 1) {
        const [from, to] = [Number(path[n - 1]!.slice(1)), Number(path[n]!.slice(1))];
        expect(to).toBe(from === 0 ? 39 : from - 1);
      }
    });
  });

  test("no door lets a cycle in: not the table itself, by insert or by update", async () => {
    await rolledBack(database.pool, async (client) => {
      await register(client, { name: "a" });
      await register(client, { name: "b", dependencies: ["a"] });
      await register(client, { name: "c", dependencies: ["b"] });
      await client.query("set local role specql_owner");
      const pk = (name: string): string => `specql_service.service_pk('${name}')`;
      for (const [sql, code] of [
        [
          `insert into specql_service.tb_dependency (fk_service, fk_needed_service) values (${pk("a")}, ${pk("c")})`,
          "SG206",
        ],
        [
          `insert into specql_service.tb_dependency (fk_service, fk_needed_service) values (${pk("a")}, ${pk("a")})`,
          "23514",
        ],
        [
          `update specql_service.tb_dependency set fk_service = ${pk("a")}, fk_needed_service = ${pk("c")}
          where fk_service = ${pk("b")} and fk_needed_service = ${pk("a")}`,
          undefined,
        ],
      ] as const) {
        await client.query("savepoint s");
        expect((await refusal(client.query(sql)))?.code, sql).toBe(code);
        if (code === undefined) {
          const { rows } = await client.query(
            "select ok from app.doctor() where check_name like 'neighbours%'",
          );
          expect(rows).toEqual([{ ok: true }]);
        }
        await client.query("rollback to savepoint s");
      }
      // Two dependencies at once that make a cycle of their own.
      await client.query(
        "insert into specql_service.tb_service (service_name) values ('x'), ('y')",
      );
      expect(
        await refusal(
          client.query(`insert into specql_service.tb_dependency (fk_service, fk_needed_service)
            values (${pk("x")}, ${pk("y")}), (${pk("y")}, ${pk("x")})`),
        ),
      ).toMatchObject({
        code: "SG206",
        detail: expect.stringMatching(/^(x -> y -> x|y -> x -> y)$/),
      });
    });
  });

  test("is the brute force's answer on random graphs, and what is removed is gone", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(
        "insert into specql_service.tb_service (service_name) select 'g' || g from generate_series(1, 60) as g",
      );
      await client.query("select setseed(0.42)");
      await client.query(`
        insert into specql_service.tb_dependency (fk_service, fk_needed_service)
        select a.pk_service, b.pk_service
        from specql_service.tb_service as a join specql_service.tb_service as b on b.pk_service < a.pk_service
        where random() < 0.06`);
      const compare = async (): Promise<void> => {
        for (const upwards of [false, true]) {
          const [from, to] = upwards
            ? ["fk_needed_service", "fk_service"]
            : ["fk_service", "fk_needed_service"];
          const { rows } = await client.query(`
            with recursive walk (start, pk, depth) as (
              select pk_service, pk_service, 0 from specql_service.tb_service
              union
              select w.start, d.${to}, w.depth + 1
              from walk as w join specql_service.tb_dependency as d on d.${from} = w.pk
            ), expected as (
              select start, pk, min(depth) as depth from walk where depth > 0 group by 1, 2
            ), answered as (
              select s.pk_service as start, n.pk, r.depths[n.pk] as depth
              from specql_service.tb_service as s
                cross join lateral specql_service.reached(array[s.pk_service], ${upwards}) as r
                cross join lateral unnest(r.others) as n (pk)
            )
            select count(*)::int as n from (
              (select * from expected except all select * from answered)
              union all (select * from answered except all select * from expected)
            ) as difference`);
          expect(rows).toEqual([{ n: 0 }]);
        }
        const { rows } = await client.query(`
          select count(*)::int as n, count(*) filter (where a.stage <= b.stage)::int as wrong
          from specql_service.tb_dependency as d
            join specql_service.start_stages() as a on a.service = d.fk_service
            join specql_service.start_stages() as b on b.service = d.fk_needed_service`);
        expect(rows[0]).toMatchObject({ wrong: 0 });
      };
      await compare();
      await client.query("delete from specql_service.tb_dependency where random() < 0.3");
      await client.query(`update specql_service.tb_dependency set fk_needed_service = fk_needed_service
        where random() < 0.3`);
      await compare();
      await client.query("truncate specql_service.tb_dependency");
      await compare();
    });
  });
});

describe("retiring and removing", () => {
  test("waits until nobody in use needs the service; registering again brings it back", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await register(client, { name: "a", owner: "x" });
      await register(client, { name: "b", dependencies: ["a"] });
      const attempt = async (sql: string): Promise<Refusal | undefined> => {
        await client.query("savepoint s");
        const found = await refusal(client.query(sql));
        if (found) await client.query("rollback to savepoint s");
        return found;
      };
      expect(await attempt("select app.retire_service('a')")).toMatchObject({
        code: "SG382",
        detail: "b",
      });
      expect(await attempt("select app.remove_service('a')")).toMatchObject({
        code: "SG382",
        detail: "b",
      });
      expect(await attempt("select app.retire_service('nobody')")).toMatchObject({ code: "SG208" });
      expect(await attempt("select app.retire_service('B', 'no longer needed')")).toBeUndefined();
      expect(await attempt("select app.retire_service('a')")).toBeUndefined();
      expect((await client.query("select * from app.service_start_order()")).rows).toEqual([]);
      expect(await refused(client, { name: "c", dependencies: ["a"] })).toMatchObject({
        code: "SG381",
      });
      // b still needs a, which is retired.
      expect(await refused(client, { name: "b" })).toMatchObject({ code: "SG381" });
      expect(await register(client, { name: "a" })).toMatchObject({ retired_at: null, owner: "x" });
      expect(await register(client, { name: "b" })).toMatchObject({
        retired_at: null,
        retired_reason: null,
      });
      expect(await attempt("select app.remove_service('b')")).toBeUndefined();
      expect((await client.query("select service_name from app.services")).rows).toEqual([
        { service_name: "a" },
      ]);
      const { rows } = await client.query(
        "select ok from app.doctor() where check_name like 'neighbours%'",
      );
      expect(rows).toEqual([{ ok: true }]);
    });
  });
});

describe("whom a change concerns", () => {
  interface Affected {
    service_name: string;
    owner: string;
    reason: string;
  }

  const affected = async (client: Asker, ...operations: Row[]): Promise<string[]> =>
    (
      await client.query<Affected>("select * from specql_service.affected_services($1)", [
        JSON.stringify(operations),
      ])
    ).rows.map((row) => `${row.service_name} ${row.owner}`);

  test("the owners of services that declare the column, or whose operations name it", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("create schema crm");
      await client.query("create table crm.tb_contact (id uuid, email_address text, phone text)");
      await client.query("set local role specql_admin");
      await client.query("select set_config('specql.actor', 'registrar', true)");
      await register(client, {
        name: "declares",
        owner: "ann",
        schemas: ["crm"],
        uses: [{ table: "crm.tb_contact", columns: ["phone"] }],
        operations: [{ name: "o", input_schema: { email_address: "string" } }],
      });
      await register(client, {
        name: "implies",
        schemas: ["crm"],
        operations: [
          {
            name: "send",
            input_schema: {
              type: "object",
              properties: {
                to: { type: "object", properties: { emailAddress: { type: "string" } } },
              },
            },
          },
        ],
      });
      await register(client, { name: "whole", owner: "wes", uses: [{ table: "crm.tb_contact" }] });
      await register(client, {
        name: "elsewhere",
        owner: "eve",
        schemas: ["public"],
        operations: [{ name: "o", input_schema: { email_address: "string", phone: "string" } }],
      });
      await client.query("reset role");
      const on = { schema: "crm", table: "tb_contact" };
      expect(await affected(client, { op: "drop_column", ...on, column: "phone" })).toEqual([
        "declares ann",
        "whole wes",
      ]);
      for (const op of [
        { op: "drop_column" },
        { op: "rename_column", new_name: "mail" },
        { op: "alter_column_type", type: "citext" },
      ]) {
        expect(await affected(client, { ...op, ...on, column: "email_address" })).toEqual([
          "implies registrar",
          "whole wes",
        ]);
      }
      expect(await affected(client, { op: "drop_table", ...on })).toEqual([
        "declares ann",
        "implies registrar",
        "whole wes",
      ]);
      expect(await affected(client, { op: "rename_table", ...on, new_name: "x" })).toHaveLength(3);
      expect(await affected(client, { op: "set_schema", ...on, new_schema: "x" })).toHaveLength(3);
      expect(await affected(client, { op: "drop_schema", schema: "crm" })).toHaveLength(3);
      expect(await affected(client, { op: "drop_column", ...on, column: "id" })).toEqual([
        "whole wes",
      ]);
      expect(
        await affected(client, { op: "drop_column", table: "tb_contact", column: "phone" }),
      ).toEqual(["elsewhere eve"]);
      expect(
        await affected(
          client,
          { op: "add_column", ...on, column: { name: "phone", type: "text" } },
          { op: "set_default", ...on, column: "phone" },
          { op: "create_index", ...on, index: { columns: ["phone"] } },
        ),
      ).toEqual([]);
      const { rows } = await client.query<Affected>(
        "select * from specql_service.affected_services($1)",
        [JSON.stringify([{ op: "drop_column", ...on, column: "phone" }])],
      );
      expect(rows[0]!.reason).toBe("drop column of crm.tb_contact.phone, which it uses");
      await client.query("select app.retire_service('whole')");
      expect(await affected(client, { op: "drop_column", ...on, column: "phone" })).toEqual([
        "declares ann",
      ]);
    });
  });
});

describeOnPostgres("with two sessions", () => {
  let one: pg.Client;
  let two: pg.Client;
  beforeAll(async () => {
    one = await database.connect();
    two = await database.connect();
    for (const name of ["p", "q", "r", "t"]) await register(database.pool, { name });
    await register(database.pool, { name: "q", dependencies: ["r"] });
    await register(database.pool, { name: "t", dependencies: ["p"] });
  });

  // p needs q, which needs r; r needs t, which needs p: each session closes half of it.
  const halves = [
    { name: "p", dependencies: ["q"] },
    { name: "r", dependencies: ["t"] },
  ];

  test("that together close a cycle: the second is refused with the path", async () => {
    await one.query("begin");
    await register(one, halves[0]);
    const waiting = refusal(register(two, halves[1]));
    await one.query("commit");
    const found = await waiting;
    expect(found?.code).toBe("SG206");
    expect(found?.detail).toMatch(/^(\w) -> \w -> \w -> \w -> \1$/);
    await register(database.pool, { name: "p", dependencies: [] });
  });

  test("where the first rolls back, the second goes in", async () => {
    await one.query("begin");
    await register(one, halves[0]);
    const waiting = refusal(register(two, halves[1]));
    await one.query("rollback");
    expect(await waiting).toBeUndefined();
    expect((await refusal(register(one, halves[0])))?.code).toBe("SG206");
    await register(database.pool, { name: "r", dependencies: [] });
  });

  test.for(["repeatable read", "serializable"])(
    "with an old snapshot (%s), it fails and can be tried again",
    async (level) => {
      await two.query(`begin isolation level ${level}`);
      await two.query("select count(*) from app.services");
      await register(one, halves[0]);
      expect((await refusal(register(two, halves[1])))?.code).toBe("40001");
      await two.query("rollback");
      expect((await refusal(register(two, halves[1])))?.code).toBe("SG206");
      await register(database.pool, { name: "p", dependencies: [] });
    },
  );

  test("that register one service at once: both find it, nothing is doubled", async () => {
    await one.query("begin");
    const first = await register(one, { name: "twin", owner: "one" });
    const waiting = register(two, { name: "TWIN", category: "two" });
    await one.query("commit");
    expect(await waiting).toMatchObject({ id: first["id"], owner: "one", category: "two" });
  });

  test("one retires what the other begins to need: one of them is refused", async () => {
    await register(database.pool, { name: "old" });
    await one.query("begin");
    await one.query("select app.retire_service('old')");
    const waiting = refusal(register(two, { name: "new", dependencies: ["old"] }));
    await one.query("commit");
    expect((await waiting)?.code).toBe("SG381");
  });
});
