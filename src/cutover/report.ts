/** What a comparison found, counted in full and listed as far as a list is of use. */
import type { Json } from "../legacy/document.ts";
import type { DiscrepancyType } from "./cells.ts";

/** One difference between PostgreSQL and a legacy file. */
export interface Discrepancy {
  readonly type: DiscrepancyType;
  /** Table and key, readable: `domains.2.subdomains.3`, `memory_entities.5`. */
  readonly path: string;
  /** Which part of the row, with dots into the cell; null: the row as a whole. */
  readonly attribute: string | null;
  /** null where there is nothing. */
  readonly postgresql_value: Json;
  readonly legacy_value: Json;
}

/** A discrepancy as it is stored: with table and key, and nothing told from null. */
export interface StoredDiscrepancy extends Omit<Discrepancy, "postgresql_value" | "legacy_value"> {
  readonly table: string;
  readonly key: string;
  readonly postgresql_value?: Json | undefined;
  readonly legacy_value?: Json | undefined;
}

export interface TableSummary {
  readonly postgresql: number;
  readonly legacy: number;
  readonly discrepancies: number;
}

export interface Summary {
  readonly store: string;
  readonly source: string;
  readonly counts: Readonly<Partial<Record<DiscrepancyType, number>>>;
  readonly tables: Readonly<Record<string, TableSummary>>;
  readonly started_at: string;
  readonly finished_at: string;
  readonly seconds: number;
  /** How often it was compared, because something moved meanwhile. */
  readonly attempts: number;
  readonly listed: number;
  readonly notes: readonly string[];
}

/** Most characters of values that a list holds. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** Collects differences. */
export class Findings {
  readonly list: StoredDiscrepancy[] = [];
  readonly counts: Partial<Record<DiscrepancyType, number>> = {};
  readonly tables = new Map<string, number>();
  readonly notes: string[] = [];
  total = 0;
  /** Rows that were compared. */
  checked = 0;
  #characters = 0;
  readonly #most: number;
  readonly store: string;

  constructor(store: string, most: number) {
    this.store = store;
    this.#most = most;
  }

  add(found: Omit<StoredDiscrepancy, "path">): void {
    this.total += 1;
    this.counts[found.type] = (this.counts[found.type] ?? 0) + 1;
    this.tables.set(found.table, (this.tables.get(found.table) ?? 0) + 1);
    if (this.list.length >= this.#most || this.#characters > MOST_CHARACTERS) return;
    this.#characters += sizeOf(found.postgresql_value) + sizeOf(found.legacy_value);
    this.list.push({ ...found, path: pathOf(this.store, found.table, found.key) });
  }
}

function sizeOf(value: Json | undefined): number {
  return value === undefined ? 0 : JSON.stringify(value).length;
}

/** Where a row is: the keys of a registry's rows are paths already. */
export function pathOf(store: string, table: string, key: string): string {
  return store === "registry" && table !== "document" ? key : `${table}.${key}`;
}

/** The public form: both values always, null for nothing. */
export function published(found: StoredDiscrepancy): Discrepancy {
  const { type, path, attribute, postgresql_value: own, legacy_value: legacy } = found;
  return { type, path, attribute, postgresql_value: own ?? null, legacy_value: legacy ?? null };
}
