/** What the mover reads from: a file that was checked, table by table. */
import { SpecqlError } from "../errors.ts";

/** Stores whose files go in in batches. */
export type MovedKind = "memory" | "network" | "tasks";

export interface SourceTable {
  readonly name: string;
  readonly rows: number;
}

/** A row on its way: its table and the text `{"key", "line", "content"}`. */
export interface SourceRow {
  readonly table: string;
  readonly text: string;
}

/** An open file; `close()` it. */
export interface ImportSource {
  readonly kind: MovedKind;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly tables: readonly SourceTable[];
  /** Tables that are only named. */
  readonly skipped: readonly string[];
  /**
   * Rows of these tables, those of the first table first; of each as many are passed over as
   * `done` says. SG149: the file is not the one that was checked.
   */
  rows(
    tables: readonly string[],
    done: ReadonlyMap<string, number>,
  ): AsyncIterable<SourceRow> | Iterable<SourceRow>;
  /** Whether rows of several tables can be read side by side. */
  readonly sideBySide: boolean;
  close(): Promise<void>;
}

/** SG149: somebody wrote to the file while it was read. */
export function fileChanged(name: string): SpecqlError {
  return new SpecqlError("SG149", `${name} was changed while it was read`, {
    detail: "Its rows are not those that were checked.",
    hint: "Nothing was imported. Import it again when nobody writes to it.",
  });
}
