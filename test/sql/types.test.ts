/** Types: what is seeded, what can be registered, and that a value is held to its type. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

type Row = Record<string, unknown>;
type Ask = (from: string, values?: unknown[]) => Promise<Row[]>;

/** In a transaction that is undone, as a role; each question in a savepoint of its own. */
function as(role: string, use: (ask: Ask, client: pg.PoolClient) => Promise<void>): Promise<void> {
  return rolledBack(database.pool, async (client) => {
    await client.query(`set local role ${role}`);
    await use(async (from, values = []) => {
      await client.query("savepoint asked");
      try {
        return (await client.query<Row>(`select * from ${from}`, values)).rows;
      } catch (error) {
        await client.query("rollback to savepoint asked");
        throw error;
      }
    }, client);
  });
}

const refusal = (work: Promise<unknown>): Promise<Row> =>
  work.then(
    (answer) => ({ code: undefined, answer }),
    (error: unknown) => error as Row,
  );

const json = JSON.stringify;
const object = (properties: object, rest: object = {}): string =>
  json({ type: "object", properties, ...rest });

describe("seeds", () => {
  test("the types that every database has", async () => {
    const { rows } = await database.pool.query(
      "select type_name, type_category, default_postgres_type, json_schema -> 'properties' as properties from app.types",
    );
    const found = Object.fromEntries(rows.map((row) => [row.type_name, row]));
    const scalars = {
      text: "TEXT",
      integer: "INTEGER",
      boolean: "BOOLEAN",
      timestamp: "TIMESTAMPTZ",
      uuid: "UUID",
      money: "NUMERIC(15,2)",
      date: "DATE",
      time: "TIME",
      jsonb: "JSONB",
    };
    for (const [name, postgres] of Object.entries(scalars)) {
      expect(found[name]).toMatchObject({
        type_category: "scalar",
        default_postgres_type: postgres,
      });
    }
    expect(found["list"]).toMatchObject({
      type_category: "collection",
      default_postgres_type: "ARRAY",
    });
    expect(Object.keys(found["address"].properties).sort()).toEqual([
      "city",
      "country",
      "postal_code",
      "street",
    ]);
    expect(found["contact_info"].properties.email).toEqual({ type: "string", format: "email" });
    expect(Object.keys(found["contact_info"].properties).sort()).toEqual([
      "email",
      "mobile",
      "phone",
    ]);
    expect(Object.keys(found["dimensions"].properties).sort()).toEqual([
      "height",
      "length",
      "unit",
      "width",
    ]);
    expect(found["dimensions"].properties.unit.enum).toEqual(["mm", "cm", "m", "in", "ft"]);
    expect(rows).toHaveLength(13);
  });

  test("run again, they change nothing, not even a type that has gone on", async () => {
    const file = fileURLToPath(new URL("../../db/seed_data/0115_types.sql", import.meta.url));
    await rolledBack(database.pool, async (client) => {
      const wider = object({ street: { type: "string" }, floor: { type: "integer" } });
      await client.query("select app.register_type('address', 'composite', $1)", [wider]);
      const state = async () =>
        (await client.query("select type_name, version, updated_at from app.types order by 1"))
          .rows;
      const before = await state();
      await client.query(readFileSync(file, "utf8"));
      expect(await state()).toEqual(before);
      expect(before.find(({ type_name }) => type_name === "address").version).toBe(2);
    });
  });
});

