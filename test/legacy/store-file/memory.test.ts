/** A writer that remembers the file writes what one that reads it again would write. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Json } from "../../../src/legacy/document.ts";
import { FileMemory } from "../../../src/legacy/store-file/file-memory.ts";
import type { IndexPart } from "../../../src/legacy/store-file/json-index.ts";
import { surveyFile } from "../../../src/legacy/store-file/json-survey.ts";
import type { RowChange, StoreName } from "../../../src/legacy/store-file/types.ts";
import { writeLegacyRows } from "../../../src/legacy/store-file/write.ts";

const folder = mkdtempSync(join(tmpdir(), "specql-memory-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Numbers that look random and are the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

const WORDS = ["plain", "Café Zürich", 'a "quote" and \\', "line\nfeed", "😀", ""];

interface Case {
  readonly store: StoreName;
  readonly tables: readonly string[];
  readonly text: string;
  readonly row: (table: string, n: number, word: string) => { key: string; content: Json };
}

const task = (n: number, word: string) => ({ id: `t${n}`, direction: word, x_list: [n, word] });
const tasks = Array.from({ length: 12 }, (_, n) => task(n, "old"));
const taskRow = (_: string, n: number, word: string) => ({ key: `t${n}`, content: task(n, word) });
const ascii = (text: string) =>
  text.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const CASES: Readonly<Record<string, Case>> = {
  "tasks, indented": {
    store: "tasks",
    tables: ["tasks"],
    text: `${JSON.stringify({ version: 1, tasks, more: { kept: true } }, null, 2)}\n`,
    row: taskRow,
  },
  "tasks, on one line": {
    store: "tasks",
    tables: ["tasks"],
    text: JSON.stringify({ tasks }),
    row: taskRow,
  },
  "tasks, in ASCII, one list twice": {
    store: "tasks",
    tables: ["tasks"],
    text: ascii(`{"tasks": ${JSON.stringify(tasks)},\r\n "tasks": [ {"id": "t3", "é": "ü"} ]}`),
    row: taskRow,
  },
  "network, without keys of their own": {
    store: "network",
    tables: ["projects", "edges", "assets"],
    text: JSON.stringify(
      {
        projects: [{ ecosystem: "npm", name: "p1" }, { name: "nameless" }],
        edges: [
          [
            ["npm", "a"],
            ["npm", "b"],
          ],
        ],
        assets: ["first", "second", { id: 7 }],
      },
      null,
      "\t",
    ),
    row: (table, n, word) => {
      const name = `p${n}`;
      if (table === "projects")
        return { key: `npm/${name}`, content: { ecosystem: "npm", name, word } };
      if (table === "edges") {
        return {
          key: `npm/a > npm/${name}`,
          content: [
            ["npm", "a"],
            ["npm", name],
          ],
        };
      }
      return n % 2 === 0
        ? { key: String(n), content: { id: n, word } }
        : { key: String(n % 4), content: word };
    },
  },
  "types, entries of mappings": {
    store: "types",
    tables: ["scalar_types", "composites", "document"],
    text: JSON.stringify(
      { about: "types", scalar_types: { t1: { a: 1 }, t2: { a: 2 } }, composites: {} },
      null,
      4,
    ),
    row: (table, n, word) =>
      table === "document"
        ? { key: n % 3 === 0 ? "about" : `note${n}`, content: { word } }
        : { key: n % 5 === 0 ? `t "é" ${n}` : `t${n}`, content: { a: n, word } },
  },
};

describe.each(Object.entries(CASES))("%s", (_name, { store, tables, text, row }) => {
  it.each([1, 2])("is written alike, row after row (%i)", async (seed) => {
    const [kept, read] = [join(folder, `${store}-kept.json`), join(folder, `${store}-read.json`)];
    writeFileSync(kept, text);
    copyFileSync(kept, read);
    const memory = new FileMemory();
    const random = numbers(seed);
    let remembered = 0;
    for (let round = 0; round < 40; round += 1) {
      const changes = Array.from({ length: 1 + random(6) }, (_, position): RowChange => {
        const table = tables[random(tables.length)] ?? "";
        const { key, content } = row(table, random(20), WORDS[random(WORDS.length)] ?? "");
        return { table, key, content: random(4) === 0 ? null : content, position };
      });
      await writeLegacyRows(store, read, changes);
      await writeLegacyRows(store, kept, changes, { memory });
      expect(readFileSync(kept, "utf8")).toBe(readFileSync(read, "utf8"));
      const index = (await memory.of(kept))?.index;
      if (index === undefined) continue;
      remembered += 1;
      const wanted = new Map([...index.keyed].map((table) => [table, new Map()]));
      const fresh = await surveyFile(store, kept, wanted, { onBytes: () => {}, index: true });
      expect(index.parts.map(placed)).toEqual(fresh.index?.parts.map(placed));
    }
    expect(remembered).toBeGreaterThan(5);
  });
});

/** Lines are not followed. */
function placed(part: IndexPart): object {
  return { ...part, line: 0 };
}

describe("a file that somebody else has changed", () => {
  const path = join(folder, "other.json");
  const change = (n: number): RowChange[] => [
    { table: "tasks", key: `t${n}`, content: task(n, "mine") },
  ];
  const started = async (): Promise<{ memory: FileMemory; sha256: string }> => {
    writeFileSync(path, JSON.stringify({ tasks }));
    const memory = new FileMemory();
    return { memory, ...(await writeLegacyRows("tasks", path, change(1), { memory })) };
  };

  it("is not taken for what was left, also where nothing but letters differ", async () => {
    const { memory, sha256 } = await started();
    expect(await memory.of(path)).toMatchObject({ sha256 });
    // In the same moment, as long as before, in place.
    writeFileSync(path, readFileSync(path, "utf8").replace('"mine"', '"your"'));
    expect(await memory.of(path)).toBeUndefined();
    await expect(
      writeLegacyRows("tasks", path, change(2), { memory, stamp: sha256 }),
    ).rejects.toMatchObject({ code: "SG341" });
    expect(readFileSync(path, "utf8")).toContain('"your"');
  });

  it("is gone through again, where it may be written", async () => {
    const { memory } = await started();
    writeFileSync(path, JSON.stringify({ before: 1, tasks: [{ id: "t2" }] }));
    await writeLegacyRows("tasks", path, change(2), { memory });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ before: 1, tasks: [task(2, "mine")] });
  });
});
