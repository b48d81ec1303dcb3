/** Values as YAML, in the manner of the file that they go into. */
import { isMap, isScalar, isSeq, visit } from "yaml";
import { numberText } from "../canonical.ts";
import type { Json } from "../document.ts";
import { doubleQuoted, OTHER_WORDS, PLAIN_KEYS, quoteText, SAFE_TEXT } from "../write.ts";
import { keyText, type YamlFile } from "./yaml-nodes.ts";

/** How a file is written. */
export interface YamlStyle {
  /** Spaces of one level. */
  readonly indent: number;
  /** Spaces of a dash before the key that holds its list. */
  readonly dash: number;
  /** For each key how its latest value is quoted. */
  readonly scalars: ReadonlyMap<string, Quoting>;
  /** How keys of mappings are quoted where all of them are. */
  readonly quote: "'" | '"';
}
export interface Quoting {
  readonly quote: "'" | '"' | "";
  /** A bare one looks like a number or a truth value. */
  readonly number: boolean;
}

/** Keys of services whose values were never quoted. */
const SERVICE_NUMBERS = new Set(["timeout", "max_retries"]);
const NUMBER = /^(true|false|0|-?[1-9]\d{0,14}|-?(0|[1-9]\d{0,14})\.\d{1,15})$/;

/** The style of a file, as far as it shows one. */
export function yamlStyle(file: YamlFile): YamlStyle {
  const scalars = new Map<string, Quoting>();
  let indent: number | undefined;
  let dash: number | undefined;
  const quotes = { "'": 0, '"': 0 };
  visit(file.document, {
    Pair(_, pair) {
      const { key, value } = pair;
      const target = file.target(value);
      if (isScalar(target)) scalars.set(keyText(key), quotingOf(target));
      const own = columnOf(file, key);
      if (isMap(target) && target.flow !== true && target.items[0] !== undefined) {
        indent ??= Math.max(1, columnOf(file, target.items[0].key) - own);
      }
      if (isSeq(target) && target.flow !== true && target.range != null) {
        dash ??= Math.max(0, column(file.text, target.range[0]) - own);
      }
    },
    Scalar(_, node) {
      if (node.type === "QUOTE_SINGLE") quotes["'"] += 1;
      if (node.type === "QUOTE_DOUBLE") quotes['"'] += 1;
    },
  });
  return {
    indent: indent ?? 2,
    dash: dash ?? 0,
    scalars,
    quote: quotes['"'] > quotes["'"] ? '"' : "'",
  };
}

function quotingOf(node: { type?: unknown; value: unknown }): Quoting {
  if (node.type === "QUOTE_SINGLE") return { quote: "'", number: false };
  if (node.type === "QUOTE_DOUBLE") return { quote: '"', number: false };
  return { quote: "", number: NUMBER.test(String(node.value)) };
}

/** The style of a file that does not exist yet. */
export const PLAIN_STYLE: YamlStyle = { indent: 2, dash: 0, scalars: new Map(), quote: "'" };

/** A text, or nothing, as a scalar. Codes are quoted unless the file leaves such values bare. */
export function scalarYaml(value: Json, key: string, style: YamlStyle): string {
  if (value === null) return "null";
  if (typeof value !== "string") return JSON.stringify(value);
  const manner = style.scalars.get(key);
  if (NUMBER.test(value) && (manner === undefined ? isPlain(key) : manner.number)) {
    return value;
  }
  const bare = SAFE_TEXT.test(value) && !OTHER_WORDS.test(value) && !value.endsWith(" ");
  // Of a plain word nobody asks for quotes unless its neighbours have them.
  if (bare && !value.includes(",") && (manner === undefined || manner.quote === "")) return value;
  return quotedYaml(
    value,
    manner === undefined || manner.quote === "" ? style.quote : manner.quote,
  );
}

function isPlain(key: string): boolean {
  return PLAIN_KEYS.has(key) || SERVICE_NUMBERS.has(key);
}

/** A text in quotes; double ones wherever single ones could not hold it. */
export function quotedYaml(value: string, quote: "'" | '"'): string {
  if (quote === '"') return doubleQuoted(value);
  const single = quoteText(value);
  return single.startsWith('"') || single.startsWith("'")
    ? single
    : `'${value.replaceAll("'", "''")}'`;
}

