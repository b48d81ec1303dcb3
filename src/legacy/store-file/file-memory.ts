/** What the writer of a file knows of it, so that he need not read again what he has written. */
import { identity } from "./atomic.ts";
import type { JsonIndex } from "./json-index.ts";

/** A file as it was left. */
export interface Left {
  /** As identity() gives it: another one as soon as anybody else has written. */
  readonly mark: string;
  readonly sha256: string;
  readonly index?: JsonIndex | undefined;
}

/** Remembers one file. It forgets by itself what somebody else has changed. */
export class FileMemory {
  #left: Left | undefined;

  /** What is known of the file, if it is as it was left. */
  async of(path: string): Promise<Left | undefined> {
    if (this.#left === undefined) return undefined;
    if ((await identity(path))?.mark !== this.#left.mark) this.#left = undefined;
    return this.#left;
  }

  keep(left: Left): void {
    this.#left = left;
  }

  forget(): void {
    this.#left = undefined;
  }
}
