/** Files of the stores as nobody would make them on purpose, and many have: the same for the same seed. */
import { rmSync, writeFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { seeded } from "./random.ts";

/** What is drawn by chance. */
export class Chance {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = seeded(seed);
  }
  next(): number {
    return this.#next();
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  is(share: number): boolean {
    return this.next() < share;
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** Texts that were lost or changed somewhere before. */
const TEXTS = [
  "",
  " ",
  "null",
  "NULL",
  "true",
  "007",
  "1e5",
  "-0",
  "%_\\",
  "$base64",
  "[1,2",
  '{"a":1}',
  "Grüße, 🎉👩‍👩‍👧",
  "a\r\nb\tc",
  "'q' \"d\" \\",
  "café",
  "cafe\u0301",
  "İ ı ß",
  "\ufeffbom",
  "x".repeat(2000),
];
/** Cells that only SQLite has. */
const ODD: readonly SQLInputValue[] = [
  "a\0b",
  Buffer.from([0xff, 0, 1]),
  Infinity,
  9007199254740993n,
  -9223372036854775808n,
  5e-324,
  null,
];
const TIMES: readonly SQLInputValue[] = [
  "2024-01-15 09:30:00",
  "2024-01-15T09:30:00Z",
  "2024-01-15T09:30:00.123456Z",
  "2024-01-15",
  "2024-01-15T09:30:00+02:00",
  "2024-01-15 09:30:00.5",
  "",
  "1969-12-31 23:59:59",
  "9999-12-31 23:59:59",
  "0001-01-01 00:00:00",
  null,
];
const JSONS: readonly SQLInputValue[] = [
  "{}",
  '{"b":1,  "a":2}',
  '{"x": 1.0}',
  "[]",
  "null",
  "",
  '"t"',
  "not json",
  '{"a":1,"a":2}',
  ' {"s": true} ',
  "12345678901234567890123",
  null,
];

type Cell = "text" | "whole" | "time" | "json" | "memory" | "none" | "odd";
type Columns = Readonly<Record<string, Cell>>;

const REAL: Readonly<Record<string, Columns>> = {
  memory_entities: {
    org_id: "text",
    user_id: "text",
    entity_type: "text",
    content: "text",
    importance: "whole",
    created_at: "time",
  },
  memory_relations: {
    org_id: "text",
    source_id: "memory",
    target_id: "memory",
    relation_type: "text",
    created_at: "time",
  },
  memory_tags: { entity_id: "memory", tag: "text" },
  raw_documents: {
    org_id: "text",
    source_type: "text",
    source_path: "text",
    content: "text",
    created_at: "time",
  },
  structured_facts: {
    org_id: "text",
    doc_id: "none",
    fact_type: "text",
    json_payload: "json",
    occurred_at: "time",
    created_at: "time",
  },
  agent_runs: {
    agent_id: "text",
    prompt_version: "whole",
    input_summary: "text",
    kpi_delta: "whole",
    run_context: "json",
    created_at: "time",
  },
  pal_events: {
    user_id: "text",
    org_id: "text",
    event_type: "text",
    payload: "json",
    detected_stress_level: "text",
    created_at: "time",
  },
};
const PLANNED: Readonly<Record<string, Columns>> = {
  memory_entities: {
    org_id: "text",
    text: "text",
    metadata: "json",
    created_at: "time",
    updated_at: "time",
  },
  memory_relations: {
    source_id: "memory",
    target_id: "memory",
    relation_type: "text",
    strength: "whole",
  },
  memory_tags: { entity_id: "memory", tag: "text" },
  decisions: { org_id: "text", title: "text", description: "text", made_at: "time" },
  pal_focus_windows: { user_id: "text", start_time: "time", end_time: "time", priority: "whole" },
};
/** Tables that nobody planned: any columns, any key. */
const OTHERS: Readonly<Record<string, Columns>> = {
  security_search_templates: { name: "text", query: "json" },
  'odd "name"': { a: "text", "Widget Name": "odd", key: "json" },
};

/**
 * Writes a memory workspace every row of which can be taken in. Its tables may lack columns, have
 * unknown ones, declare no key, any type or none, be without rowids, and have gaps.
 */
export function writeRandomWorkspace(path: string, chance: Chance): void {
  rmSync(path, { force: true });
  const file = new DatabaseSync(path);
  file.exec("pragma foreign_keys = off");
  for (const [table, columns] of Object.entries({
    ...(chance.is(0.5) ? REAL : PLANNED),
    ...OTHERS,
  })) {
    if (table !== "memory_entities" && chance.is(0.25)) continue;
    writeTable(file, table, columns, chance);
  }
  if (chance.is(0.3)) file.exec("create view seen as select 1 as a");
  if (chance.is(0.3)) file.exec("create virtual table words using fts5(body)");
  file.close();
}

const MEMORIES = 20;
const TYPES = ["", " text", " integer", " real", " timestamp", " blob", " json", " numeric"];

function writeTable(file: DatabaseSync, table: string, given: Columns, chance: Chance): void {
  const planned = !(table in OTHERS);
  const columns = Object.entries(given).filter(
    ([, cell]) => cell === "memory" || cell === "none" || !chance.is(0.05),
  );
  if (chance.is(0.2)) columns.push([chance.of(["surprise", "x y", "id2", "__proto__"]), "odd"]);
  const key = chance.of(
    planned ? ["alias", "alias", "counted", "plain"] : ["alias", "text", "rowid", "pair", "packed"],
  );
  const ids = {
    alias: "id integer primary key",
    counted: "id integer primary key autoincrement",
    plain: "id integer",
    text: "id text primary key",
    rowid: undefined,
    pair: "id text, part integer",
    packed: "id text primary key",
  }[key];
  const list = [ids, ...columns.map(([name]) => `${quoted(name)}${chance.of(TYPES)}`)];
  if (key === "pair") list.push("primary key (id, part)");
  const parts = list.filter((part) => part !== undefined).join(", ");
  file.exec(`create table ${quoted(table)} (${parts}) ${key === "packed" ? "without rowid" : ""}`);

  const names = columns.map(([name]) => quoted(name));
  if (key === "pair") names.unshift("part");
  if (key !== "rowid") names.unshift("id");
  const insert = file.prepare(
    `insert into ${quoted(table)} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
  );
  const memories = table === "memory_entities";
  const rows = memories ? MEMORIES : chance.of([0, 1, 5, 15]);
  const order = Array.from({ length: rows }, (_, index) => index + 1);
  // Where nothing declares them ids may stand in any order.
  if (key === "plain") order.sort(() => chance.next() - 0.5);
  for (const n of order) {
    const cells = columns.map(([, cell]) => valueOf(cell, chance));
    if (key === "pair") cells.unshift(n);
    if (key === "pair" || key === "text")
      cells.unshift(key === "pair" ? chance.of(["k", "a/b"]) : String(100 - n));
    else if (key === "packed") cells.unshift(`n/${n}`);
    else if (key !== "rowid") cells.unshift(n);
    insert.run(...cells);
  }
  if (!memories && chance.is(0.2))
    file.exec(
      `delete from ${quoted(table)} where rowid % 3 = 0`.replace(
        "rowid",
        key === "packed" ? "length(id)" : "rowid",
      ),
    );
}

function valueOf(cell: Cell, chance: Chance): SQLInputValue {
  switch (cell) {
    case "text":
      return chance.is(0.9) ? chance.of(TEXTS) : null;
    case "whole":
      return chance.of([0, 1, -1, 3, 12, null]);
    case "time":
      return chance.of(TIMES);
    case "json":
      return chance.of(JSONS);
    case "memory":
      return 1 + chance.below(MEMORIES);
    case "none":
      return null;
    case "odd":
      return chance.is(0.5) ? chance.of(ODD) : chance.of(TEXTS);
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const NUMBERS = ["0", "1", "2.50", "1e3", "12345678901234567890.123456789", "1E-7", "100"];

/** Writes a network store every row of which can be taken in, of either format, with keys nobody planned. */
export function writeRandomNetwork(path: string, chance: Chance): void {
  const text = (): string => JSON.stringify(chance.of(TEXTS));
  const uuid = (n: number): string => `"00000000-0000-4000-8000-${String(n).padStart(12, "0")}"`;
  const time = (): string =>
    chance.of([
      '"2024-01-15T09:30:00"',
      '"2024-01-15T09:30:00.123456"',
      '"2024-01-15"',
      '"2024-01-15T09:30:00+01:00"',
    ]);
  const money = (): string =>
    chance.of(['"100.00"', '"-5.5"', '"0.123456789012345"', '"1e3"', "100", "2.5"]);
  const list = (count: number, row: (n: number) => string): string =>
    `[${Array.from({ length: count }, (_, n) => row(n)).join(chance.of([",", ", ", ",\n  "]))}]`;
  const row = (cells: readonly (readonly [string, string] | false)[]): string =>
    `{${cells
      .filter((cell) => cell !== false)
      .map(([name, value]) => `"${name}":${chance.of(["", " "])}${value}`)
      .join(", ")}}`;
  const end = (n: number): string =>
    `["${chance.of(["npm", "pypi"])}", "${chance.of(["django", "@scope/pkg", "x_y", "naïve", `p${n}`])}"]`;
  const people = 1 + chance.below(4);
  const parts: [string, string][] = [
    [
      "projects",
      list(chance.below(20), (n) =>
        row([
          ["name", JSON.stringify(`${chance.of(["Django", "@Scope/pkg", "UPPER", "naïve"])}${n}`)],
          ["ecosystem", chance.of(['"npm"', '"PyPI"'])],
          chance.is(0.9) && ["version", chance.of(['"1.0"', "null", "1.0"])],
          chance.is(0.9) && ["description", chance.is(0.8) ? text() : "null"],
          chance.is(0.9) && ["dependency_count", chance.of(NUMBERS)],
          chance.is(0.1) && ["stars", chance.of(NUMBERS)],
        ]),
      ),
    ],
    ["edges", list(chance.below(30), (n) => `[["npm","from${n}"], ${end(n)}]`)],
  ];
  if (chance.is(0.6)) {
    parts.push(
      [
        "contributors",
        list(people, (n) =>
          row([
            ["id", uuid(n)],
            ["type", chance.of(['"HUMAN"', '"SYSTEM"'])],
            ["name", '"n"'],
            ["email", chance.of(['"a@b.c"', "null"])],
            chance.is(0.5) && ["hourly_rate", money()],
            ["created_at", time()],
            chance.is(0.2) && ["zzz", text()],
          ]),
        ),
      ],
      [
        "assets",
        list(people, (n) =>
          row([
            ["id", uuid(100 + n)],
            ["type", chance.of(['"CODE"', '"DATA"'])],
            ["description", text()],
            ["total_cost", money()],
            ["created_at", time()],
          ]),
        ),
      ],
      [
        "contributions",
        list(chance.below(10), (n) =>
          row([
            ["id", uuid(1000 + n)],
            ["contributor_id", uuid(chance.below(people))],
            ["asset_id", uuid(100 + chance.below(people))],
            ["cost_amount", money()],
            ["metadata", chance.of(["{}", "null", '{"a": 1.0}'])],
            ["coherence_score", chance.of(["null", "0.5", "1.50"])],
            ["timestamp", time()],
          ]),
        ),
      ],
    );
  }
  const beside: [string, string][] = [
    ["last_sync", "null"],
    ["ok", "true"],
    ["empty", "{}"],
    ["version", chance.of(NUMBERS)],
    ["note", text()],
    ["plugins", '[null, 1, [], {"id": 1.0}, "a"]'],
  ];
  parts.push(...beside.filter(() => chance.is(0.3)));
  if (chance.is(0.5)) parts.sort(() => chance.next() - 0.5);
  const lines = parts.map(([name, value]) => `${chance.of(["", "\n  "])}"${name}": ${value}`);
  writeFileSync(path, `{${lines.join(",")}}${chance.of(["", "\n"])}`);
}
