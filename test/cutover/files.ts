/** Legacy files of every store, made of rows: as they should be, and with faults in them. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type pg from "pg";
import { callFunction } from "../../src/database/call-function.ts";
import { cellValue } from "../../src/legacy/cells.ts";
import type { Json } from "../../src/legacy/document.ts";
import { parseJson, toJson } from "../../src/legacy/json-reader.ts";
import { readPatternLibrary } from "../../src/legacy/pattern-library.ts";
import { readRegistryYaml, readServicesYaml } from "../../src/legacy/read.ts";
import { FORMATS, openLegacyFile, type StoreName } from "../../src/legacy/store-file/index.ts";
import { readTypeRegistry } from "../../src/legacy/type-registry.ts";

export type Content = Record<string, Json>;

/** A row as a file has it. */
export interface FileRow {
  table: string;
  key: string;
  content: Content;
}

/** Words of which each pair has one hash of 32 bits: CRC-32, FNV-1a or MurmurHash3. */
export type Collision = readonly [string, string];

const NAMES = ["Café Zürich", "naïve façade", "Ærøskøbing à Åre", "señor Núñez", "über Straße"];

/** What every row has beside what its store asks for; the database has no column for it. */
function extras(store: StoreName, n: number, word: string): Content {
  const failsafe = store === "registry" || store === "services";
  return {
    x_title: `${NAMES[n % NAMES.length]} ${n}`,
    x_number: failsafe ? `0${n}` : n,
    x_word: word,
    ...(FORMATS[store] !== "sqlite" && { x_list: [`a${n}`, `b${n}`, `c${n}`] }),
  };
}

/** A row of the store's own kind, with the extras. */
export function makeRow(store: StoreName, n: number, word: string): FileRow {
  const time = `2025-03-${String((n % 28) + 1).padStart(2, "0")}`;
  const more = extras(store, n, word);
  switch (store) {
    case "registry": {
      const place = Math.floor(n / 14);
      const domain = Math.floor(place / 14) + 1;
      const subdomain = (place % 14) + 1;
      const digits = [domain, subdomain, (n % 14) + 1].map((digit) => digit.toString(16));
      const code = `01${digits.join("").toUpperCase()}1`;
      const path = `domains.${domain}.subdomains.${digits[1]?.toUpperCase()}`;
      const entry = {
        table_code: code,
        entity_code: letters(n),
        assigned_at: `${time}T10:00:00`,
      };
      return {
        table: "entities",
        key: `${path}.entities.Entity${n}`,
        content: { ...entry, ...more },
      };
    }
    case "services": {
      const own = { name: `service_${n}`, type: "api", category: "internal", operations: [] };
      return { table: "services", key: own.name, content: { ...own, ...more } };
    }
    case "types": {
      const own = { name: `type_${n}`, postgres_type: "TEXT", description: `Type ${n}` };
      return { table: "scalar_types", key: own.name, content: { ...own, ...more } };
    }
    case "network": {
      const own = {
        name: `Package${n}`,
        ecosystem: "npm",
        version: "1.0.0",
        description: null,
        dependency_count: 0,
      };
      return { table: "projects", key: `npm/package${n}`, content: { ...own, ...more } };
    }
    case "tasks": {
      const own = {
        id: `task_${String(n).padStart(16, "0")}`,
        direction: `Do ${n}`,
        task_type: "impl",
        status: "pending",
        model: "m",
        command: "c",
        created_at: `${time}T05:00:00+00:00`,
        updated_at: `${time}T05:00:00+00:00`,
      };
      return { table: "tasks", key: own.id, content: { ...own, ...more } };
    }
    case "memory": {
      const own = {
        id: n + 1,
        org_id: "acme",
        user_id: null,
        entity_type: "note",
        content: `Memory ${n}`,
        importance: 3,
        created_at: `${time} 10:00:00`,
      };
      return { table: "memory_entities", key: String(n + 1), content: { ...own, ...more } };
    }
    case "patterns": {
      const own = {
        domain_pattern_id: n + 1,
        pattern_name: `pattern_${n}`,
        pattern_category: "audit",
        description: `Pattern ${n}`,
        parameters: "{}",
        implementation: "{}",
        tags: "a, b",
        created_at: `${time} 10:00:00`,
      };
      return { table: "domain_patterns", key: String(n + 1), content: { ...own, ...more } };
    }
  }
}

function letters(n: number): string {
  const letter = (place: number): string => String.fromCharCode(65 + (Math.floor(n / place) % 26));
  return letter(676) + letter(26) + letter(1);
}