describe("registering", () => {
  test("a type of each category, with all that belongs to it", async () => {
    await as("specql_author", async (ask) => {
      const [price] = await ask(
        "app.register_type(type_name => 'price', type_category => 'Scalar', default_postgres_type => ' numeric(12,4) ', description => 'A price')",
      );
      expect(price).toMatchObject({
        type_name: "price",
        type_category: "scalar",
        default_postgres_type: "numeric(12,4)",
        json_schema: null,
        version: null,
        compatibility_mode: "BACKWARD",
        aliases: [],
      });
      await ask("app.add_type_alias('price', 'amount')");
      await ask("app.add_type_alias('amount', 'amount')");
      expect(await ask("app.find_type('amount')")).toMatchObject([
        { type_name: "price", aliases: ["amount"] },
      ]);
      await ask("app.map_type('amount', 'Python', 'Decimal', 'from decimal import Decimal')");
      await ask("app.map_type('price', 'python', 'Decimal128')");
      expect(await ask("app.type_mappings where type_name = 'price'")).toMatchObject([
        { language: "python", mapped_type: "Decimal128", import_statement: null },
      ]);
    });
  });

  test("a schema may refer to other types by their names; it keeps what they were", async () => {
    await as("specql_admin", async (ask) => {
      await ask("app.register_type('leaf', 'composite', $1)", [object({ n: { type: "integer" } })]);
      await ask("app.register_type('twig', 'composite', $1)", [object({ leaf: { $ref: "leaf" } })]);
      await ask("app.register_type('branch', 'composite', $1)", [
        object({ twigs: { type: "array", items: { $ref: "twig" } } }),
      ]);
      const value = json({ twigs: [{ leaf: { n: 1 } }, { leaf: { n: 1.5 } }] });
      expect(await ask("app.validate_value('branch', $1)", [value])).toMatchObject([
        { instance_path: "/twigs/1/leaf/n", keyword: "type" },
      ]);
      await ask("app.register_type('leaf', 'composite', $1)", [object({ n: { type: "number" } })]);
      expect(await ask("app.validate_value('branch', $1)", [value])).toHaveLength(1);
      // Registered again, it refers to what they are now: a new version.
      await ask("app.register_type('twig', 'composite', $1)", [object({ leaf: { $ref: "leaf" } })]);
      const branch = object({ twigs: { type: "array", items: { $ref: "twig" } } });
      expect(await ask("app.register_type('branch', 'composite', $1)", [branch])).toMatchObject([
        { version: 2 },
      ]);
      expect(await ask("app.validate_value('branch', $1)", [value])).toEqual([]);
      expect(await ask("app.validate_value('branch', $1, 1)", [value])).toHaveLength(1);
      expect(
        await refusal(
          ask("app.register_type('stray', 'composite', $1)", [json({ $ref: "nobody" })]),
        ),
      ).toMatchObject({ code: "SG141" });
    });
  });

  test.for<[string, string, string]>([
    ["no name", "null, 'scalar'", "SG102"],
    ["an empty name", "'', 'scalar'", "SG102"],
    ["a long name", "repeat('x', 64), 'scalar'", "SG103"],
    ["a name with a space", "'my type', 'scalar'", "SG105"],
    ["a name that is a list", "'text[]', 'scalar'", "SG105"],
    ["a name with a quote", "'o''clock', 'scalar'", "SG105"],
    ["an invisible name", "E'te\\u200bxt', 'scalar'", "SG105"],
    ["no category", "'t', null", "SG102"],
    ["an unknown category", "'t', 'vector'", "SG253"],
    ["a composite without a schema", "'t', 'composite'", "SG102"],
    ["a schema that is none", `'t', 'composite', '{"type": "text"}'`, "SG140"],
    ["a schema that is a list", "'t', 'composite', '[]'", "SG140"],
    ["a schema that is null", "'t', 'composite', 'null'", "SG140"],
    ["a pattern that is none", `'t', 'scalar', '{"pattern": "("}', 'text'`, "SG142"],
    [
      "another dialect",
      `'t', 'scalar', '{"$schema": "http://json-schema.org/draft-04/schema#"}', 'text'`,
      "SG145",
    ],
    ["a composite that is a text", `'t', 'composite', '{}', 'text'`, "SG151"],
    ["a long description", "'t', 'scalar', null, 'text', false, repeat('x', 10001)", "SG103"],
    ["another category", "'money', 'composite'", "SG350"],
    ["another PostgreSQL type", "'money', 'scalar', null, 'numeric(19,4)'", "SG350"],
    ["PostgreSQL's own word, so written", "'list', 'collection', null, 'array'", "none"],
  ])("%s", async ([, call, code]) => {
    await as("specql_author", async (ask) => {
      expect((await refusal(ask(`app.register_type(${call})`)))["code"] ?? "none").toBe(code);
    });
  });

  test("an alias is a name: it cannot be a type, nor another type's alias", async () => {
    await as("specql_author", async (ask) => {
      await ask("app.add_type_alias('money', 'cash')");
      expect(await refusal(ask("app.add_type_alias('integer', 'cash')"))).toMatchObject({
        code: "SG302",
        detail: "It finds the type money.",
        column: "alias",
      });
      expect(await refusal(ask("app.add_type_alias('integer', 'text')"))).toMatchObject({
        code: "SG302",
      });
      // What looks the same is the same: full-width letters.
      expect(await refusal(ask("app.add_type_alias('integer', 'ｃａｓｈ')"))).toMatchObject({
        code: "SG302",
      });
      // Case differs: the legacy registry has url and URL.
      expect(await ask("app.register_type('Cash', 'scalar', null, 'text')")).toMatchObject([
        { type_name: "Cash" },
      ]);
      expect(await refusal(ask("app.find_type('mony')"))).toMatchObject({
        code: "SG251",
        hint: "Did you mean money?",
      });
    });
  });

  test("several at once, all or none", async () => {
    await as("specql_author", async (ask) => {
      const definitions = [
        {
          type_name: "weight",
          type_category: "scalar",
          default_postgres_type: "numeric",
          json_schema: { type: "number", exclusiveMinimum: 0 },
          aliases: ["mass"],
          mappings: {
            python: { mapped_type: "Decimal", import_statement: "import decimal" },
            go: "float64",
          },
        },
        {
          type_name: "box",
          type_category: "composite",
          json_schema: { properties: { weight: { $ref: "weight" } } },
        },
      ];
      expect(await ask("app.register_types($1)", [json(definitions)])).toMatchObject([
        { type_name: "weight", aliases: ["mass"], version: 1 },
        { type_name: "box", version: 1 },
      ]);
      expect(await ask("app.register_types($1)", [json(definitions)])).toMatchObject([
        { version: 1 },
        { version: 1 },
      ]);
      expect(
        await ask("app.type_mappings where type_name = 'weight' order by language"),
      ).toMatchObject([
        { language: "go", mapped_type: "float64" },
        { language: "python", import_statement: "import decimal" },
      ]);
      expect(
        await refusal(
          ask("app.register_types($1)", [
            json([
              { type_name: "one", type_category: "scalar" },
              { type_name: "x y", type_category: "scalar" },
            ]),
          ]),
        ),
      ).toMatchObject({ code: "SG105" });
      expect(await refusal(ask("app.find_type('one')"))).toMatchObject({ code: "SG251" });
      for (const [wrong, code] of [
        ["3", "SG112"],
        ["[3]", "SG112"],
        ['{"type_name": "x", "schema": {}}', "SG112"],
        ['{"type_name": "x", "aliases": "y"}', "SG112"],
        ['{"type_name": "x", "is_rich_type": "yes"}', "SG112"],
        ["[]", "SG102"],
        ["null", "SG102"],
        ["{}", "SG102"],
      ]) {
        expect(await refusal(ask("app.register_types($1)", [wrong])), wrong).toMatchObject({
          code,
        });
      }
    });
  });

  test("a deprecated type goes on checking, and gets no new version", async () => {
    await as("specql_admin", async (ask) => {
      await ask("app.register_type('mailbox', 'composite', $1)", [
        object({ at: { type: "string" } }),
      ]);
      expect(await refusal(ask("app.deprecate_type('mailbox', ' ')"))).toMatchObject({
        code: "SG102",
      });
      expect(await refusal(ask("app.deprecate_type('mailbox', 'old', 'mailbox')"))).toMatchObject({
        code: "SG154",
      });
      expect(await ask("app.deprecate_type('mailbox', 'old', 'contact_info')")).toMatchObject([
        { deprecation_reason: "old", replaced_by: "contact_info", deprecated_at: expect.any(Date) },
      ]);
      expect(await ask(`app.validate_value('mailbox', '{"at": 1}')`)).toHaveLength(1);
      expect(await refusal(ask("app.register_type('mailbox', 'composite', '{}')"))).toMatchObject({
        code: "SG352",
        hint: "Use contact_info instead.",
      });
      expect(await refusal(ask("app.deprecate_type('address', 'old', 'mailbox')"))).toMatchObject({
        code: "SG154",
      });
    });
  });

  test("rows of types are final, for the owner too", async () => {
    await as("specql_owner", async (ask, client) => {
      for (const statement of [
        "delete from specql_type.tb_universal_type",
        "truncate specql_type.tb_type_version",
        "update specql_type.tb_universal_type set type_name = 'x' where type_name = 'money'",
        "update specql_type.tb_type_version set json_schema = 'true'",
        "update specql_type.tb_type_alias set alias = 'x' where alias = 'money'",
      ]) {
        await client.query("savepoint one");
        expect(await refusal(client.query(statement)), statement).toMatchObject({
          code: expect.stringMatching(/SG402|0A000/),
        });
        await client.query("rollback to one");
      }
      expect(await ask("app.types")).toHaveLength(13);
    });
  });
});

