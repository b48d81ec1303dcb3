/** Rows of SQLite as the JSON text that an import sends: written straight, cell by cell. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { exactCell, LARGEST_CELL } from "./cells.ts";
import { keyPart, orderOf, quoted, shapeOf, type TableShape } from "./store-file/read-sqlite.ts";
import { wrongFile } from "./text.ts";

/**
 * `{"key": …, "content": {…}}` for each row in the order of the file; cells as in cells.ts. Where nothing
 * declares that keys are unique, a key that stood before comes with `"nth"`: 2, 3, …
 */
export function* rowTexts(
  database: DatabaseSync,
  table: { readonly name: string },
  { file, skip }: { file: string; skip: number },
): Iterable<string> {
  const shape = shapeOf(database, table.name);
  const cells = shape.columns.map(quoted);
  if (shape.rowid !== undefined) cells.push(shape.rowid);
  const order = orderOf(shape);
  if (!shape.keyIsUnique) cells.push(`row_number() over (partition by ${keyText(shape)} ${order})`);
  // By place and not by name: two columns may differ in case only.
  const statement = database.prepare(
    `select ${cells.join(", ")} from ${quoted(table.name)} ${order} limit -1 offset ?`,
  );
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const keys =
    shape.key.length > 0
      ? shape.key.map((column) => shape.columns.indexOf(column))
      : [shape.columns.length];
  const names = shape.columns.map(
    (column, index) => `${index === 0 ? "" : ","}${JSON.stringify(column)}:`,
  );
  for (const found of statement.iterate(skip)) {
    const row = found as unknown as SQLOutputValue[];
    let content = "";
    for (let index = 0; index < names.length; index += 1) {
      content += names[index]! + cellText(row[index] ?? null, table.name, file);
    }
    const key = keys.map((index) => keyPart(row[index] ?? null)).join("/");
    const nth = shape.keyIsUnique ? 1n : (row.at(-1) as bigint);
    yield `{"key":${JSON.stringify(key)},${nth === 1n ? "" : `"nth":${nth},`}"content":{${content}}}`;
  }
}

/** The text of exactCell(), without a value in between where that is quicker. */
function cellText(value: SQLOutputValue, table: string, file: string): string {
  if (value === null) return "null";
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return JSON.stringify(exactCell(value));
  const size = typeof value === "string" ? value.length : value.byteLength;
  if (size > LARGEST_CELL) {
    throw wrongFile(
      file,
      `a value in ${table} is larger than ${LARGEST_CELL} bytes`,
      "Take it out of the file. Nothing was imported.",
    );
  }
  return JSON.stringify(exactCell(value));
}

/** The key of a row as keyPart() writes it, in SQL. */
function keyText({ key }: TableShape): string {
  const column = quoted(key[0] ?? "");
  return `case when typeof(${column}) = 'real' and ${column} = cast(${column} as integer)
    then cast(cast(${column} as integer) as text) else cast(${column} as text) end`;
}
