import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
} from "yaml";
import { cleanText, notParsable, wrongFile } from "./text.ts";

/** What a YAML file may hold, with the line each part stands on. */
export type YamlValue = YamlScalar | YamlList | YamlMap;
export interface YamlScalar {
  readonly is: "scalar";
  readonly line: number;
  /** Verbatim text; null where the file has nothing, `~` or `null`. */
  readonly text: string | null;
  /** Written without quotes. */
  readonly plain: boolean;
}
export interface YamlList {
  readonly is: "list";
  readonly line: number;
  readonly items: readonly YamlValue[];
}
export interface YamlMap {
  readonly is: "map";
  readonly line: number;
  readonly entries: readonly YamlEntry[];
}
export interface YamlEntry {
  readonly key: string;
  readonly line: number;
  readonly value: YamlValue;
}

/** An alias may repeat what it names; a file may not grow without end by it. */
const MOST_ALIASED_NODES = 20_000;
const DEEPEST = 50;
const NULL_WORDS = new Set(["", "~", "null", "Null", "NULL"]);

/**
 * Parses YAML with the failsafe schema, in which every scalar is text. Strict on purpose: any error
 * or warning of the parser, a key twice, a merge key, a second document are refused with their place.
 */
export function parseYaml(given: string, name: string): YamlMap {
  const root = parseYamlValue(given, name);
  if (root.is !== "map") {
    throw wrongFile(
      name,
      `the file holds a ${root.is === "list" ? "list" : "single value"}, not named sections`,
      "Its first level should have keys such as 'domains:' or 'services:'.",
    );
  }
  return root;
}

/** As parseYaml, for files that may be a list. */
function parseYamlValue(given: string, name: string): YamlValue {
  const text = cleanText(given, name);
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents = composed(text, lines, name);
  const document = documents[0];
  if (document === undefined || document.contents === null) {
    throw wrongFile(name, "the file is empty", "Name a file that holds a registry.");
  }
  for (const { errors, warnings } of documents) {
    const problem = errors[0] ?? warnings[0];
    if (problem !== undefined) {
      // The message goes on with a drawing of the place; its first line says it all.
      const drawn = problem.message.split("\n")[0] ?? "";
      const reason = drawn.includes("call stack")
        ? "nested too deeply"
        : drawn.replace(/ at line \d+, column \d+:?$/, "");
      throw notParsable(name, place(problem.pos[0]), reason);
    }
  }
  const second = documents[1];
  if (second !== undefined) {
    throw notParsable(name, place(second.range[0]), "a second document begins here");
  }
  const root = new Converter(name, place).value(document.contents, 0);
  if (root.is === "scalar" && root.text === null) {
    throw wrongFile(name, "the file is empty", "Name a file that holds a registry.");
  }
  return root;
}

function composed(text: string, lines: LineCounter, name: string): Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, {
      schema: "failsafe",
      lineCounter: lines,
      // Checked below, in linear time and with a better message.
      uniqueKeys: false,
      prettyErrors: true,
      logLevel: "silent",
    });
    return "empty" in documents ? [] : documents;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw notParsable(name, { line: 1, column: 1 }, "the file is nested too deeply");
  }
}

/** Turns the parser's nodes into plain values; its state is the anchors met so far. */
class Converter {
  readonly #name: string;
  readonly #place: (offset: number) => { line: number; column: number };
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #aliasDepth = 0;
  #aliasedNodes = 0;

  constructor(name: string, place: (offset: number) => { line: number; column: number }) {
    this.#name = name;
    this.#place = place;
  }

  value(node: unknown, offset: number): YamlValue {
    const start = (node as Node | null)?.range?.[0] ?? offset;
    const line = this.#place(start).line;
    if (node === null || node === undefined) return { is: "scalar", line, text: null, plain: true };
    if (this.#aliasDepth > 0 && ++this.#aliasedNodes > MOST_ALIASED_NODES) {
      throw this.#refusal(start, "aliases repeat too much");
    }
    if (isAlias(node)) return this.#aliased(node.source, start);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) throw this.#refusal(start, "unknown node");
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#scalar(node, start, line);

    if (this.#open.has(node)) throw this.#refusal(start, "an alias contains itself");
    if (this.#open.size >= DEEPEST) throw this.#refusal(start, "nested too deeply");
    this.#open.add(node);
    const result: YamlValue = isMap(node)
      ? { is: "map", line, entries: this.#entries(node.items, start) }
      : { is: "list", line, items: node.items.map((item) => this.value(item, start)) };
    this.#open.delete(node);
    return result;
  }

  #aliased(source: string, start: number): YamlValue {
    const target = this.#anchors.get(source);
    if (target === undefined) throw this.#refusal(start, `no anchor &${source} before this alias`);
    this.#aliasDepth++;
    const result = this.value(target, start);
    this.#aliasDepth--;
    return result;
  }

  #scalar(node: { value: unknown; type?: unknown; tag?: string }, start: number, line: number) {
    const text = String(node.value);
    const plain = node.type === "PLAIN" && node.tag === undefined;
    if (text.includes("\0")) throw this.#refusal(start, "a NUL character");
    if (!text.isWellFormed()) throw this.#refusal(start, "half of a surrogate pair");
    return {
      is: "scalar",
      line,
      text: plain && NULL_WORDS.has(text) ? null : text,
      plain,
    } as const;
  }

  #entries(pairs: readonly Pair[], start: number): YamlEntry[] {
    const seen = new Map<string, number>();
    return pairs.map((pair) => {
      const keyNode = pair.key;
      const at = (keyNode as Node | null)?.range?.[0] ?? start;
      if (!isScalar(keyNode)) throw this.#refusal(at, "a key must be plain text");
      if (keyNode.anchor !== undefined) this.#anchors.set(keyNode.anchor, keyNode);
      const { text: spelt, line, plain } = this.#scalar(keyNode, at, this.#place(at).line);
      if (spelt === null && keyNode.value === "") throw this.#refusal(at, "an empty key");
      const key = String(keyNode.value);
      if (key === "<<" && plain) throw this.#refusal(at, "merge keys (<<) are not supported");
      if (["$key", "$line", "$value"].includes(key)) {
        throw this.#refusal(at, `the key ${key} has a meaning of its own here`);
      }
      const before = seen.get(key);
      if (before !== undefined) {
        throw this.#refusal(
          at,
          `the key ${quoted(key)} stands here twice, first on line ${before}`,
        );
      }
      seen.set(key, line);
      return { key, line, value: this.value(pair.value, at) };
    });
  }

  #refusal(offset: number, reason: string) {
    return notParsable(this.#name, this.#place(offset), reason);
  }
}

function quoted(key: string): string {
  return `'${key.length > 80 ? `${key.slice(0, 80)}…` : key}'`;
}
