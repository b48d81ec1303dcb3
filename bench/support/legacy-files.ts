/** Legacy files of any size, made anew for each measurement. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";

const WORDS =
  "alpha beta gamma delta ledger invoice customer decided because the team wants to use fewer services and more tests for what matters most".split(
    " ",
  );

function words(count: number, seed: number): string {
  let text = "";
  for (let index = 0; index < count; index += 1) {
    text += `${index === 0 ? "" : " "}${WORDS[(seed * 7 + index * 13 + (seed >> 3)) % WORDS.length]}`;
  }
  return text;
}

/**
 * A memory workspace of the real shape: of a million rows 200,000 are entities, 300,000 relations,
 * 300,000 tags and 200,000 facts.
 */
export function writeMemoryFile(path: string, rows: number, wordsEach = 12): void {
  const database = new DatabaseSync(path);
  database.exec(`
    pragma journal_mode = off; pragma synchronous = off;
    create table memory_entities (id integer primary key, org_id text not null, user_id text, entity_type text not null,
      content text not null, importance integer default 3, created_at text default current_timestamp);
    create table memory_relations (id integer primary key, org_id text not null, source_id integer not null,
      target_id integer not null, relation_type text not null, created_at text default current_timestamp);
    create table memory_tags (id integer primary key, entity_id integer not null, tag text not null);
    create table structured_facts (id integer primary key, org_id text not null, doc_id integer, fact_type text not null,
      json_payload text not null, occurred_at text, created_at text default current_timestamp);
    begin`);
  const share = Math.floor(rows / 10);
  const entities = share * 2;
  const at = (n: number): string =>
    new Date(Date.UTC(2025, 0, 1) + n * 1000).toISOString().slice(0, 19).replace("T", " ");
  const entity = database.prepare("insert into memory_entities values (?, ?, ?, ?, ?, ?, ?)");
  for (let n = 1; n <= entities; n += 1) {
    entity.run(
      n,
      `org-${n % 5}`,
      `u${n % 50}`,
      "Note",
      `${words(wordsEach, n)} ${n}`,
      n % 5,
      at(n),
    );
  }
  const relation = database.prepare("insert into memory_relations values (?, ?, ?, ?, ?, ?)");
  for (let n = 1; n <= share * 3; n += 1) {
    const from = (n % entities) + 1;
    const to = ((n * 31) % entities) + 1;
    // Both ends of one workspace, and no pair twice.
    relation.run(
      n,
      `org-${from % 5}`,
      from,
      to,
      n > entities ? "follows" : "supports",
      at(n),
    );
  }
  const tag = database.prepare("insert into memory_tags values (?, ?, ?)");
  for (let n = 1; n <= share * 3; n += 1)
    tag.run(n, (n % entities) + 1, `tag${n % 997}`);
  const fact = database.prepare("insert into structured_facts values (?, ?, ?, ?, ?, ?, ?)");
  for (let n = 1; n <= share * 2; n += 1) {
    const payload = JSON.stringify({ subject: words(2, n), value: n, note: words(4, n) });
    fact.run(n, `org-${n % 5}`, null, "Metric", payload, at(n), at(n));
  }
  database.exec("commit");
  database.close();
}

/** A network store: each project depends on some that stand before it. */
export async function writeNetworkFile(
  path: string,
  projects: number,
  edges: number,
  wordsEach = 8,
): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  const write = async (text: string): Promise<void> => {
    if (!file.write(text)) await once(file, "drain");
  };
  await write('{"projects": [');
  for (let n = 1; n <= projects; n += 1) {
    const row = {
      name: `Pkg${n}`,
      ecosystem: "npm",
      version: `1.${n % 20}.0`,
      description: words(wordsEach, n),
      dependency_count: 0,
    };
    await write(`${n === 1 ? "\n" : ",\n"}  ${JSON.stringify(row)}`);
  }
  await write('\n], "edges": [');
  for (let n = 1; n <= edges; n += 1) {
    const from = (n % projects) + 1;
    const to = ((n * 7 + Math.floor(n / projects) * 11) % projects) + 1;
    await write(`${n === 1 ? "\n" : ",\n"}  [["npm", "pkg${from}"], ["npm", "pkg${to}"]]`);
  }
  await write("\n]}\n");
  file.end();
  await once(file, "finish");
}
