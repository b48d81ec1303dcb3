/** Moves a store forward: compared and moved while nobody writes in between. */
import { setTimeout } from "node:timers/promises";
import type { Caller } from "../call.ts";
import { SpecqlError } from "../errors.ts";
import { compareStore, type ConsistencyReport } from "./compare.ts";
import { type MirrorContext, StoreMirror } from "./mirror-store.ts";
import { hasWork, isMirrored, storeStates, type StoreState } from "./port.ts";

export interface AdvanceOptions {
  readonly store: string;
  readonly phase: string;
  readonly readPercent?: number | undefined;
  /** Milliseconds that the mirror gets to write what waits. */
  readonly patience?: number | undefined;
}

export interface Advanced {
  readonly state: StoreState;
  /** Absent where only the percentage changed. */
  readonly report?: ConsistencyReport | undefined;
}

const PATIENCE = 30_000;
const POLL = 100;
/** How often a comparison over HTTP is made anew when a write came between. */
const ATTEMPTS = 5;

type Port = Pick<Caller, "call" | "exact">;

/**
 * Over SQL all of it is one transaction in which writers wait, and none of them fails. Over HTTP a
 * write may come between comparison and move, which is then refused, and both are made again.
 */
export async function advance(
  caller: Caller,
  options: AdvanceOptions,
  context: Omit<MirrorContext, "port">,
): Promise<Advanced> {
  const before = await stateOf(caller, options.store);
  const onlyPercent = options.phase === "shadow_read" && before.phase === "shadow_read";
  if (onlyPercent || before.legacy_path === null) return { state: await move(caller, options) };
  // Most of what waits is written before anybody has to wait for it.
  await drain(caller, options, context);
  if (caller.inTransaction === undefined) return await repeatedly(caller, options);
  const outcome = await caller.inTransaction(async (port) => {
    await port.call("hold_store", { store: options.store });
    await drain(port, options, context);
    return await compareAndMove(port, options);
  });
  // Thrown only now, so that what the comparison found is kept.
  if (outcome instanceof SpecqlError) throw outcome;
  return outcome;
}

async function repeatedly(caller: Caller, options: AdvanceOptions): Promise<Advanced> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await compareAndMove(caller, options);
      if (outcome instanceof SpecqlError) throw outcome;
      return outcome;
    } catch (error) {
      // SG332: written since it was compared; SG347: written while it was.
      const between = error instanceof SpecqlError && ["SG332", "SG347"].includes(error.code);
      if (!between || attempt >= ATTEMPTS) throw error;
      await setTimeout(POLL * attempt);
    }
  }
}

async function compareAndMove(
  port: Port,
  options: AdvanceOptions,
): Promise<Advanced | SpecqlError> {
  const { legacy_path: path, phase } = await stateOf(port, options.store);
  if (path === null) return { state: await move(port, options) };
  const report = await compareStore(port, { store: options.store, path });
  if (!report.consistent) return inconsistent(report);
  const state = await move(port, options, report.legacy_sha256);
  if (phase === "legacy") {
    // From now on the mirror writes the file, and knows by this whether anybody else did.
    await port.call("acknowledge_mirror", {
      store: options.store,
      outbox: [],
      sha256: report.legacy_sha256,
      as_of: new Date().toISOString(),
    });
  }
  return { state, report };
}

function inconsistent(report: ConsistencyReport): SpecqlError {
  const [first] = report.discrepancies;
  return new SpecqlError("SG340", `PostgreSQL and the file of ${report.store} do not agree`, {
    detail:
      `${report.discrepancy_count} differences in ${report.checked} rows` +
      (first === undefined ? "." : `, the first at ${first.path} (${first.type}).`),
    hint: `The store stays in its phase. 'specql cutover check ${report.store}' lists what differs.`,
  });
}

async function move(
  port: Port,
  { store, phase, readPercent }: AdvanceOptions,
  sha256?: string,
): Promise<StoreState> {
  const { result } = await port.call("advance_store", {
    store,
    phase,
    ...(readPercent !== undefined && { read_percent: readPercent }),
    ...(sha256 !== undefined && { legacy_sha256: sha256 }),
  });
  return result as StoreState;
}

async function stateOf(port: Port, store: string): Promise<StoreState> {
  const found = (await storeStates(port)).find((state) => state.store === store);
  if (found !== undefined) return found;
  throw new SpecqlError("SG240", `there is no store '${store}'`, {
    hint: "'specql cutover status' shows them.",
    field: "store",
  });
}

/** Waits until the file has everything: written by whoever mirrors, or, where nobody does, here. */
async function drain(
  port: Port,
  { store, patience = PATIENCE }: AdvanceOptions,
  context: Omit<MirrorContext, "port">,
): Promise<void> {
  const until = Date.now() + patience;
  const mirror = new StoreMirror(store, { ...context, port });
  try {
    for (;;) {
      const state = await stateOf(port, store);
      if (!isMirrored(state) || !hasWork(state)) return;
      const { held } = await mirror.step();
      if (!held) continue;
      if (Date.now() > until) {
        throw new SpecqlError("SG914", `the file of ${store} is not up to date`, {
          detail: `${state.pending} rows wait for ${state.mirror_holder ?? "the mirror"}.`,
          hint: "See what its log says, or end it and run 'specql cutover mirror'.",
        });
      }
      await setTimeout(POLL);
    }
  } finally {
    await mirror.release();
  }
}
