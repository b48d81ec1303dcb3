/** Shadow reads: the other side is asked too, and lasting differences are written down. */
import { fromServer } from "../errors.ts";
import type { Json } from "../legacy/document.ts";
import type { PostgresSide, Route } from "./postgres-side.ts";
import type { ReadSide } from "./side.ts";
import { sameJson } from "./values.ts";

export interface ShadowOptions {
  readonly postgres: PostgresSide;
  readonly file: () => ReadSide | undefined;
  /** Asks for the route now. */
  readonly route: () => Promise<Route>;
  readonly notice: (line: string) => void;
}

/** So many comparisons are under way at once; further ones are left out. */
const MOST = 64;
/** How long the mirror may take to catch up before nothing can be said. */
const PATIENCE = 10_000;
const PAUSE = 100;
/** As in own-writes.ts. */
const SLACK = 1000;

export class Shadow {
  readonly #options: ShadowOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #failed = false;

  constructor(options: ShadowOptions) {
    this.#options = options;
  }

  /** Compares what one side has just said with the other side. Nobody waits for it. */
  compare(table: string, key: string, value: Json | undefined, from: "postgres" | "file"): void {
    if (this.#running.size >= MOST || this.#stop.signal.aborted) return;
    const work = this.#compare(table, key, value, from)
      .catch((error: unknown) => {
        if (this.#failed) return;
        this.#failed = true;
        const { code, message } = fromServer(error);
        this.#options.notice(`shadow reads are not compared: ${code}: ${message}`);
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Waits for the comparisons that are under way; none of them waits any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #compare(
    table: string,
    key: string,
    value: Json | undefined,
    from: "postgres" | "file",
  ): Promise<void> {
    const { postgres } = this.#options;
    const file = this.#options.file();
    if (file === undefined) return;
    const other = from === "file" ? await postgres.get(table, key) : await file.get(table, key);
    if (sameJson(value, other)) return;
    // Most likely the mirror is a moment behind, or somebody wrote in between.
    const end = Date.now() + PATIENCE;
    let since: number | undefined;
    let last: { postgresql: Json | undefined; legacy: Json | undefined } | undefined;
    while (Date.now() < end) {
      const { pendingSince, now: at } = await this.#options.route();
      since ??= at;
      const now = {
        legacy: await file.get(table, key),
        postgresql: await postgres.get(table, key),
      };
      if (sameJson(now.legacy, now.postgresql)) return;
      const stays =
        last !== undefined &&
        sameJson(last.legacy, now.legacy) &&
        sameJson(last.postgresql, now.postgresql);
      // Everything from before is mirrored, and neither side has changed: it is no delay.
      const settled = pendingSince === null || pendingSince > since + SLACK;
      if (stays && settled) return await postgres.noteDifference(table, key, now);
      last = now;
      if (this.#stop.signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
