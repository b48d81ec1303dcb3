/** What a standby is made of, and tells of it. */
import type { MemoryDatabase } from "./embedded/open-embedded.ts";
import type { MirrorFile, UnusableMirror } from "./standby-files.ts";

/** What a standby is made of. */
export interface StandbyReport {
  readonly files: readonly MirrorFile[];
  /** Stores whose mirror cannot be used. */
  readonly unusable: readonly UnusableMirror[];
  /** Rows of the mirrors that the importers refused. */
  readonly rejected: number;
}

export interface Standby extends StandbyReport {
  readonly database: MemoryDatabase;
}