/** Writes the rows as the store's file, in the order in which they are given. */
export function writeRows(
  store: StoreName,
  path: string,
  rows: readonly FileRow[],
  { typed }: { typed: boolean },
): void {
  rmSync(path, { force: true });
  if (FORMATS[store] === "sqlite") writeSqlite(store, path, rows, typed);
  else writeFileSync(path, textOf(store, rows));
}

function textOf(store: StoreName, rows: readonly FileRow[]): string {
  const text = (value: Json): string => JSON.stringify(value);
  const list = (): string => `[${rows.map((row) => `\n${text(row.content)}`).join(",")}]`;
  switch (store) {
    case "registry":
      return registryText(rows);
    case "services":
      return `services:\n${rows.map((row) => `  - ${text(row.content)}\n`).join("")}`;
    case "types": {
      const entries = rows.map((row) => `\n${text(row.key)}: ${text(row.content)}`);
      return `{"scalar_types": {${entries.join(",")}}}`;
    }
    case "network":
      return `{"projects": ${list()}, "edges": []}`;
    default:
      return `{"tasks": ${list()}}`;
  }
}

function registryText(rows: readonly FileRow[]): string {
  const lines = ["version: '2.0.0'", "domains:"];
  let current = "";
  for (const row of rows) {
    const [, domain = "", , subdomain = "", , name = ""] = row.key.split(".");
    const [inDomain, inSubdomain] = current.split(".");
    if (inDomain !== domain) lines.push(`  '${domain}':`, `    name: domain_${domain}`);
    if (inDomain !== domain) lines.push("    description: a domain", "    subdomains:");
    if (inDomain !== domain || inSubdomain !== subdomain) {
      lines.push(`      '${subdomain}':`, `        name: sub_${subdomain}`);
      lines.push("        description: a subdomain", "        entities:");
    }
    lines.push(`          ${JSON.stringify(name)}: ${JSON.stringify(row.content)}`);
    current = `${domain}.${subdomain}`;
  }
  return `${lines.join("\n")}\n`;
}

function writeSqlite(
  store: StoreName,
  path: string,
  rows: readonly FileRow[],
  typed: boolean,
): void {
  const columns = Object.keys(rows[0]?.content ?? {});
  const [id, ...others] = columns;
  // Without types a column keeps whatever it is given, and its rows stay where they are put.
  const type = typed ? " integer" : "";
  const names = others.map((name) => (typed ? `${name} ${sqliteType(name)}` : name));
  const database = new DatabaseSync(path);
  const table = rows[0]?.table;
  database.exec(`create table ${table} (${id}${type} primary key, ${names.join(", ")}); begin`);
  if (store === "patterns") {
    // A library without languages or patterns is no pattern library.
    database.exec("create table languages (language_id integer primary key, language_name text)");
  }
  const insert = database.prepare(
    `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
  );
  for (const { content } of rows) {
    insert.run(...columns.map((name) => cellValue(content[name] ?? null)));
  }
  database.exec("commit");
  database.close();
}

function sqliteType(name: string): string {
  return name === "importance" || name === "x_number" ? "integer" : "text";
}

/** What an import says. */
export interface ImportReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly rejects: readonly { readonly path: string }[];
}

/** Imports the file as the command line does. */
export async function importDocument(
  client: pg.ClientBase,
  store: StoreName,
  path: string,
  options: Record<string, unknown> = {},
): Promise<ImportReport> {
  const args = { document: await documentOf(store, path), options: { source: "f", ...options } };
  return (await callFunction(client, `import_${store}`, args)).result as ImportReport;
}

async function documentOf(store: StoreName, path: string): Promise<unknown> {
  const text = (): string => readFileSync(path, "utf8");
  switch (store) {
    case "registry":
      return readRegistryYaml(text(), path);
    case "services":
      return readServicesYaml(text(), path);
    case "types":
      return readTypeRegistry(text(), path);
    case "patterns":
      return (await readPatternLibrary(path)).document;
    case "memory": {
      const file = await openLegacyFile(store, path);
      const tables: Record<string, { columns: string[]; rows: Json[] }> = {};
      for (const table of file.tables()) {
        const rows: Json[] = [];
        for await (const row of file.rows(table)) rows.push(row.content);
        tables[table] = { columns: Object.keys(rows[0] ?? {}), rows };
      }
      await file.close();
      return { tables };
    }
    default:
      return toJson(parseJson(text(), path));
  }
}
