/** A network store or a task file (JSON) as the mover reads it. */
import { stat } from "node:fs/promises";
import type { Json } from "../legacy/document.ts";
import { parseJson, toJson } from "../legacy/json-reader.ts";
import { type CheckedJson, checkJson, jsonElements } from "../legacy/json-stream.ts";
import { fileError } from "../legacy/store-file/open.ts";
import { elementKey, JSON_TABLES } from "../legacy/store-file/json-rows.ts";
import { wrongFile } from "../legacy/text.ts";
import { fileChanged, type ImportSource, type SourceRow } from "./source.ts";

/** Opens and checks the file. SG130: it does not parse. SG131: it is no such store, or empty. */
export async function openJsonSource(
  kind: "network" | "tasks",
  name: string,
  onBytes?: (done: number, total: number) => void,
): Promise<ImportSource> {
  const checked = await checkedFile(name, onBytes);
  const known = (JSON_TABLES[kind] ?? []).filter((table) => table !== "document");
  const names = [...checked.sections, ...checked.values].map((each) => each.name);
  if (!checked.sections.some((section) => known.includes(section.name))) {
    throw wrongFile(
      name,
      kind === "tasks" ? "the file holds no agent tasks" : "the file is no network store",
      names.length === 0
        ? `There should be a list under one of the keys ${known.join(", ")}.`
        : `It has other keys: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}.`,
    );
  }
  if (checked.sections.every((section) => section.rows === 0)) {
    throw wrongFile(name, "the file holds no rows", "All of its lists are empty.");
  }
  const tables = [...checked.sections];
  if (checked.values.length > 0) tables.push({ name: "document", rows: checked.values.length });
  return {
    kind,
    hash: checked.hash,
    tables,
    skipped: [],
    sideBySide: false,
    async *rows(wanted, done) {
      for (const passage of passages(checked, wanted)) yield* read(name, checked, passage);
      if (wanted.includes("document")) yield* documentRows(checked);

      async function* read(path: string, file: CheckedJson, passage: ReadonlySet<string>) {
        const places = new Map<string, number>();
        const elements = jsonElements(path, (section) => passage.has(section));
        for (;;) {
          const next = await elements.next();
          if (next.done === true) {
            if (next.value !== file.hash) throw fileChanged(path);
            return;
          }
          const { section, text, line } = next.value;
          const place = (places.get(section) ?? 0) + 1;
          places.set(section, place);
          if (place <= (done.get(section) ?? 0)) continue;
          yield { table: section, text: rowText(section, text, { place, line }) };
        }
      }

      function* documentRows(file: CheckedJson): Iterable<SourceRow> {
        for (const { name: key, text, line } of file.values.slice(done.get("document") ?? 0)) {
          const row = `{"key":${JSON.stringify(key)},"line":${line},"content":${text}}`;
          yield { table: "document", text: row };
        }
      }
    },
    close: async () => {},
  };
}

async function checkedFile(
  name: string,
  onBytes: ((done: number, total: number) => void) | undefined,
): Promise<CheckedJson> {
  try {
    const found = await stat(name);
    if (found.isDirectory()) throw wrongFile(name, "this is a directory", "Name a file.");
    if (found.size === 0)
      throw wrongFile(name, "the file is empty", "Name a file that holds rows.");
    let done = 0;
    return await checkJson(name, (count) => onBytes?.((done += count), found.size));
  } catch (error) {
    throw fileError(error, name);
  }
}

/**
 * The lists in the order that is wanted, and the file gone over as few times as that takes: once,
 * where it has them in this order.
 */
function passages(file: CheckedJson, wanted: readonly string[]): ReadonlySet<string>[] {
  const places = new Map(file.sections.map((section, index) => [section.name, index]));
  const all: Set<string>[] = [];
  let last = Infinity;
  for (const name of wanted) {
    const place = places.get(name);
    if (place === undefined || file.sections[place]?.rows === 0) continue;
    if (place < last) all.push(new Set());
    all.at(-1)?.add(name);
    last = place;
  }
  return all;
}

/** The element itself is sent as it stands in the file: every digit is the file's. */
function rowText(
  section: string,
  text: string,
  { place, line }: { place: number; line: number },
): string {
  const key = elementKey(section, keyFields(text), place);
  return `{"key":${JSON.stringify(key)},"line":${line},"content":${text}}`;
}

function keyFields(text: string): Json {
  const value = JSON.parse(text) as Json;
  const id = typeof value === "object" && value !== null && "id" in value ? value["id"] : undefined;
  // JavaScript may write a number otherwise than the file does.
  if (typeof id === "number") return toJson(parseJson(text, ""));
  return value;
}