describe("PostgreSQL types", () => {
  test.for([
    "text",
    "TEXT",
    "numeric(15,2)",
    "numeric (15, 2)",
    "varchar(50)",
    "character varying(50)",
    "double precision",
    "timestamp with time zone",
    "timestamp(3) with time zone",
    "time without time zone",
    "interval",
    "text[]",
    "integer[3]",
    "inet",
    "pg_catalog.int4",
    "information_schema.yes_or_no",
  ])("%s can be a column's", async (type) => {
    await as("specql_author", async (ask) => {
      expect(await ask("app.register_type('t', 'scalar', null, $1)", [type])).toMatchObject([
        { default_postgres_type: type },
      ]);
    });
  });

  test.for([
    "int; drop table specql_type.tb_universal_type",
    "int) ; select 1 --",
    "int --",
    "int /* x */",
    "int default 1",
    "int, x int",
    "setof int",
    'text collate "C"',
    "numeric(99999)",
    "numeric(a)",
    "varchar(0)",
    "serial",
    "BIGSERIAL",
    "anyelement",
    "record",
    "trigger",
    "cstring",
    "void",
    "no_such_type",
    "a.b.c",
    "nowhere.int4",
    "app.types",
    "specql_type.tb_universal_type",
    "pg_temp.x",
    "",
    " ",
    "%",
    "int%rowtype",
    "x".repeat(300),
    "(select 1)",
    "1",
    "int'",
    "int\u0000".replace("\u0000", "\n--"),
  ])("%j cannot", async (type) => {
    await as("specql_author", async (ask) => {
      expect(
        await refusal(ask("app.register_type('t', 'scalar', null, $1)", [type])),
      ).toMatchObject({
        code: "SG150",
        column: "default_postgres_type",
      });
    });
  });

  test("what a column of a type is", async () => {
    await as("specql_owner", async (ask) => {
      const column = async (name: string, of = "it"): Promise<any> =>
        (await ask("specql_type.column_type($1, $2) as found", [name, of]))[0]!["found"];
      expect(await column("money")).toMatchObject({
        type: "NUMERIC(15,2)",
        type_name: "money",
        is_list: false,
      });
      expect(await column("money")).not.toHaveProperty("check");
      for (const list of ["list(money)", "list<money>", "money[]", " list( money ) "]) {
        expect(await column(list), list).toMatchObject({ type: "NUMERIC(15,2)[]", is_list: true });
      }
      expect(await column("address")).toMatchObject({
        type: "JSONB",
        version: 1,
        check: expect.stringContaining("it"),
      });
      expect(await column("list(address)")).toMatchObject({
        type: "JSONB",
        is_list: true,
        check: expect.any(String),
      });
      expect((await column("address", "Home; drop table x"))["check"]).toContain(
        '"Home; drop table x"',
      );
      for (const other of [
        "varchar(50)",
        "nobody",
        "list",
        "list()",
        "list(list(text))",
        "text[][]",
        "Money",
        "",
        "list(nobody)",
      ]) {
        expect(await column(other), other).toBeNull();
      }
      await ask("app.add_type_alias('money', 'cash')");
      await ask("app.deprecate_type('cash', 'old', 'integer')");
      expect(await column("cash")).toMatchObject({
        type: "NUMERIC(15,2)",
        type_name: "money",
        deprecated: { reason: "old", replaced_by: "integer" },
      });
      expect(await ask("app.postgres_type_of('cash[]') as type")).toEqual([
        { type: "NUMERIC(15,2)[]" },
      ]);
      expect(await refusal(ask("app.postgres_type_of('list') as type"))).toMatchObject({
        code: "SG153",
      });
      expect(await refusal(ask("app.postgres_type_of('nobody') as type"))).toMatchObject({
        code: "SG251",
      });
    });
  });

  test("a type of somebody else's is not asked to read a value", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("create schema mine");
      await client.query("grant usage on schema mine to specql_owner");
      await client.query(
        "create function mine.spy(x text) returns boolean language plpgsql as $$ begin raise exception 'run as %', current_user; end $$",
      );
      await client.query("create domain mine.trap as text check (mine.spy(value))");
      await client.query("set local role specql_author");
      await client.query("select app.register_type('trap', 'scalar', null, 'mine.trap')");
      const { rows } = await client.query(`select * from app.validate_value('trap', '"x"')`);
      expect(rows).toEqual([]);
    });
  });
});

