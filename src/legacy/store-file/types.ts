/** What every reader and writer of a legacy file gives and takes. */
import type { Json } from "../document.ts";

/** The stores that may leave a legacy file behind. */
export const STORES = [
  "registry",
  "patterns",
  "services",
  "types",
  "memory",
  "network",
  "tasks",
] as const;
export type StoreName = (typeof STORES)[number];
export type FileFormat = "yaml" | "json" | "sqlite";

/** The format of each store's file. */
export const FORMATS: Readonly<Record<StoreName, FileFormat>> = {
  registry: "yaml",
  services: "yaml",
  types: "json",
  network: "json",
  tasks: "json",
  patterns: "sqlite",
  memory: "sqlite",
};

/** One row of a legacy file. */
export interface LegacyRow {
  /** The source table. */
  readonly table: string;
  /** Its key in that table; one that stands twice is given twice. */
  readonly key: string;
  readonly content: Json;
  /** Rises in the order of the file, within a table. */
  readonly position: number;
  /** The line it begins on, in text files. */
  readonly line?: number;
  /** Paths inside the content whose key stands twice; the last value is what `content` holds. */
  readonly duplicates?: readonly string[];
}

/** An open legacy file; `close()` it. */
export interface LegacyFile {
  readonly store: StoreName;
  readonly path: string;
  readonly format: FileFormat;
  /** What `fingerprint()` said when it was opened. */
  readonly sha256: string;
  readonly modifiedAt: Date;
  /** Tables of the store, then whatever else the file holds. */
  tables(): readonly string[];
  /** All rows of a table in the order of the file, duplicates too, read as they are asked for. */
  rows(table: string): Iterable<LegacyRow> | AsyncIterable<LegacyRow>;
  /** The row with this key; of several, the last. */
  get(table: string, key: string): Promise<LegacyRow | undefined>;
  close(): Promise<void>;
}

/** What a row should be from now on; null: it is gone. */
export interface RowChange {
  readonly table: string;
  readonly key: string;
  readonly content: Json;
  /** Orders new rows among each other. */
  readonly position?: number | undefined;
}

/** The key of an edge: both ends, in lower case. */
export function edgeKey(edge: Json): string | undefined {
  if (!Array.isArray(edge) || edge.length !== 2) return undefined;
  const [from, to] = (edge as readonly Json[]).map(packageKey);
  return from === undefined || to === undefined ? undefined : `${from} > ${to}`;
}

/** `npm/react` of `["npm", "React"]`. */
export function packageKey(pair: Json): string | undefined {
  if (!Array.isArray(pair) || pair.length !== 2) return undefined;
  const [ecosystem, name] = pair as readonly Json[];
  if (typeof ecosystem !== "string" || typeof name !== "string") return undefined;
  return `${ecosystem.toLowerCase()}/${name.toLowerCase()}`;
}