/** A key; one that looks like a number is quoted. */
export function keyYaml(key: string, style: YamlStyle): string {
  const bare = SAFE_TEXT.test(key) && !OTHER_WORDS.test(key) && !/[ ,]/.test(key);
  return bare ? key : quotedYaml(key, style.quote);
}

/**
 * Lines of a pair whose key stands `depth` spaces deep; each ends with a line feed. `quoted` says
 * how the key itself is written.
 */
export function pairLines(
  key: string,
  value: Json,
  depth: number,
  style: YamlStyle,
  written?: string,
): string {
  const name = key.startsWith(ORDERED) ? key.slice(ORDERED.length) : key;
  const head = `${" ".repeat(depth)}${written ?? keyYaml(name, style)}:`;
  return `${head}${afterKey(name, value, depth, style)}`;
}

/** Before a key that must keep its place: JavaScript moves those that look like numbers. */
const ORDERED = "\0";

/** A mapping for pairLines() whose entries stay in this order, whatever their keys are. */
export function ordered(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries.map(([key, value]) => [ORDERED + key, value]));
}

/** How the old tools ordered the keys that they knew; jsonb orders them by length. */
const KNOWN_ORDER = [
  "name",
  "type",
  "table_code",
  "entity_code",
  "code",
  "entity_number",
  "view_type",
  "description",
  "category",
  "execution_type",
  "domain",
  "database",
  "schemas",
  "dependencies",
  "multi_tenant",
  "aliases",
  "next_entity_sequence",
  "next_read_entity",
  "runner_config",
  "security_policy",
  "operations",
  "input_schema",
  "output_schema",
  "timeout",
  "max_retries",
  "assigned_at",
  "status",
  "file_num",
  "files",
];

/** The value with keys that are known in their usual order, before all others. */
export function inOrder(value: Json): Json {
  if (isList(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const rank = (key: string): number => {
    const found = KNOWN_ORDER.indexOf(key);
    return found < 0 ? KNOWN_ORDER.length : found;
  };
  const entries = Object.entries(value).map(([key, inner]) => [key, inOrder(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** What follows a key and its colon. */
export function afterKey(key: string, value: Json, depth: number, style: YamlStyle): string {
  if (isList(value)) {
    if (value.length === 0) return " []\n";
    return `\n${value.map((item) => itemLines(key, item, depth + style.dash, style)).join("")}`;
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return " {}\n";
    const inner = depth + style.indent;
    return `\n${entries.map(([each, item]) => pairLines(each, item, inner, style)).join("")}`;
  }
  return ` ${scalarYaml(value, key, style)}\n`;
}

/** Lines of an item whose dash stands `depth` spaces deep. */
export function itemLines(key: string, item: Json, depth: number, style: YamlStyle): string {
  const head = `${" ".repeat(depth)}- `;
  if (isObject(item) && Object.keys(item).length > 0) {
    const lines = Object.entries(item)
      .map(([each, value]) => pairLines(each, value, depth + 2, style))
      .join("");
    return head + lines.slice(depth + 2);
  }
  if (isList(item) || isObject(item)) return `${head}${flowYaml(key, item, style)}\n`;
  return `${head}${scalarYaml(item, key, style)}\n`;
}

/** A value on one line. */
export function flowYaml(key: string, value: Json, style: YamlStyle): string {
  if (isList(value)) return `[${value.map((item) => flowYaml(key, item, style)).join(", ")}]`;
  if (isObject(value)) {
    const pairs = Object.entries(value).map(
      ([each, item]) => `${keyYaml(each, style)}: ${flowYaml(each, item, style)}`,
    );
    return pairs.length === 0 ? "{}" : `{${pairs.join(", ")}}`;
  }
  const text = scalarYaml(value, key, style);
  return /^[^'"].*[,[\]{}]/.test(text) ? quotedYaml(String(value), style.quote) : text;
}

/** How far from the beginning of its line a place is. */
export function column(text: string, at: number): number {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

function columnOf(file: YamlFile, node: unknown): number {
  return column(file.text, (node as { range?: [number] | null } | null)?.range?.[0] ?? 0);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json): value is Readonly<Record<string, Json>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return numberText(value) === undefined;
}
