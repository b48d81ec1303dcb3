/** Policy through its doors: wanted tables, settings, waivers, own rules, and what hostile requests are told. */
import { existsSync, readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { parseSql } from "../../src/lint/parse-sql.ts";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

interface Found {
  rule_id: string;
  severity: string;
  path: string | null;
  message: string;
  waived: string | null;
}

/** A table that nothing is wrong with. */
const columns = [
  {
    name: "id",
    type: "uuid",
    primaryKey: true,
    nullable: false,
    defaultValue: "gen_random_uuid()",
  },
  { name: "created_at", type: "timestamptz", nullable: false, defaultValue: "now()" },
  { name: "updated_at", type: "timestamptz", nullable: false, defaultValue: "now()" },
];
const wanted = (more: object = {}, further: object[] = []): object => ({
  tableName: "stock",
  comment: "What lies on a shelf.",
  columns: [...columns, ...further],
  indexes: [
    { name: "idx_stock_created_at", columns: ["created_at"] },
    { name: "idx_stock_updated_at", columns: ["updated_at"] },
  ],
  ...more,
});

async function validated(
  source: unknown,
  client: pg.Pool | pg.PoolClient = database.pool,
): Promise<Found[]> {
  const text = typeof source === "string" ? source : JSON.stringify(source);
  return (await client.query<Found>("select * from app.validate_table_schema($1)", [text])).rows;
}

async function linted(
  sql: string,
  client: pg.Pool | pg.PoolClient = database.pool,
  options = {},
): Promise<Found[]> {
  const tree = { ...(await parseSql(sql)), options };
  return (
    await client.query<Found>("select * from app.lint_statements($1)", [JSON.stringify(tree)])
  ).rows;
}

const loud = (found: readonly Found[]): string[] =>
  found
    .filter((each) => each.severity !== "info")
    .map((each) => `${each.severity} ${each.rule_id}`);

const shared = new URL("../../../shared/legacy/schema_requests/", import.meta.url);
const samplesThere = existsSync(shared);
if (!samplesThere) console.warn("The sample requests are not there: their test is skipped.");

/** By which of our rules the predecessor's listed violations are known. */
const counterpart: readonly (readonly [RegExp, string])[] = [
  [/must have a primary key/, "TBL01"],
  [/multiple primary key/, "TBL02"],
  [/missing created_at/, "TBL03"],
  [/missing updated_at/, "TBL04"],
  [/uses BIGINT/, "TYP07"],
  [/Primary key uses type/, "TYP10"],
  [/GIN index/, "IDX01"],
];

describe.skipIf(/* ../shared is not everywhere */ !samplesThere)(
  "the predecessor's requests",
  () => {
    const expected = (
      samplesThere ? JSON.parse(readFileSync(new URL("expected.json", shared), "utf8")) : {}
    ) as Record<
      string,
      {
        predecessor: { http_status: number; violations: { severity: string; message: string }[] };
        right?: { verdict: string };
      }
    >;

    test.for(Object.keys(expected))("%s", async (name) => {
      const { predecessor, right } = expected[name]!;
      const request = readFileSync(new URL(`${name}.json`, shared), "utf8");
      let found: Found[] = [];
      let code: string | undefined;
      try {
        found = await validated(request);
      } catch (error) {
        code = (error as { code?: string }).code;
        expect(code).toMatch(/^SG1/);
        expect((error as { column?: string }).column).toBeTruthy();
      }
      const refused = code !== undefined || found.some((each) => each.severity === "error");
      if (right !== undefined) {
        if (right.verdict !== "accepted or rejected")
          expect(refused).toBe(right.verdict === "rejected");
        if (right.verdict === "accepted") expect(loud(found)).toEqual([]);
        return;
      }
      expect(refused).toBe(predecessor.http_status === 400);
      if (predecessor.http_status === 400 && predecessor.violations.length === 0) return;
      const listed = predecessor.violations.map((each) => {
        const rule = counterpart.find(([pattern]) => pattern.test(each.message))?.[1];
        return `${each.severity} ${rule}`;
      });
      expect(loud(found).toSorted()).toEqual(listed.toSorted());
    });
  },
);

describe("a wanted table", () => {
  test("a good one breaks nothing, in either spelling, alone or in its request", async () => {
    expect(await validated(wanted())).toEqual([]);
    const snake = JSON.stringify(wanted())
      .replaceAll("tableName", "table_name")
      .replaceAll("primaryKey", "primary_key")
      .replaceAll("defaultValue", "default_value");
    expect(await validated(snake)).toEqual([]);
    expect(await validated({ tableName: "stock", owner: "team", schemaJson: wanted() })).toEqual(
      [],
    );
  });

  test("says more about a new table only for information", async () => {
    const found = await validated(
      wanted({ comment: null }, [
        { name: "n", type: "integer" },
        { name: "password", type: "varchar(20)" },
      ]),
    );
    expect(loud(found)).toEqual([]);
    expect(found.map((each) => each.rule_id).toSorted()).toEqual([
      "SEC08",
      "TBL06",
      "TYP01",
      "TYP05",
    ]);
  });

  test("names that only contain _at, _time or date are no instants", async () => {
    const names = [
      "validated",
      "candidate_id",
      "lap_time",
      "updatedness",
      "data",
      "format",
      "attempt",
      "is_attached",
      "start_date",
    ];
    expect(
      loud(
        await validated(
          wanted(
            {},
            names.map((name) => ({ name, type: "text" })),
          ),
        ),
      ),
    ).toEqual([]);
    const instant = [{ name: "expires_at", type: "text" }];
    expect(loud(await validated(wanted({}, instant)))).toEqual(["warning TYP04"]);
  });

  test("a type that is not there is an error, and so is one with impossible modifiers", async () => {
    for (const type of [
      "adress",
      "varchar(0)",
      "numeric(5,9)",
      "uuid(3)",
      "text(2)",
      "no_schema.no_type",
      "record",
      "anyelement",
      "varying varying",
    ]) {
      expect(loud(await validated(wanted({}, [{ name: "x", type }]))), type).toEqual([
        "error TYP18",
      ]);
    }
    for (const type of [
      "varchar(50)",
      "NUMERIC(10, 2)",
      "text[]",
      "double precision",
      "timestamp with time zone",
      "TIMESTAMPTZ(3)",
      "interval",
      "bytea",
      "int4",
      "character varying(10)",
      "bit(8)",
      "inet",
      "serial",
    ]) {
      expect(loud(await validated(wanted({}, [{ name: "x", type }]))), type).toEqual([]);
    }
  });

  test("defaults are literals of their type or calls that are allowed", async () => {
    const good: [string, unknown][] = [
      ["text", "'x'"],
      ["text", "'it''s'"],
      ["text", "'x'::text"],
      ["integer", "42"],
      ["integer", 42],
      ["integer", "-1"],
      ["boolean", true],
      ["boolean", "false"],
      ["jsonb", "'{}'::jsonb"],
      ["jsonb", {}],
      ["jsonb", []],
      ["numeric(10,2)", "0.00"],
      ["date", "'2024-02-29'"],
      ["date", "CURRENT_DATE"],
      ["text[]", "'{}'"],
      ["timestamptz", "NOW()"],
      ["uuid", "gen_random_uuid()"],
      ["text", "current_user"],
      ["text", "NULL"],
      ["varchar(3)", "'abc'"],
      ["interval", "'1 day'"],
      ["double precision", "1e3"],
    ];
    for (const [type, defaultValue] of good) {
      const found = await validated(wanted({}, [{ name: "x", type, defaultValue }]));
      expect(
        found.filter((each) => each.severity === "error"),
        `${type} ${String(defaultValue)}`,
      ).toEqual([]);
    }
    const bad: [string, unknown][] = [
      ["text", "x"],
      ["text", "'x'); drop table stock; --"],
      ["text", "'x' || 'y'"],
      ["text", "E'\\x27'"],
      ["text", "pg_sleep(10)"],
      ["text", "(select 1)"],
      ["text", "current_setting('x')"],
      ["integer", "'x'"],
      ["integer", "99999999999"],
      ["integer", "now()"],
      ["uuid", "now()"],
      ["uuid", "'x'"],
      ["boolean", "maybe"],
      ["date", "'2023-02-29'"],
      ["timestamptz", "'now'"],
      ["timestamptz", "'today'::timestamptz"],
      ["varchar(3)", "'abcd'"],
      ["jsonb", "'{'"],
      ["jsonb", "'{}'::text"],
      ["numeric(3,1)", "1000"],
      ["text", "$$x$$"],
      ["text", "U&'x'"],
      ["text", "''" + "'"],
      ["serial", "1"],
      ["integer", "1; drop table stock"],
      ["text", "nextval('s')"],
      ["text[]", "'{'"],
      ["regclass", "'no_such_table'"],
      ["text", "gen_random_uuid() " + "-- x"],
      ["xml", "'<a'"],
    ];
    for (const [type, defaultValue] of bad) {
      const found = await validated(wanted({}, [{ name: "x", type, defaultValue }]));
      expect(
        found.filter((each) => each.rule_id === "COL06").map((each) => each.path),
        `${type} ${String(defaultValue)}`,
      ).toEqual(["columns[3].defaultValue"]);
    }
  });

  test("keys of several columns, checks and references are understood", async () => {
    const found = await validated(
      wanted({
        columns: [{ name: "a", type: "uuid" }, { name: "b", type: "uuid" }, ...columns.slice(1)],
        constraints: [
          { kind: "primary_key", columns: ["a", "b"] },
          { kind: "check", expression: "a <> b" },
        ],
      }),
    );
    expect(loud(found)).toEqual([]);
  });

  test("a field that nobody reads is said, not skipped", async () => {
    const found = await validated(
      wanted({ partitions: 4 }, [{ name: "x", type: "text", defualtValue: "'x'" }]),
    );
    const said = found
      .filter((each) => each.rule_id === "NUN01")
      .map((each) => each.message)
      .join();
    expect(said).toContain("partitions");
    expect(said).toContain("columns[3].defualtValue");
  });

  test("a table that is there is an error; a file that uses another's name is warned", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("create table public.stock (id uuid primary key)");
      expect(loud(await validated(wanted(), client))).toEqual(["error TBL13"]);
      const found = await validated(wanted({ tableName: "stocks", indexes: [] }), client);
      expect(found.map((each) => each.rule_id)).toContain("NAM16");
    });
  });

  test("tenants: a domain that has them wants tenant_id and its index", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select app.register_domain('7', 'inventory', multi_tenant => true)");
      expect(loud(await validated(wanted({ domain: "inventory" }), client))).toEqual([
        "error SEC05",
      ]);
      const tenant = [{ name: "tenant_id", type: "uuid", nullable: false }];
      const index = {
        indexes: [{ name: "idx_stock_tenant_id", columns: ["tenant_id", "created_at"] }],
      };
      expect(loud(await validated(wanted({ domain: "7", ...index }, tenant), client))).toEqual([]);
    });
  });
});