describe("values", () => {
  test.for<[string, unknown, boolean]>([
    ["money", 12.5, true],
    ["money", 12.505, false],
    ["money", 1e13, false],
    ["money", "12.50", false],
    ["money", null, false],
    ["integer", 3, true],
    ["integer", 3.5, false],
    ["integer", 2 ** 31, false],
    ["integer", "3", false],
    ["boolean", true, true],
    ["boolean", 1, false],
    ["boolean", "yes", false],
    ["text", "", true],
    ["text", 12, false],
    ["text", ["a"], false],
    ["uuid", "550e8400-e29b-41d4-a716-446655440000", true],
    ["uuid", "550e8400", false],
    ["date", "2024-02-29", true],
    ["date", "2025-02-29", false],
    ["date", "today", false],
    ["date", "infinity", false],
    ["date", "01/02/2025", false],
    ["time", "14:30:00", true],
    ["time", "25:00", false],
    ["time", "now", false],
    ["timestamp", "2025-11-08T14:30:00Z", true],
    ["timestamp", "2025-11-08", true],
    ["timestamp", "2025-13-08T14:30:00Z", false],
    ["timestamp", "now", false],
    ["jsonb", { any: [1] }, true],
    ["jsonb", null, true],
    ["address", {}, true],
    ["address", { city: "Lyon" }, true],
    ["address", { city: 1 }, false],
    ["address", "Lyon", false],
    ["contact_info", { email: "a@example.com" }, true],
    ["contact_info", { email: "a" }, false],
    ["dimensions", { length: 1.5, unit: "cm" }, true],
    ["dimensions", { unit: "mile" }, false],
    ["list", [1, "a"], true],
    ["list", {}, false],
    ["list(money)", [1, 2.5], true],
    ["money[]", [1, "a"], false],
    ["list(address)", [{ city: "Lyon" }], true],
    ["list(address)", [{ city: 1 }], false],
    ["list(money)", {}, false],
  ])("%s %j: %s", async ([type, value, valid]) => {
    await as("specql_agent", async (ask) => {
      const problems = await ask("app.validate_value($1, $2)", [type, json(value)]);
      expect(problems.length === 0, json(problems)).toBe(valid);
      expect(await ask("app.is_valid_value($1, $2) as valid", [type, json(value)])).toEqual([
        { valid },
      ]);
    });
  });

  test("where, by which keyword, and why", async () => {
    await as("specql_reader", async (ask) => {
      expect(
        await ask("app.validate_value('list(dimensions)', $1)", [
          json([{}, { unit: "mile", width: "1" }]),
        ]),
      ).toMatchObject([
        {
          instance_path: "/1/unit",
          keyword: "enum",
          message: expect.any(String),
          schema_path: expect.stringContaining("/items"),
        },
        { instance_path: "/1/width", keyword: "type" },
      ]);
      expect(await ask("app.validate_value('money', '12.505')")).toEqual([
        {
          instance_path: "",
          schema_path: "/postgresType",
          keyword: "postgresType",
          message: "does not fit NUMERIC(15,2) without a loss",
        },
      ]);
      expect(await ask("app.validate_value('money', null)")).toEqual([]);
      expect(await ask("app.is_valid_value('money', null) as valid")).toEqual([{ valid: null }]);
      for (const [call, code] of [
        ["'nobody', '1'", "SG251"],
        ["'nobody', null", "SG251"],
        ["null, '1'", "SG102"],
        ["'', '1'", "SG102"],
        ["'address', '1', 9", "SG252"],
        ["'money', '1', 1", "SG252"],
        ["'list(nobody)', '[]'", "SG251"],
      ]) {
        expect(await refusal(ask(`app.validate_value(${call})`)), call).toMatchObject({ code });
      }
      expect(await refusal(ask("app.is_valid_value('nobody', '1')"))).toMatchObject({
        code: "SG251",
      });
      expect(await refusal(ask("app.is_valid_value('address', '1', 9)"))).toMatchObject({
        code: "SG252",
      });
    });
  });

  test("a large or deep value gets an answer or an SG code", async () => {
    await as("specql_reader", async (ask) => {
      const large = json({ city: "x".repeat(10_000_000) });
      expect(
        (await refusal(ask("app.validate_value('address', $1)", [large])))["code"] ?? "SG144",
      ).toMatch(/^SG1/);
      const deep = `${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`;
      expect(
        (await refusal(ask("app.validate_value('address', $1)", [deep])))["code"] ?? "SG144",
      ).toMatch(/^SG1/);
    });
  });
});

