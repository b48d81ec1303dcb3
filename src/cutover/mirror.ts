/**
 * The mirror: keeps the legacy file of every store that is being left as new as PostgreSQL, so that
 * it can be gone back to, and read while PostgreSQL is away.
 */
import { fromServer, type SpecqlError } from "../errors.ts";
import { listenForWrites } from "./listen.ts";
import { type MirrorContext, StoreMirror } from "./mirror-store.ts";
import { hasWork, storeStates } from "./port.ts";

export interface MirrorOptions extends MirrorContext {
  /** These only; all of them unless said. */
  readonly stores?: readonly string[] | undefined;
  /** A PostgreSQL that says when something is written; without it, it is asked often. */
  readonly listenUrl?: string | undefined;
  /** Milliseconds between two questions. */
  readonly every?: number | undefined;
}

export interface Mirroring {
  /** Ends after the batches in hand. */
  stop(): Promise<void>;
}

/** Within a second is what is promised, also where no notice arrives. */
const ASK_OFTEN = 250;
const ASK_SELDOM = 750;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

interface Lane {
  readonly mirror: StoreMirror;
  running: Promise<void> | undefined;
  /** Written again while a batch was under way. */
  again: boolean;
  failures: number;
  /** Not before this time: it failed, or somebody else does it. */
  notBefore: number;
  said: string | undefined;
}

/** Mirrors until it is stopped. Stores do not wait for each other. */
export function startMirror(options: MirrorOptions): Mirroring {
  const lanes = new Map<string, Lane>();
  let stopped = false;
  let asking: Promise<void> | undefined;
  let said: string | undefined;

  const wake = (store: string): void => {
    if (stopped || (options.stores !== undefined && !options.stores.includes(store))) return;
    let lane = lanes.get(store);
    if (lane === undefined) {
      lane = newLane(store, options);
      lanes.set(store, lane);
    }
    if (lane.running !== undefined) lane.again = true;
    else if (Date.now() >= lane.notBefore) {
      const own = lane;
      lane.running = work(own, options, () => stopped).finally(() => {
        own.running = undefined;
      });
    }
  };
  const ask = (): void => {
    asking ??= (async () => {
      try {
        for (const state of await storeStates(options.port)) if (hasWork(state)) wake(state.store);
        if (said !== undefined) options.log("mirror: the database answers again");
        said = undefined;
      } catch (error) {
        const line = told(fromServer(error));
        if (line !== said) options.log(`mirror: ${line}`);
        said = line;
      } finally {
        asking = undefined;
      }
    })();
  };
  const listening =
    options.listenUrl === undefined
      ? undefined
      : listenForWrites(options.listenUrl, {
          heard: (store) => (store === undefined ? ask() : wake(store)),
        });
  const every = options.every ?? (listening === undefined ? ASK_OFTEN : ASK_SELDOM);
  const timer = setInterval(ask, every);
  ask();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listening?.close();
      await asking;
      for (const lane of lanes.values()) await lane.running;
      await Promise.all(
        [...lanes.values()].map(async ({ mirror }) => {
          try {
            await mirror.release();
          } catch (error) {
            options.log(`${mirror.store}: ${told(fromServer(error))}`);
          }
        }),
      );
    },
  };
}

function newLane(store: string, options: MirrorContext): Lane {
  const mirror = new StoreMirror(store, options);
  return {
    mirror,
    running: undefined,
    again: false,
    failures: 0,
    notBefore: 0,
    said: undefined,
  };
}

/** Writes batches until there are no more. A store that fails waits longer and longer. */
async function work(lane: Lane, options: MirrorContext, isStopped: () => boolean): Promise<void> {
  try {
    for (;;) {
      lane.again = false;
      const { held, more } = await lane.mirror.step();
      lane.failures = 0;
      if (lane.said !== undefined) options.log(`${lane.mirror.store}: mirrored again`);
      lane.said = undefined;
      if (held) {
        lane.notBefore = Date.now() + 1000;
        return;
      }
      if (isStopped() || !(more || lane.again)) return;
    }
  } catch (error) {
    const known = fromServer(error);
    const wait = Math.min(FIRST_WAIT * 2 ** lane.failures, LONGEST_WAIT);
    lane.failures += 1;
    lane.notBefore = Date.now() + wait;
    const line = told(known);
    // Said once: what goes on failing says nothing new.
    if (line !== lane.said) options.log(`${lane.mirror.store} is not mirrored: ${line}`);
    lane.said = line;
  }
}

function told({ code, message, detail, hint }: SpecqlError): string {
  return [`${code}: ${message}`, detail, hint].filter((part) => part !== undefined).join(" | ");
}

/** What became of one store. */
export interface MirrorOutcome {
  readonly store: string;
  readonly rows: number;
  /** Somebody else is its mirror. */
  readonly held: boolean;
  readonly error?: SpecqlError;
}

/** Writes everything that waits, once, and gives the leases back. */
export async function mirrorOnce(options: MirrorOptions): Promise<MirrorOutcome[]> {
  const states = (await storeStates(options.port)).filter(
    (state) => hasWork(state) && (options.stores?.includes(state.store) ?? true),
  );
  return await Promise.all(
    states.map(async ({ store }): Promise<MirrorOutcome> => {
      const mirror = new StoreMirror(store, options);
      let rows = 0;
      try {
        for (;;) {
          const step = await mirror.step();
          rows += step.rows;
          if (step.held || !step.more) return { store, rows, held: step.held };
        }
      } catch (error) {
        return { store, rows, held: false, error: fromServer(error) };
      } finally {
        await mirror.release().catch((error: unknown) => {
          options.log(`${store}: ${told(fromServer(error))}`);
        });
      }
    }),
  );
}