describe("hostile requests", () => {
  const nasty = [
    'x"; drop table stock; --',
    "a b",
    "a'b",
    "1a",
    "",
    "  ",
    "a".repeat(64),
    "ü",
    "a.b.c",
    "a\nb",
    "\u202eabc",
    "*",
    "a;b",
    "a--b",
    'pg_temp".x',
  ];
  const places: readonly [string, (value: unknown) => object][] = [
    ["tableName", (value) => wanted({ tableName: value })],
    ["columns[3].name", (value) => wanted({}, [{ name: value, type: "text" }])],
    ["indexes[0].name", (value) => wanted({ indexes: [{ name: value, columns: ["id"] }] })],
    ["indexes[0].columns[0]", (value) => wanted({ indexes: [{ name: "i", columns: [value] }] })],
    [
      "columns[3].references.table",
      (value) =>
        wanted({}, [{ name: "x", type: "uuid", references: { table: value, column: "id" } }]),
    ],
    [
      "columns[3].references.column",
      (value) =>
        wanted({}, [{ name: "x", type: "uuid", references: { table: "y", column: value } }]),
    ],
    [
      "constraints[0].name",
      (value) => wanted({ constraints: [{ kind: "unique", name: value, columns: ["id"] }] }),
    ],
    [
      "constraints[0].columns[0]",
      (value) => wanted({ constraints: [{ kind: "unique", columns: [value] }] }),
    ],
    ["schema", (value) => wanted({ schema: value })],
  ];
  test.for(places)("no name at %s is SQL", async ([field, build]) => {
    for (const value of nasty) {
      if (field === "schema" && value === "a.b.c") continue;
      // An empty index name is none, which is allowed.
      await expect(validated(build(value)), `${field} ${value}`).rejects.toMatchObject({
        code: expect.stringMatching(/^SG(102|103|192)$/),
        column: expect.stringContaining(field.replace(/\[0\]$/, "").split(".")[0]!),
      });
    }
  });

  const types: readonly [string, object][] = [
    ["columns", wanted({ columns: "x" })],
    ["columns", wanted({ columns: {} })],
    ["columns", wanted({ columns: [] })],
    ["columns", wanted({ columns: null })],
    ["columns[0]", wanted({ columns: [null] })],
    ["columns[0]", wanted({ columns: [[]] })],
    ["columns[0].name", wanted({ columns: [{ name: 1, type: "text" }] })],
    ["columns[0].type", wanted({ columns: [{ name: "a", type: {} }] })],
    ["columns[0].type", wanted({ columns: [{ name: "a" }] })],
    ["columns[0].nullable", wanted({ columns: [{ name: "a", type: "text", nullable: "no" }] })],
    ["columns[0].primaryKey", wanted({ columns: [{ name: "a", type: "text", primaryKey: 1 }] })],
    [
      "columns[0].references",
      wanted({ columns: [{ name: "a", type: "text", references: "t(id)" }] }),
    ],
    [
      "columns[0].references.onDelete",
      wanted({
        columns: [
          {
            name: "a",
            type: "text",
            references: { table: "t", column: "id", onDelete: "CASCADE; drop table x" },
          },
        ],
      }),
    ],
    ["columns[0].type", wanted({ columns: [{ name: "a", type: "text); drop table x; --" }] })],
    ["columns[0].type", wanted({ columns: [{ name: "a", type: "text default pg_sleep(9)" }] })],
    [
      "columns[0].comment",
      wanted({ columns: [{ name: "a", type: "text", comment: "x".repeat(10001) }] }),
    ],
    [
      "columns[0].collation",
      wanted({ columns: [{ name: "a", type: "text", collation: 'C"; drop' }] }),
    ],
    [
      "columns[0].identity",
      wanted({ columns: [{ name: "a", type: "bigint", identity: "sometimes" }] }),
    ],
    ["indexes", wanted({ indexes: "x" })],
    ["indexes[0]", wanted({ indexes: ["x"] })],
    ["indexes[0].columns", wanted({ indexes: [{ name: "i" }] })],
    [
      "indexes[0].type",
      wanted({ indexes: [{ name: "i", columns: ["id"], type: "BTREE (id); drop table x; --" }] }),
    ],
    [
      "indexes[0].where",
      wanted({ indexes: [{ name: "i", columns: ["id"], where: "true); drop table x; --" }] }),
    ],
    ["comment", wanted({ comment: { a: 1 } })],
    ["tableName", wanted({ tableName: ["x"] })],
    ["columns[0]", wanted({ columns: [7] })],
    ["constraints[0].kind", wanted({ constraints: [{ kind: "exclude" }] })],
    ["constraints[0].expression", wanted({ constraints: [{ kind: "check" }] })],
  ];
  test.for(types)("%s of the wrong form is named", async ([field, source]) => {
    await expect(validated(source)).rejects.toMatchObject({
      code: expect.stringMatching(/^SG1/),
      column: field,
    });
  });

  test("conditions are made of columns, literals and known functions", async () => {
    const check = (expression: string): Promise<Found[]> =>
      validated(wanted({ constraints: [{ kind: "check", expression }] }));
    for (const good of [
      "n > 0",
      "n between 1 and 10 and name <> ''",
      "length(name) < 10",
      "state in ('a', 'b')",
      "a is not null or b is null",
      "n % 2 = 0",
      "name ~ '^[a-z]+$'",
      "lower(name) = name",
      "n::text like 'a%'",
    ]) {
      await expect(check(good), good).resolves.toBeDefined();
    }
    for (const bad of [
      "true); drop table x; --",
      "exists (select 1)",
      "pg_sleep(1) is null",
      "n > 0 -- x",
      "n /* x */ > 0",
      "x = $$a$$",
      "E'\\'' = name",
      "U&'a' = name",
      "(n > 0",
      "n > 0)",
      "lo_import('/etc/passwd') > 0",
      "pg_read_file ('x') = ''",
      '"pg_sleep"(1) is null',
      "shop.lower(n) = ''",
      "shop . lower (n) = ''",
      "'x'::evil.trap = n",
      "n::trap = 1",
      "trap 'x' = n",
      "\"trap\" 'x' = n",
      "u&'\\0041' = n",
      "shop.f(1)",
      "n > 0;",
      "set_config('a','b',false) = ''",
      'a = b collate "C"',
      "x".repeat(5000),
      "",
    ]) {
      await expect(check(bad), bad).rejects.toMatchObject({
        code: expect.stringMatching(/^SG(102|103|194)$/),
        column: "constraints[0].expression",
      });
    }
  });

  test("too much is refused at once: a megabyte, thousands of columns, deep nesting", async () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({ name: `c${n}`, type: "text" }));
    await expect(validated(wanted({ columns: many }))).rejects.toMatchObject({
      code: "SG103",
      column: "columns",
    });
    await expect(validated(wanted({ comment: "x".repeat(1_000_000) }))).rejects.toMatchObject({
      code: "SG103",
      column: "comment",
    });
    await expect(validated(wanted({ tableName: "x".repeat(1_000_000) }))).rejects.toMatchObject({
      code: "SG103",
      column: "tableName",
    });
    const found = await validated(
      wanted({}, [{ name: "x", type: "text", defaultValue: `'${"x".repeat(9000)}'` }]),
    );
    expect(loud(found)).toEqual([]);
    const deep = `${"[".repeat(3000)}${"]".repeat(3000)}`;
    expect(
      (
        await validated(
          `{"tableName":"stock","columns":[{"name":"id","type":"uuid","primaryKey":true}],"other":${deep}}`,
        )
      ).map((each) => each.rule_id),
    ).toContain("NUN01");
  });

  test("both names of a table are one", async () => {
    await expect(validated({ tableName: "innocent", schemaJson: wanted() })).rejects.toMatchObject({
      code: "SG191",
      column: "tableName",
    });
    await expect(validated({ ...wanted(), table_name: "other" })).rejects.toMatchObject({
      code: "SG191",
    });
  });

  test("after all that nothing has changed, and a reader can do no more than ask", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set transaction read only");
      await client.query("set local role specql_reader");
      const found = await validated(
        wanted({}, [{ name: "x", type: "text", defaultValue: "'x'); drop table stock; --" }]),
        client,
      );
      expect(loud(found)).toEqual(["error COL06"]);
      await expect(
        client.query("select * from specql_governance.tb_policy_rule"),
      ).rejects.toMatchObject({ code: "42501" });
    });
  });
});

