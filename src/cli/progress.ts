import { Writable } from "node:stream";
import progress from "cli-progress";
import type { Session } from "./session.ts";

/** Steps of an import as a person waits for them: read, understood, imported. */
const STEPS = 3;

/**
 * Draws a bar while the work goes on, on a terminal only; nothing stays of it. The work calls `step`
 * for one step more, or with how far it is; `begin` says how many there are, when not three.
 */
export async function withProgress<T>(
  session: Session,
  title: string,
  work: (step: (at?: number) => void, begin: (total: number) => void) => Promise<T>,
): Promise<T> {
  const { io } = session;
  if (!io.isTTY || session.json || !(io.stderr instanceof Writable)) return work(nothing, nothing);
  const bar = new progress.SingleBar({
    format: `${title.replace(/[^ -~]/g, "?")} {bar} {value}/{total}`,
    stream: io.stderr as unknown as NodeJS.WritableStream,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(STEPS, 0);
  try {
    return await work(
      (at) => (at === undefined ? bar.increment() : bar.update(at)),
      (total) => bar.setTotal(total),
    );
  } finally {
    bar.stop();
  }
}

function nothing(): void {}
