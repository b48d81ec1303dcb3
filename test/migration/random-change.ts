/**
 * Random tables and random changes of them, within what can work: each change acts on something of
 * its own, and rows do not stand against it. Names and comments are as unpleasant as they can be.
 */
import fc from "fast-check";

/** A table to be, its rows, and what is to be done to it. */
export interface RandomChange {
  /** Statements that make the table and its parent in the schema `shop`. */
  readonly setUp: string[];
  readonly operations: object[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (value: string): string =>
  value.includes("\\")
    ? ` E'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`
    : `'${value.replaceAll("'", "''")}'`;

/** Per type: a default, the value of a row, and a check that it keeps. */
const types: Record<string, { default: string; value: string; check: (name: string) => string }> = {
  integer: { default: "7", value: "1", check: (name) => `${name} > -1000` },
  bigint: {
    default: "70",
    value: "1",
    check: (name) => `${name} <> 13 and (${name} < 900 or ${name} > 901)`,
  },
  smallint: { default: "3", value: "1", check: (name) => `${name} between 0 and 99` },
  "numeric(10,2)": { default: "1.50", value: "1", check: (name) => `round(${name}) >= 0` },
  text: {
    default: "it's $do$ here",
    value: "a",
    check: (name) => `length(${name}) < 500 and ${name} <> 'it''s; --'`,
  },
  "varchar(50)": { default: "x", value: "b", check: (name) => `${name} ~ '^[a-z]'` },
  boolean: { default: "true", value: "true", check: (name) => `${name} is not false` },
  timestamptz: {
    default: "2024-01-01 00:00:00+00",
    value: "2024-05-05",
    check: (name) => `${name} is not null`,
  },
  date: { default: "2024-02-29", value: "2024-05-05", check: (name) => `${name} > '1900-01-01'` },
  uuid: {
    default: "00000000-0000-4000-8000-000000000000",
    value: "00000000-0000-4000-8000-000000000001",
    check: (name) => `${name} is not null`,
  },
  jsonb: { default: '{"a": 1}', value: "{}", check: (name) => `jsonb_typeof(${name}) = 'object'` },
  "text[]": { default: "{a}", value: "{b}", check: (name) => `cardinality(${name}) < 50` },
  "char(3)": { default: "abc", value: "def", check: (name) => `${name} <> 'zzz'` },
  "double precision": { default: "2.5", value: "1", check: (name) => `abs(${name}) < 1e6` },
};

const retypes: Record<string, string[]> = {
  integer: ["bigint", "numeric(12,2)", "text", "double precision"],
  smallint: ["integer", "bigint"],
  bigint: ["numeric(20,0)", "text"],
  "varchar(50)": ["varchar(100)", "text"],
  text: ["varchar(600)"],
  date: ["timestamptz", "timestamp"],
  "numeric(10,2)": ["numeric(14,2)", "numeric(14,4)", "double precision"],
  "char(3)": ["text", "varchar(10)"],
  boolean: ["text"],
};

const calls: Record<string, string> = {
  uuid: "gen_random_uuid()",
  timestamptz: "now()",
  date: "current_date",
};

const unpleasant = [
  "Käse",
  'quo"te',
  "two words",
  "select",
  "$do$",
  "semi;colon",
  "UPPER",
  "dash--dash",
  "a.b",
  "it's",
  "naïve™",
  "%I",
  "{x}",
  "1st",
  "q?",
];
const comments = fc.constantFrom(
  "plain",
  "it's",
  "line\nbreak",
  "\n--!include /etc/passwd\n",
  "$do$ end $do$; drop table x; --",
  "*/ drop table shop.parent; /*",
  ":DATABASE_NAME and :DATABASE_OWNER",
  "back\\slash",
  "%s %I %L",
);

const nameOf = (base: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(base) },
    { weight: 1, arbitrary: fc.constantFrom(...unpleasant).map((odd) => `${base} ${odd}`) },
  );

const columnOf = (base: string): fc.Arbitrary<Column> =>
  fc
    .record({
      name: nameOf(base),
      type: fc.constantFrom(...Object.keys(types)),
      nullable: fc.boolean(),
      withDefault: fc.boolean(),
    })
    .map(({ name, type, nullable, withDefault }) => ({
      name,
      type,
      nullable,
      ...(withDefault && { default: types[type]!.default }),
    }));

/** A new column as a request writes it. */
const wantedColumn = (column: Column, rows: boolean, call: boolean, comment?: string): object => {
  const text = calls[column.type];
  const given =
    call && text !== undefined
      ? { default: { kind: "call", text } }
      : column.default !== undefined || (rows && !column.nullable)
        ? {
            default: {
              kind: "literal",
              text: literal(types[column.type]!.default),
              value: types[column.type]!.default,
            },
          }
        : {};
  return {
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    ...given,
    ...(comment !== undefined && { comment }),
  };
};

type Kind =
  | "rename"
  | "drop"
  | "retype"
  | "default"
  | "null"
  | "check"
  | "unique"
  | "index"
  | "comment"
  | "key"
  | "partial";
const kinds: Kind[] = [
  "rename",
  "drop",
  "retype",
  "default",
  "null",
  "check",
  "unique",
  "index",
  "comment",
  "key",
  "partial",
];

function changeOf(
  column: Column,
  kind: Kind,
  place: number,
  comment: string,
  checked = false,
): object[] {
  const base = { schema: "shop", table: "goods" };
  const name = quoted(column.name);
  switch (kind) {
    case "rename":
      return [{ op: "rename_column", ...base, column: column.name, new_name: `renamed ${place}` }];
    case "drop":
      return [{ op: "drop_column", ...base, column: column.name }];
    case "retype": {
      // A check on numbers has no meaning for texts.
      const targets = retypes[column.type]?.filter(
        (type) => !checked || !/text|varchar/.test(type),
      );
      if (targets === undefined || targets.length === 0) return [];
      return [
        {
          op: "alter_column_type",
          ...base,
          column: column.name,
          type: targets[place % targets.length],
        },
      ];
    }
    case "default":
      return column.default === undefined
        ? [
            {
              op: "set_default",
              ...base,
              column: column.name,
              default: { kind: "literal", text: "", value: types[column.type]!.default },
            },
          ]
        : [{ op: "drop_default", ...base, column: column.name }];
    case "null":
      return [
        { op: column.nullable ? "set_not_null" : "drop_not_null", ...base, column: column.name },
      ];
    case "check":
      return [
        {
          op: "add_constraint",
          ...base,
          constraint: {
            kind: "check",
            columns: [column.name],
            expression: types[column.type]!.check(name),
          },
        },
      ];
    case "unique":
      return column.type === "jsonb"
        ? []
        : [
            {
              op: "add_constraint",
              ...base,
              constraint: { kind: "unique", columns: [column.name] },
            },
          ];
    case "index":
      return [
        {
          op: "create_index",
          ...base,
          index: {
            columns: [column.name],
            method: column.type === "jsonb" || column.type === "text[]" ? "gin" : "btree",
            comment,
          },
        },
      ];
    case "partial":
      return column.type === "jsonb"
        ? []
        : [
            {
              op: "create_index",
              ...base,
              index: {
                name: `part ${place}`,
                columns: [column.name, { expression: `coalesce(${name}::text, '')` }].slice(0, 1),
                where: `${name} is not null`,
                unique: place % 2 === 0,
              },
            },
          ];
    case "comment":
      return [{ op: "set_comment", ...base, column: column.name, comment }];
    case "key":
      return column.type === "bigint" || column.type === "integer"
        ? [
            {
              op: "add_constraint",
              ...base,
              constraint: {
                kind: "foreign_key",
                columns: [column.name],
                references: { schema: "shop", table: "parent", columns: ["id"] },
              },
            },
          ]
        : [];
  }
}

/** What is there, and what is to become of it. */
export const randomChange: fc.Arbitrary<RandomChange> = fc
  .record({
    columns: fc.tuple(...["c1", "c2", "c3", "c4", "c5"].map(columnOf)),
    changes: fc.tuple(
      ...Array.from({ length: 5 }, () => fc.option(fc.constantFrom(...kinds), { freq: 3 })),
    ),
    added: fc.array(fc.tuple(columnOf("n"), fc.boolean(), fc.option(comments)), { maxLength: 2 }),
    comment: comments,
    rows: fc.boolean(),
    standing: fc.record({
      check: fc.option(fc.nat(4)),
      unique: fc.option(fc.nat(4)),
      index: fc.option(fc.nat(4)),
      pair: fc.boolean(),
      key: fc.boolean(),
      child: fc.boolean(),
    }),
    whole: fc.constantFrom("alter", "alter", "alter", "create", "drop"),
  })
  .map(({ columns, changes, added, comment, rows, standing, whole }) => {
    const line = (column: Column): string =>
      `${quoted(column.name)} ${column.type}${column.nullable ? "" : " not null"}${
        column.default === undefined ? "" : ` default ${literal(column.default)}`
      }`;
    const unique = standing.unique === null ? undefined : columns[standing.unique];
    const checked = standing.check === null ? undefined : columns[standing.check];
    const indexed = standing.index === null ? undefined : columns[standing.index];
    const setUp = [
      "create schema shop",
      "create table shop.parent (id bigint generated always as identity primary key, note text)",
      "insert into shop.parent (note) values ('one')",
    ];
    const lines = [
      "id bigint generated by default as identity primary key",
      ...columns.map(line),
      ...(standing.key ? ["parent_id bigint references shop.parent (id) on delete set null"] : []),
      ...(unique === undefined || unique.type === "jsonb"
        ? []
        : [`unique (${quoted(unique.name)})`]),
      ...(checked === undefined
        ? []
        : [`constraint "a check" check (${types[checked.type]!.check(quoted(checked.name))})`]),
    ];
    if (whole !== "create") {
      setUp.push(`create table shop.goods (${lines.join(", ")})`);
      if (indexed !== undefined && !["jsonb", "text[]"].includes(indexed.type)) {
        setUp.push(
          `create index "an index" on shop.goods (${quoted(indexed.name)}, id desc) where ${quoted(indexed.name)} is not null`,
        );
      }
      if (standing.pair) {
        setUp.push(`create index pair on shop.goods ((${quoted(columns[0]!.name)} is null), id)`);
        setUp.push(`comment on index shop.pair is ${literal(comment)}`);
      }
      setUp.push(`comment on column shop.goods.${quoted(columns[1]!.name)} is ${literal(comment)}`);
      if (standing.child && whole === "alter") {
        setUp.push(
          "create table shop.child (id bigint primary key, goods_id bigint references shop.goods (id))",
        );
      }
      if (rows) {
        setUp.push(
          `insert into shop.goods (${columns.map(({ name }) => quoted(name)).join(", ")}) values (${columns
            .map(({ type }) => `'${types[type]!.value}'`)
            .join(", ")})`,
        );
      }
    }
    if (whole === "drop") {
      return { setUp, operations: [{ op: "drop_table", schema: "shop", table: "goods" }] };
    }
    if (whole === "create") {
      const operations: object[] = [
        {
          op: "create_table",
          schema: "shop",
          table: "goods",
          columns: [
            {
              name: "id",
              type: "uuid",
              primary_key: true,
              default: { kind: "call", text: "gen_random_uuid()" },
            },
            ...columns.map((column, place) => ({
              ...wantedColumn(column, false, place % 2 === 0, place === 0 ? comment : undefined),
              ...(place === standing.unique && column.type !== "jsonb" && { unique: true }),
              ...(place === standing.check && {
                check: types[column.type]!.check(quoted(column.name)),
              }),
            })),
            {
              name: "parent_id",
              type: "bigint",
              references: { schema: "shop", table: "parent", column: "id" },
            },
          ],
          comment,
        },
      ];
      if (indexed !== undefined) {
        operations.push(...changeOf(indexed, "index", 1, comment));
      }
      return { setUp, operations };
    }
    const operations = changes.flatMap((kind, place) =>
      kind === null
        ? []
        : changeOf(columns[place]!, kind, place, comment, place === standing.check),
    );
    added.forEach(([column, call, note], place) => {
      operations.push({
        op: "add_column",
        schema: "shop",
        table: "goods",
        column: wantedColumn(
          { ...column, name: `${column.name} ${place}` },
          rows,
          call,
          note ?? undefined,
        ),
      });
    });
    if (operations.length === 0) {
      operations.push({ op: "set_comment", schema: "shop", table: "goods", comment });
    }
    return { setUp, operations };
  });