describe("changes that a request lists", () => {
  const change = (...operations: object[]): object => ({ tableName: "shop_a.stock", operations });
  test("are held against what is there", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("create schema shop_a");
      await client.query("create table shop_a.stock (id uuid primary key, n integer, note text)");
      await client.query(
        "insert into shop_a.stock select gen_random_uuid(), g, 'x' from generate_series(1, 50) as g",
      );
      const of = async (...operations: object[]): Promise<string[]> =>
        loud(await validated(change(...operations), client));
      expect(await of({ op: "add_column", column: { name: "a", type: "text" } })).toEqual([]);
      expect(
        await of({ op: "add_column", column: { name: "a", type: "text", nullable: false } }),
      ).toEqual(["error LCK09"]);
      expect(await of({ op: "drop_column", column: "note" })).toEqual(["warning DES02"]);
      expect(await of({ op: "rename_column", column: "note", newName: "remark" })).toEqual([
        "warning CMP01",
      ]);
      expect(await of({ op: "alter_column_type", column: "n", type: "bigint" })).toEqual([
        "warning LCK11",
      ]);
      expect(await of({ op: "add_column", column: { name: "n", type: "text" } })).toEqual([
        "error TXN12",
      ]);
      expect(await of({ op: "set_default", column: "n", default: "'x'" })).toEqual(["error COL06"]);
      expect(await of({ op: "set_default", column: "n", default: 7 })).toEqual([]);
      expect(
        await of({ op: "create_index", index: { name: "idx_stock_n", columns: ["n"] } }),
      ).toEqual([]);
      expect(await of({ op: "drop_column", column: "note", cascade: true })).toEqual([
        "error DES05",
        "warning DES02",
      ]);
    });
  });

  test("are refused where they are no change, or of another table", async () => {
    for (const [field, operation] of [
      ["operations[0].op", { op: "drop_database" }],
      ["operations[0].op", { op: "do_block" }],
      ["operations[0].op", {}],
      ["operations[0].table", { op: "drop_table", table: "other" }],
      ["operations[0].newName", { op: "rename_table", newName: "a; b" }],
      ["operations[0].column", { op: "drop_column", column: 'a" cascade; --' }],
      [
        "operations[0].using",
        { op: "alter_column_type", column: "a", type: "text", using: "pg_sleep(1)" },
      ],
      [
        "operations[0].type",
        { op: "alter_column_type", column: "a", type: "text using (select 1)" },
      ],
      ["operations[0]", 7],
    ] as [string, object][]) {
      await expect(validated(change(operation)), field).rejects.toMatchObject({
        code: expect.stringMatching(/^SG1/),
        column: field,
      });
    }
  });
});