describe("CHECK", () => {
  /** A table of a login that owns nothing of ours, and inserts as itself. */
  function onTable(
    check: string,
    use: (insert: (value: unknown) => Promise<string>, client: pg.PoolClient) => Promise<void>,
  ) {
    return rolledBack(database.pool, async (client) => {
      await client.query("create role shop nologin");
      await client.query("grant specql_reader to shop");
      await client.query("create schema shop authorization shop");
      await client.query("set local role shop");
      await client.query(
        `create table shop.customer (id int generated always as identity, home jsonb check (${check}))`,
      );
      await use(async (value) => {
        await client.query("savepoint one");
        try {
          await client.query("insert into shop.customer (home) values ($1)", [
            value === undefined ? null : json(value),
          ]);
          return "ok";
        } catch (error) {
          await client.query("rollback to one");
          return (error as { code: string }).code;
        }
      }, client);
    });
  }

  test("by the function: it follows the version in force, or the one that is named", async () => {
    for (const [check, later] of [
      ["app.is_valid_value('address', home)", "ok"],
      ["app.is_valid_value('address', home, 1)", "23514"],
    ] as const) {
      await onTable(check, async (insert, client) => {
        expect(await insert({ city: "Lyon" })).toBe("ok");
        expect(await insert(undefined)).toBe("ok");
        expect(await insert({ city: 1 })).toBe("23514");
        await client.query("set local role specql_author");
        const wider = { type: ["string", "integer"] };
        await client.query("select app.register_type('address', 'composite', $1)", [
          object({ street: wider, city: wider, postal_code: wider, country: wider }),
        ]);
        await client.query("set local role shop");
        expect(await insert({ city: 1 })).toBe(later);
      });
    }
  });

  test("by the expression, which stands on its own", async () => {
    const { rows } = await database.pool.query(
      "select app.type_check('contact_info', 'home') as check",
    );
    await onTable(rows[0].check, async (insert) => {
      expect(await insert({ email: "a@example.com" })).toBe("ok");
      expect(await insert(undefined)).toBe("ok");
      expect(await insert({ email: "a" })).toBe("23514");
      expect(await insert({ phone: 1 })).toBe("23514");
      expect(await insert([])).toBe("23514");
    });
  });

  test("columns of every kind of type: the PostgreSQL type and the CHECK", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select app.register_type('sku', 'scalar', $1, 'text')", [
        json({ type: "string", pattern: "^[A-Z]{3}$" }),
      ]);
      const column = async (type: string) =>
        (await client.query("select specql_type.column_type($1, 'it') as c", [type])).rows[0].c;
      for (const [type, good, bad] of [
        ["sku", "'ABC'", "'abc'"],
        ["list(sku)", "array['ABC', 'DEF']", "array['ABC', 'x']"],
        ["list(sku)", "array[]::text[]", "array[null]::text[]"],
        ["address", `'{"city": "Lyon"}'`, `'{"city": 1}'`],
        ["list(address)", `'[{"city": "Lyon"}]'`, `'[{"city": 1}]'`],
        ["list(dimensions)", `'[]'`, `'{}'`],
      ]) {
        const { type: postgres, check } = await column(type!);
        await client.query(`create table public.one_column (it ${postgres} check (${check}))`);
        await client.query(`insert into public.one_column values (${good}), (null)`);
        await client.query("savepoint bad");
        expect(
          await refusal(client.query(`insert into public.one_column values (${bad})`)),
          type!,
        ).toMatchObject({ code: "23514" });
        await client.query("rollback to bad; drop table public.one_column");
      }
    });
  });

  test("a restore may bring the table back before the types", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(
        "create table public.early (home jsonb check (app.is_valid_value('address', home)))",
      );
      // As it is while a dump is being restored: the functions are there, the rows are not.
      await client.query("set local session_replication_role = replica");
      for (const table of [
        "tb_type_mapping",
        "tb_type_version",
        "tb_type_alias",
        "tb_universal_type",
      ]) {
        await client.query(`delete from specql_type.${table}`);
      }
      await client.query(`insert into public.early values ('{"city": "Lyon"}')`);
    });
  });
});

describeOnPostgres("two sessions", () => {
  test("register one type at the same time: both have it, once", async () => {
    const [one, two] = [await database.connect(), await database.connect()];
    const call = "select version from app.register_type('race', 'composite', $1)";
    await one.query("begin");
    await one.query(call, [object({ a: { type: "integer" } })]);
    const waiting = two.query(call, [object({ a: { type: "number" } })]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await one.query("commit");
    expect((await waiting).rows).toEqual([{ version: 2 }]);
  });

  test("register versions at the same time: they are numbered one after the other", async () => {
    const sessions = await Promise.all(Array.from({ length: 6 }, () => database.connect()));
    await sessions[0]!.query("select app.register_type('rush', 'composite', $1)", [object({})]);
    await Promise.all(
      sessions.map((session, i) =>
        session.query("select app.register_type('rush', 'composite', $1)", [
          object({ [`p${i}`]: {} }),
        ]),
      ),
    );
    const { rows } = await database.pool.query(
      "select array_agg(version order by version) as versions from app.type_versions where type_name = 'rush'",
    );
    expect(rows[0].versions).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
