import {
  type Document,
  type Node,
  LineCounter,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
} from "yaml";
import type { Json } from "../legacy/document.ts";
import { decodeJson, parseJson, toJson, verbatim } from "../legacy/json-reader.ts";
import { notParsable, wrongFile } from "../legacy/text.ts";
import { readTextFile } from "./files.ts";

const DEEPEST = 100;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads what somebody has written to be registered: JSON by its ending or its first character, else
 * YAML 1.2 with the core schema. Numbers stay as they are written; a key twice is refused.
 */
export async function readDefinition(file: string): Promise<Json> {
  const { text } = await readTextFile(file, decodeJson);
  if (text.trim() === "") throw wrongFile(file, "the file is empty", "Write a definition into it.");
  const isJson = file.endsWith(".json") || /^\s*[[{"]/.test(text);
  return isJson ? toJson(parseJson(text, file)) : fromYaml(text, file);
}

function fromYaml(text: string, file: string): Json {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "core",
  }) as Document.Parsed[];
  const [document, second] = documents;
  if (document === undefined)
    throw wrongFile(file, "the file is empty", "Write a definition into it.");
  if (second !== undefined) {
    throw notParsable(
      file,
      place(second.range[0]),
      "a second document",
      "Use a list in one document.",
    );
  }
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    throw notParsable(
      file,
      place(problem.pos[0]),
      problem.message,
      "Correct the file and try again.",
    );
  }
  return json(document.contents, 0, (node, reason) => {
    throw notParsable(
      file,
      place(node?.range?.[0] ?? 0),
      reason,
      "Correct the file and try again.",
    );
  });
}

function json(
  node: Node | null,
  depth: number,
  fail: (node: Node | null, reason: string) => never,
): Json {
  if (depth > DEEPEST) return fail(node, `nested more than ${DEEPEST} deep`);
  if (isAlias(node)) return fail(node, "an alias; write the part out");
  if (isSeq(node)) return node.items.map((item) => json(item as Node | null, depth + 1, fail));
  if (isMap(node)) {
    const result: Record<string, Json> = Object.create(null);
    for (const { key, value } of node.items) {
      if (!isScalar(key)) return fail(key as Node | null, "a key that is no text");
      const name = key.source ?? String(key.value);
      if (Object.hasOwn(result, name)) return fail(key, `the key '${name}' stands twice`);
      result[name] = json(value as Node | null, depth + 1, fail);
    }
    return result;
  }
  if (!isScalar(node)) return null;
  const { value, source } = node;
  if (typeof value === "number" || typeof value === "bigint") {
    if (source !== undefined && NUMBER.test(source)) return verbatim(source);
    if (!Number.isFinite(Number(value))) return fail(node, "no number that JSON has");
    return Number(value);
  }
  if (typeof value === "boolean" || typeof value === "string") return value;
  return null;
}