describe("settings, waivers and own rules", () => {
  const asAdmin = (work: (client: pg.PoolClient) => Promise<void>): Promise<void> =>
    rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await work(client);
    });
  const bare = { tableName: "stock", comment: "x", columns: [columns[0]] };

  test("a rule is set everywhere, in a domain or for a table; the narrowest counts, and each step is in the ledger", async () => {
    await asAdmin(async (client) => {
      await client.query("select app.register_domain('7', 'inventory')");
      await client.query("select app.register_subdomain('7', '1', 'shelves')");
      const before = (
        await client.query("select count(*)::int from app.audit_ledger where stream = 'policy'")
      ).rows[0].count;
      await client.query("select app.set_policy_rule('TBL03', false)");
      expect(loud(await validated(bare, client))).toEqual(["warning TBL04"]);
      await client.query(
        "select app.set_policy_rule('require-created-at', true, 'error', 'domain:inventory')",
      );
      expect(loud(await validated(bare, client))).toEqual(["warning TBL04"]);
      expect(loud(await validated({ ...bare, domain: "inventory" }, client))).toEqual([
        "error TBL03",
        "warning TBL04",
      ]);
      await client.query(
        "select app.set_policy_rule('TBL03', true, 'info', 'subdomain:inventory/shelves')",
      );
      expect(loud(await validated({ ...bare, domain: "7", subdomain: "shelves" }, client))).toEqual(
        ["warning TBL04"],
      );
      await client.query("select app.set_policy_rule('TBL04', true, 'error', 'table:stock')");
      expect(loud(await validated(bare, client))).toEqual(["error TBL04"]);
      await client.query("select app.set_policy_rule('TBL04', true, null, 'table:stock')");
      expect(loud(await validated(bare, client))).toEqual(["warning TBL04"]);
      const after = (
        await client.query("select count(*)::int from app.audit_ledger where stream = 'policy'")
      ).rows[0].count;
      expect(after - before).toBe(5);
    });
  });

  test("parameters change what a rule demands, also for one table", async () => {
    await asAdmin(async (client) => {
      const wide = wanted(
        {},
        Array.from({ length: 10 }, (_, n) => ({ name: `c${n}`, type: "text" })),
      );
      const hits = async (): Promise<number> =>
        (await validated(wide, client)).filter((each) => each.rule_id === "TBL10").length;
      expect(await hits()).toBe(0);
      await client.query(
        `select app.set_policy_rule('TBL10', parameters => '{"max": 5}', scope => 'table:public.stock')`,
      );
      expect(await hits()).toBe(1);
      await client.query(`select app.set_policy_rule('TBL10', parameters => '{"max": 5}')`);
      await client.query(
        `select app.set_policy_rule('TBL10', parameters => '{"max": 50}', scope => 'table:public.stock')`,
      );
      expect(await hits()).toBe(0);
    });
    for (const [code, call] of [
      ["SG198", `select app.set_policy_rule('TBL10', parameters => '{"most": 5}')`],
      ["SG198", `select app.set_policy_rule('TBL10', parameters => '{"max": "many"}')`],
      ["SG198", `select app.set_policy_rule('NAM01', parameters => '{"pattern": "["}')`],
      ["SG198", "select app.set_policy_rule('TBL10', severity => 'fatal')"],
      ["SG197", "select app.set_policy_rule('TBL10', scope => 'galaxy:x')"],
      ["SG201", "select app.set_policy_rule('TBL10', scope => 'domain:nowhere')"],
      ["SG215", "select app.set_policy_rule('TBL99')"],
      ["SG197", "select app.set_policy_rule('TBL10', scope => 'request:1')"],
    ]) {
      await asAdmin(async (client) => {
        await expect(client.query(call!), call).rejects.toMatchObject({ code });
      });
    }
  });

  test("a waiver needs a reason and an end, is reported, ends and can be revoked", async () => {
    await asAdmin(async (client) => {
      const waive = (
        rule: string,
        scope: string,
        reason: string | null,
        end: string | null,
      ): Promise<pg.QueryResult> =>
        client.query("select * from app.waive_policy_rule($1, $2, $3, $4)", [
          rule,
          scope,
          reason,
          end,
        ]);
      const soon = new Date(Date.now() + 86_400_000).toISOString();
      const { rows } = await waive("TBL01", "table:public.stock", "a log without identity", soon);
      const keyless = { tableName: "stock", columns: columns.slice(1) };
      const found = await validated(keyless, client);
      expect(found.find((each) => each.rule_id === "TBL01")).toMatchObject({
        severity: "info",
        waived: "a log without identity",
      });
      expect(loud(await validated({ ...keyless, tableName: "other" }, client))).toEqual([
        "error TBL01",
      ]);
      await client.query("select app.revoke_policy_waiver($1)", [rows[0].id]);
      expect(loud(await validated(keyless, client))).toEqual(["error TBL01"]);
      const again = await client.query("select * from app.revoke_policy_waiver($1)", [rows[0].id]);
      expect(again.rows[0].is_live).toBe(false);
      const snapshots = await client.query(
        "select payload -> 'policy' ->> 'hash' as hash, policy_version from app.audit_ledger where stream = 'policy' order by seq desc limit 2",
      );
      expect(new Set(snapshots.rows.map((row) => row.hash)).size).toBe(2);
      expect(BigInt(snapshots.rows[0].policy_version)).toBeGreaterThan(
        BigInt(snapshots.rows[1].policy_version),
      );
    });
    for (const [code, reason, end] of [
      ["SG102", "", "2099-01-01"],
      ["SG102", null, "2099-01-01"],
      ["SG102", "x", null],
      ["SG198", "x", "2001-01-01"],
      ["SG198", "x", "2999-01-01"],
    ]) {
      await asAdmin(async (client) => {
        await expect(
          client.query("select app.waive_policy_rule('TBL01', 'all', $1, $2)", [reason, end]),
        ).rejects.toMatchObject({ code });
      });
    }
  });

  test("a rule of one's own is a pattern, or a function that nobody but the owner can replace", async () => {
    await asAdmin(async (client) => {
      const add = (rule: object): Promise<pg.QueryResult> =>
        client.query("select * from app.add_policy_rule($1)", [JSON.stringify(rule)]);
      const rule = {
        rule_id: "ORG01",
        slug: "no-tbl-prefix",
        title: "A table begins with tbl",
        severity: "warning",
        wording: "{name} begins with tbl",
      };
      await add({ ...rule, pattern: { subject: "table", must_not_match: "^tbl" } });
      expect(
        loud(await validated(wanted({ tableName: "tbl_stock", indexes: [] }), client)),
      ).toEqual(["warning ORG01"]);
      expect(loud(await validated(wanted(), client))).toEqual([]);
      expect(
        (
          await linted(
            "create table a.tbl_x (id uuid primary key, created_at timestamptz, updated_at timestamptz)",
            client,
          )
        ).map((each) => each.rule_id),
      ).toContain("ORG01");
      await client.query("reset role");
      await client.query(`create function public.own_check(operations jsonb, facts jsonb, parameters jsonb) returns setof jsonb language sql immutable
        as $$ select jsonb_build_object('path', 'tableName', 'what', parameters ->> 'what') $$`);
      await client.query(
        "grant usage on schema public to specql_owner; alter function public.own_check owner to specql_owner",
      );
      await client.query("set local role specql_admin");
      await add({
        ...rule,
        rule_id: "ORG02",
        slug: "always",
        wording: "said: {what}",
        check_function: "public.own_check",
        parameters: { what: "hello" },
      });
      expect(
        (await validated(wanted(), client)).find((each) => each.rule_id === "ORG02"),
      ).toMatchObject({ message: "said: hello", path: "tableName" });
    });
    await asAdmin(async (client) => {
      await client.query("reset role");
      await client.query("grant create, usage on schema public to specql_admin");
      await client.query("set local role specql_admin");
      await client.query(
        `create function public.trap(a jsonb, b jsonb, c jsonb) returns setof jsonb language sql stable as 'select null::jsonb'`,
      );
      await expect(
        client.query("select app.add_policy_rule($1)", [
          JSON.stringify({
            rule_id: "ORG03",
            slug: "trap",
            title: "x",
            severity: "error",
            wording: "x",
            check_function: "public.trap",
          }),
        ]),
      ).rejects.toMatchObject({ code: "SG195" });
    });
    for (const [code, rule] of [
      ["SG198", { rule_id: "ORG01", slug: "a", title: "x", severity: "error", wording: "x" }],
      [
        "SG198",
        {
          rule_id: "ORG01",
          slug: "a",
          title: "x",
          severity: "error",
          wording: "x",
          pattern: { subject: "planet" },
        },
      ],
      [
        "SG198",
        {
          rule_id: "ORG01",
          slug: "a",
          title: "x",
          severity: "error",
          wording: "x",
          pattern: { subject: "table", must_match: "(" },
        },
      ],
      ["SG198", { colour: 1 }],
      ["SG102", {}],
      [
        "SG315",
        {
          rule_id: "TBL01",
          slug: "b",
          title: "x",
          severity: "error",
          wording: "x",
          pattern: { subject: "table", must_match: "x" },
        },
      ],
    ] as [string, object][]) {
      await asAdmin(async (client) => {
        await expect(
          client.query("select app.add_policy_rule($1)", [JSON.stringify(rule)]),
          JSON.stringify(rule),
        ).rejects.toMatchObject({ code });
      });
    }
  });

  test("rules, settings and waivers are never deleted, and only administrators change them", async () => {
    for (const table of ["tb_policy_rule", "tb_policy_setting", "tb_policy_waiver"]) {
      await rolledBack(database.pool, async (client) => {
        await expect(
          client.query(`truncate specql_governance.${table} cascade`),
        ).rejects.toMatchObject({ code: "SG402" });
      });
    }
    for (const role of ["specql_reader", "specql_author", "specql_reviewer", "specql_agent"]) {
      await rolledBack(database.pool, async (client) => {
        await client.query(`set local role ${role}`);
        await expect(
          client.query("select app.set_policy_rule('TBL03', false)"),
        ).rejects.toMatchObject({ code: "42501" });
      });
    }
  });
});

