/** Small legacy files of each store, made here: nothing of a user's is copied into the project. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { canonicalText } from "../../src/legacy/canonical.ts";
import { FORMATS, openLegacyFile, type StoreName } from "../../src/legacy/store-file/index.ts";

export const REGISTRY_YAML = `# The registry.
# Codes are given once.

version: "1.0.0"   # ours
last_updated: '2025-11-09T00:00:00Z'

schema_layers:
  "00": common        # shared
  "01": write_side

domains:

  "2":
    name: crm          # customers
    description: "Customers, and what they buy"
    multi_tenant: true
    aliases: [management, 'sales & co']
    subdomains:

      # The heart of it.
      "03":
        name: customer
        description: Who buys
        next_entity_sequence: 3
        entities:
          Contact:                  # a person
            table_code: "012321"
            entity_code: CON
            assigned_at: "2025-11-09T00:00:00Z"

          Company:
            table_code: "012322"
            entity_code: COM
            assigned_at: '2025-11-10T00:00:00Z'
            colour: blue            # nobody knows why
        read_entities:
          tv_contact: {code: "0220310", entity_number: 1, view_type: tv_}
      04:
        name: support
        description: >-
          Help for those
          who bought
        next_entity_sequence: 1
        entities: {}   # none yet

  "3":
    name: catalog
    description: What is sold
    multi_tenant: false
    subdomains:
      "1":
        name: product
        next_entity_sequence: 1
        entities: null

reserved_codes:
  - "000000"
  - "999999"     # the end

# Nobody reads this.
subdomain_inference:
  crm:
    customer:
      patterns: [contact, company]
`;

export const SERVICES_YAML = `# Services
services:
  # mail
  - name: sendgrid
    type: email
    category: communication
    operations:
      - name: send_email
        input_schema:
          to: string
          body: string
        timeout: 30     # seconds
        max_retries: 3

  - name: stripe
    type: payment
    category: "financial"
    dependencies: [sendgrid]
    operations: []

owner: platform team
`;

export const TYPES_JSON = `{
 "source": {"repo": "here", "files": ["a.py", "b.py"]},
 "scalar_types": {
  "email": {
   "name": "email",
   "postgres_type": "TEXT",
   "min_value": null,
   "example": "user@example.com"
  },
  "money": { "name": "money", "postgres_type": "NUMERIC", "min_value": 1.50 }
 },
 "scalar_type_aliases": {"mail": "email"},
 "composite_types": {}
}
`;

export const NETWORK_JSON = `{"projects": [
  {"name": "React", "ecosystem": "npm", "version": "18.2.0", "description": "UI \\u2014 views", "dependency_count": 1},
  {"name": "loose-envify", "ecosystem": "npm", "version": "1.4.0", "description": null, "dependency_count": 0, "stars": 1e3},
  {"name": "Django", "ecosystem": "pypi", "version": "5", "description": "d", "dependency_count": 0}
],
"edges": [[["npm", "react"], ["npm", "loose-envify"]], [["pypi", "x"], ["pypi", "y"]]],
"contributors": [],
"notes": "kept",
"extra_rows": [{"id": 7, "a": 1}, {"id": 9, "a": 2.0}]
}`;

export const TASKS_JSON = `{
  "tasks": [
    {
      "id": "task_1",
      "direction": "Add “GET”",
      "progress_pct": 100,
      "success_evidence": ["a", "b"],
      "decision": null
    },
    {
      "id": "task_2",
      "direction": "Two",
      "progress_pct": 0,
      "success_evidence": [],
      "decision": null
    }
  ]
}
`;

/** Makes the store's sample in a folder of its own and returns its path. */
export function sampleFile(store: StoreName, text?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "specql-store-"));
  const path = join(folder, `${store}.${FORMATS[store]}`);
  if (FORMATS[store] === "sqlite") sampleSqlite(store, path);
  else writeFileSync(path, text ?? TEXTS[store] ?? "");
  return path;
}

const TEXTS: Partial<Record<StoreName, string>> = {
  registry: REGISTRY_YAML,
  services: SERVICES_YAML,
  types: TYPES_JSON,
  network: NETWORK_JSON,
  tasks: TASKS_JSON,
};

function sampleSqlite(store: StoreName, path: string): void {
  const database = new DatabaseSync(path);
  database.exec(
    store === "patterns"
      ? `create table patterns (pattern_id integer primary key autoincrement, pattern_name text unique,
           description text, created_at text default current_timestamp);
         insert into patterns (pattern_name, description) values ('a', 'first'), ('b', 'second'), ('c', null);
         create table languages (language_id integer primary key, language_name text);
         insert into languages values (1, 'python');`
      : `create table memory_entities (id integer primary key, org_id text, content text, importance integer);
         insert into memory_entities values (1, 'o', 'æøå 🚀', 3), (2, 'o', 'two', 9007199254740993), (5, 'p', null, null);
         create table memory_relations (id integer primary key, source_id integer, target_id integer, strength real);
         insert into memory_relations values (1, 1, 2, 12.5), (2, 2, 1, 1.0);
         create table odd (a text, b blob); insert into odd values ('x', x'00ff'), ('y' || char(0), null);
         create table pair (x text, y integer, z text, primary key (x, y)) without rowid;
         insert into pair values ('k', 1, 'one'), ('k', 2, 'two');
         create view all_of_it as select * from memory_entities;`,
  );
  database.close();
}

/** Every row of a file: table, key and canonical content, in its order. */
export async function rowsIn(store: StoreName, path: string): Promise<string[]> {
  const file = await openLegacyFile(store, path);
  try {
    const found: string[] = [];
    for (const table of file.tables()) {
      for await (const row of file.rows(table)) {
        found.push(`${table} ${row.key} ${canonicalText(row.content)}`);
      }
    }
    return found;
  } finally {
    await file.close();
  }
}

/** Lines that were taken away and lines that came, between what begins and ends alike. */
export function hunk(before: string, after: string): { out: string[]; in: string[] } {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  return { out: a.slice(head, a.length - tail), in: b.slice(head, b.length - tail) };
}

/** What `PRAGMA integrity_check` says. */
export function sqliteCheck(path: string): string {
  const database = new DatabaseSync(path);
  const { integrity_check: answer } = database.prepare("pragma integrity_check").get() as {
    integrity_check: string;
  };
  database.close();
  return answer;
}
