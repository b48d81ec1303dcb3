/**
 * A YAML file as its nodes, with the place of each. Unlike the reader of imports it takes files
 * whose keys stand twice: whoever compares must be able to name them.
 */
import {
  type Alias,
  type Document,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
} from "yaml";
import type { Json } from "../document.ts";
import { cleanText, notParsable, wrongFile } from "../text.ts";

/** A parsed file. */
export interface YamlFile {
  readonly name: string;
  readonly text: string;
  readonly document: Document.Parsed;
  readonly root: YAMLMap;
  line(node: unknown): number;
  /** What an alias stands for; any other node is itself. */
  target(node: unknown): Node | null;
}

const DEEPEST = 50;
const MOST_ALIASED_NODES = 20_000;
const NULL_WORDS = new Set(["", "~", "null", "Null", "NULL"]);

/** Parses the text. SG130 for anything that is no YAML, except for keys that stand twice. */
export function parseYamlFile(given: string, name: string): YamlFile {
  const text = cleanText(given, name);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    schema: "failsafe",
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: "silent",
  });
  const parsed = "empty" in documents ? [] : documents;
  const refuse = (offset: number, reason: string) => {
    const { line, col } = lines.linePos(offset);
    return notParsable(name, { line: Math.max(line, 1), column: Math.max(col, 1) }, reason);
  };
  const [document, second] = parsed;
  for (const { errors, warnings } of parsed) {
    const problem = errors[0] ?? warnings[0];
    if (problem !== undefined) {
      const [drawn = ""] = problem.message.split("\n");
      throw refuse(problem.pos[0], drawn.replace(/ at line \d+, column \d+:?$/, ""));
    }
  }
  if (second !== undefined) throw refuse(second.range[0], "a second document begins here");
  if (document === undefined || !isMap(document.contents)) {
    throw wrongFile(name, "the file holds no named sections", "Name a file that holds a registry.");
  }
  const anchors = anchorsOf(document.contents, refuse);
  return {
    name,
    text,
    document,
    root: document.contents,
    line: (node) => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line,
    target: (node) => (isAlias(node) ? (anchors.get(node) ?? null) : ((node as Node) ?? null)),
  };
}

/** Each alias with the node that bears its anchor where it stands. */
function anchorsOf(
  root: Node,
  refuse: (offset: number, reason: string) => Error,
): Map<Alias, Node> {
  const named = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  const visit = (node: unknown, depth: number): void => {
    const at = (node as Node | null)?.range?.[0] ?? 0;
    if (depth > DEEPEST) throw refuse(at, "nested too deeply");
    if (isAlias(node)) {
      const target = named.get(node.source);
      if (target === undefined) throw refuse(at, `no anchor &${node.source} before this alias`);
      found.set(node, target);
      return;
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) throw refuse(at, "a key must be plain text");
        if (pair.key.value === "<<" && pair.key.type === "PLAIN") {
          throw refuse(pair.key.range?.[0] ?? at, "merge keys (<<) are not supported");
        }
        visit(pair.key, depth + 1);
        visit(pair.value, depth + 1);
      }
    } else if (isSeq(node)) for (const item of node.items) visit(item, depth + 1);
    // An anchor names its node for what comes after it: nothing contains itself.
    if (node.anchor !== undefined) named.set(node.anchor, node);
  };
  visit(root, 0);
  return found;
}

/** A node as JSON in which every scalar is text; without the keys named in `but`. */
export function yamlValue(
  file: YamlFile,
  node: unknown,
  duplicates: string[] = [],
  but: readonly string[] = [],
): Json {
  const state = { left: MOST_ALIASED_NODES };
  return convert(file, node, { duplicates, but, path: "", state });
}

interface Conversion {
  duplicates: string[];
  but: readonly string[];
  path: string;
  state: { left: number };
}

function convert(file: YamlFile, given: unknown, how: Conversion): Json {
  if (isAlias(given) && --how.state.left < 0) {
    throw notParsable(file.name, { line: file.line(given), column: 1 }, "aliases repeat too much");
  }
  const node = file.target(given);
  if (node === null || node === undefined) return null;
  if (isScalar(node)) return scalarText(node);
  if (isSeq(node)) {
    return node.items.map((item, index) =>
      convert(file, item, { ...how, but: [], path: `${how.path}[${index}]` }),
    );
  }
  const result: Record<string, Json> = Object.create(null);
  for (const { key, value } of (node as YAMLMap).items) {
    const name = keyText(key);
    const path = how.path === "" ? name : `${how.path}.${name}`;
    if (Object.hasOwn(result, name)) how.duplicates.push(path);
    if (how.but.includes(name)) continue;
    result[name] = convert(file, value, { ...how, but: [], path });
  }
  return result;
}

/** Verbatim; null where nothing, `~` or `null` stands without quotes. */
export function scalarText(node: Scalar): string | null {
  const text = String(node.value);
  const plain = node.type === "PLAIN" && node.tag === undefined;
  return node.value === null || (plain && NULL_WORDS.has(text)) ? null : text;
}

/** The text of a key as it stands in the file. */
export function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** The pairs of a mapping; none where something else stands. */
export function pairsOf(file: YamlFile, node: unknown): readonly Pair[] {
  const found = file.target(node);
  return isMap(found) ? found.items : [];
}

/** The items of a list; none where something else stands. */
export function itemsOf(file: YamlFile, node: unknown): readonly unknown[] {
  const found = file.target(node);
  return isSeq(found) ? (found as YAMLSeq).items : [];
}