describe("lint", () => {
  test("knows what the same file has made", async () => {
    const found =
      await linted(`create table shop.a (id uuid primary key default gen_random_uuid(), created_at timestamptz, updated_at timestamptz);
      create index idx_a_created_at on shop.a (created_at); alter table shop.a add column b text not null; alter table shop.a drop column b;
      alter table shop.a add constraint c check (b > '') ; drop table shop.a;`);
    expect(loud(found)).toEqual([]);
  });

  test("says where: statements and bytes", async () => {
    const found = await linted("select 'é';\n-- here\ndrop table shop.a;");
    expect(found.find((each) => each.rule_id === "DES01")).toMatchObject({
      statement: 2,
      location: 21,
      path: "shop.a",
    });
  });

  test("an exception in a comment needs a reason and is reported as waived", async () => {
    const sql = (comment: string): string =>
      `set lock_timeout = '1s'; set statement_timeout = '1s';\n${comment}\ndrop table if exists shop.a;`;
    const des = async (comment: string): Promise<Found | undefined> =>
      (await linted(sql(comment))).find((each) => each.rule_id === "DES01");
    expect(await des("-- specql: allow DES01 nobody reads it")).toMatchObject({
      severity: "info",
      waived: "nobody reads it",
    });
    expect(await des("/* specql: allow DES02, drop-table nobody reads it */")).toMatchObject({
      waived: "nobody reads it",
    });
    expect(await des("-- specql: allow-file DES01 a rehearsal")).toMatchObject({
      waived: "a rehearsal",
    });
    expect(await des("-- specql: allow DES01")).toMatchObject({ severity: "error", waived: null });
    expect((await linted(sql("-- specql: allow DES01"))).map((each) => each.rule_id)).toContain(
      "GOV12",
    );
    expect((await linted(sql("-- specql: pardon DES01 x"))).map((each) => each.rule_id)).toContain(
      "GOV12",
    );
    expect(await des("select '-- specql: allow DES01 a trick';")).toMatchObject({
      severity: "error",
    });
  });

  test("what does not parse, and what is not understood, is said", async () => {
    expect(await linted("create tabel x")).toMatchObject([
      { rule_id: "TXN13", severity: "error", location: 7 },
    ]);
    expect(
      (await linted("create access method m type table handler h")).map((each) => each.rule_id),
    ).toContain("NUN01");
    expect(await linted("-- nothing")).toEqual([]);
    expect(await linted("")).toEqual([]);
  });

  test("deletes inside WITH, EXPLAIN ANALYZE and PREPARE are seen", async () => {
    for (const sql of [
      "with x as (delete from shop.a returning *) select * from x",
      "explain analyze delete from shop.a",
      "prepare p as delete from shop.a",
    ]) {
      expect(
        (await linted(sql)).map((each) => each.rule_id),
        sql,
      ).toContain("DML01");
    }
  });

  test("a parse tree that is none is refused; strange ones do no harm", async () => {
    for (const tree of [
      "null",
      "[]",
      "7",
      '"x"',
      "{}",
      '{"stmts": 7}',
      '{"stmts": [], "options": 7}',
    ]) {
      await expect(
        database.pool.query("select * from app.lint_statements($1)", [tree]),
        tree,
      ).rejects.toMatchObject({ code: "SG196" });
    }
    for (const tree of [
      '{"stmts": [{"stmt": {"CreateStmt": {}}}]}',
      '{"stmts": [{"stmt": {"AlterTableStmt": {"cmds": [{"AlterTableCmd": {}}]}}}]}',
      '{"stmts": [{"stmt": {"DropStmt": {"objects": [7]}}}]}',
      '{"stmts": [{"stmt": {"Nothing": null}}]}',
      '{"stmts": [{"stmt": {"IndexStmt": {"indexParams": []}}}]}',
    ]) {
      await expect(
        database.pool.query("select * from app.lint_statements($1)", [tree]),
        tree,
      ).resolves.toBeDefined();
    }
  });

  test("two hundred statements take less than a second", async () => {
    const sql = Array.from(
      { length: 100 },
      (_, n) =>
        `create table shop.t${n} (id uuid primary key default gen_random_uuid(), a text, b integer, created_at timestamptz, updated_at timestamptz);\nalter table shop.old${n} add column c${n} text default 'x';`,
    ).join("\n");
    const tree = JSON.stringify(await parseSql(sql));
    const run = async (): Promise<number> => {
      const start = performance.now();
      await parseSql(sql);
      await database.pool.query("select * from app.lint_statements($1)", [tree]);
      return performance.now() - start;
    };
    await run();
    const times = [await run(), await run(), await run()];
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});

describe("what SpecQL knows of a change", () => {
  test("services that use what is dropped are named", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(
        "create schema shop_b; create table shop_b.stock (id uuid primary key, note text)",
      );
      await client.query(
        `select app.register_service('{"name": "mailer", "schemas": ["shop_b"], "uses": [{"table": "shop_b.stock"}]}')`,
      );
      const found = await linted("alter table shop_b.stock drop column note", client);
      expect(found.find((each) => each.rule_id === "CMP10")?.message).toContain("mailer");
      expect(
        (await linted("alter table shop_b.stock add column x text", client)).map(
          (each) => each.rule_id,
        ),
      ).not.toContain("CMP10");
    });
  });
});
