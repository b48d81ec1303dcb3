/**
 * A pool of PostgreSQL sessions that gives out sessions on a standby while PostgreSQL cannot be
 * reached, and comes back by itself.
 */
import pg from "pg";
import { fromServer } from "../errors.ts";
import { Breaker } from "./breaker.ts";
import { noteMirror } from "./source.ts";
import type { Standby, StandbyReport } from "./standby-report.ts";

export interface FailoverOptions {
  /**
   * Opens a standby of the mirrors. With `unless`: as they are now, or none where they are as in it.
   * Without: the one that is opened soonest.
   */
  readonly standby: (unless?: StandbyReport) => Promise<Standby | undefined>;
  /** Whether the database will do, asked at its first answer: throws when it will not. */
  readonly verify: (session: Session) => Promise<void>;
  /** Told of each change of who answers. */
  readonly onChange?: (change: Change) => void;
  readonly firstPause?: number;
  readonly longestPause?: number;
  /** Milliseconds that PostgreSQL has to answer a probe, and a connection. */
  readonly patience?: number;
}

/** Whoever runs a statement. */
export type Session = Pick<pg.ClientBase, "query">;

/** Who answers from now on. */
export type Change =
  | { readonly source: "postgresql" }
  | { readonly source: "mirror"; readonly report: StandbyReport; readonly reason: unknown }
  /** Nobody: there is no mirror that can be opened. */
  | { readonly source: "none"; readonly reason: unknown };

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: unknown) => void,
) => void;

const PATIENCE = 3000;
/** How long a standby is kept once it is no longer needed. */
const LINGER = 60_000;

export class FailoverPool extends pg.Pool {
  readonly breaker: Breaker;
  readonly #failover: FailoverOptions;
  readonly #live = new Set<pg.PoolClient>();
  #standby: Promise<Standby> | undefined;
  #lingering: NodeJS.Timeout | undefined;
  #verified: Promise<void> | undefined;
  #shown: StandbyReport | undefined;

  constructor(config: pg.PoolConfig, failover: FailoverOptions) {
    super(config);
    this.#failover = failover;
    const { firstPause, longestPause } = failover;
    this.breaker = new Breaker({
      probe: () => this.#probe(),
      onChange: (open, reason) => this.#changed(open, reason),
      ...(firstPause !== undefined && { firstPause }),
      ...(longestPause !== undefined && { longestPause }),
    });
    this.on("connect", (client) => {
      this.#live.add(client);
      client.on("error", () => {});
    });
    this.on("remove", (client) => this.#live.delete(client));
    // A session that dies while nobody uses it may be the first sign.
    this.on("error", () => void this.breaker.check());
  }

  /** What answers now, as long as it is not PostgreSQL. */
  get mirror(): StandbyReport | undefined {
    return this.breaker.isOpen ? this.#shown : undefined;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const taken = this.#take();
    if (callback === undefined) return taken;
    taken.then(
      (client) => callback(undefined, client, (error) => client.release(error as Error)),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  /** Takes the mirrors as they are now, if a standby is open and they have changed since. */
  async refresh(): Promise<void> {
    const old = this.#standby;
    if (old === undefined) return;
    const fresh = await this.#failover.standby(await old);
    if (fresh === undefined) return;
    if (this.#standby !== old) return await fresh.database.close();
    this.#standby = Promise.resolve(fresh);
    this.#shown = fresh;
    if (this.breaker.isOpen) {
      const reason = this.breaker.reason;
      this.#failover.onChange?.({ source: "mirror", report: fresh, reason });
    }
    await (await old).database.close();
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | void {
    this.breaker.stop();
    clearTimeout(this.#lingering);
    const standby = this.#standby;
    this.#standby = undefined;
    const ended = (async () => {
      await super.end();
      await standby?.then(
        ({ database }) => database.close(),
        () => {},
      );
    })();
    if (callback === undefined) return ended;
    void ended.then(callback);
  }

  async #take(): Promise<pg.PoolClient> {
    if (!this.breaker.isOpen) {
      const client = await this.#ofPrimary();
      if (client !== undefined) return client;
    }
    return this.#ofStandby();
  }

  /** A session on PostgreSQL; undefined when it cannot be reached. */
  async #ofPrimary(): Promise<pg.PoolClient | undefined> {
    const waiting = this.breaker.whenOpen();
    const taking = super.connect();
    try {
      // Somebody else may find out sooner that nobody will come.
      const client = await Promise.race([taking, waiting.opened]);
      if (client !== undefined) {
        await this.#verify(client);
        return client;
      }
      taking.then(
        (late) => late.release(),
        () => {},
      );
      return undefined;
    } catch (error) {
      await taking.then(
        (client) => client.release(),
        () => {},
      );
      // All sessions are in use: perhaps by many, perhaps because nothing answers any more.
      if (isCrowded(error) && (await this.breaker.check())) throw error;
      if (!isUnreachable(error)) throw error;
      this.breaker.fail(error);
      return undefined;
    } finally {
      waiting.forget();
    }
  }

  /** A session on the standby, which is opened for the first who needs it. */
  async #ofStandby(): Promise<pg.PoolClient> {
    const reason = this.breaker.reason;
    this.#standby ??= this.#open(reason);
    let standby: Standby;
    try {
      standby = await this.#standby;
    } catch {
      // Told when it was tried; what keeps everybody waiting is that PostgreSQL is gone.
      throw reason;
    }
    const client = await standby.database.pool.connect();
    noteMirror(client, standby);
    return client;
  }

  #open(reason: unknown): Promise<Standby> {
    const opening = this.#failover.standby().then((standby) => standby!);
    opening.then(
      (standby) => {
        this.#shown = standby;
        if (!this.breaker.isOpen) return;
        this.#failover.onChange?.({ source: "mirror", report: standby, reason });
        this.#refreshSoon();
      },
      (error: unknown) => {
        // The next who asks tries again.
        if (this.#standby === opening) this.#standby = undefined;
        this.#failover.onChange?.({ source: "none", reason: error });
      },
    );
    return opening;
  }

  /** In the background: what is open answers meanwhile. */
  #refreshSoon(): void {
    this.refresh().catch((error: unknown) => {
      if (this.breaker.isOpen) this.#failover.onChange?.({ source: "none", reason: error });
    });
  }

  #changed(open: boolean, reason: unknown): void {
    clearTimeout(this.#lingering);
    if (open) {
      // It is wanted soon.
      if (this.#standby === undefined) this.#standby = this.#open(reason);
      else {
        void this.#standby.then(
          (report) => this.#failover.onChange?.({ source: "mirror", report, reason }),
          () => {},
        );
        this.#refreshSoon();
      }
      return;
    }
    this.#failover.onChange?.({ source: "postgresql" });
    this.#lingering = setTimeout(() => {
      const standby = this.#standby;
      this.#standby = undefined;
      void standby?.then(
        ({ database }) => database.close(),
        () => {},
      );
    }, LINGER);
    this.#lingering.unref();
  }

  async #probe(): Promise<void> {
    const patience = this.#failover.patience ?? PATIENCE;
    // Not one of the pool's: all of those may hang.
    const client = new pg.Client({
      ...this.options,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select");
      await this.#verify(client);
    } catch (error) {
      if (isSilent(error)) this.#abandon();
      throw error;
    } finally {
      await Promise.race([client.end().catch(() => {}), after(patience)]);
    }
  }

  /** Nothing at all comes from there: whoever waits for an answer shall not wait for ever. */
  #abandon(): void {
    for (const client of this.#live) {
      (
        client as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy();
    }
  }

  /** Asked once: a database that came up late must be one that can be worked with. */
  #verify(session: Session): Promise<void> {
    this.#verified ??= this.#failover.verify(session).catch((error: unknown) => {
      this.#verified = undefined;
      throw error;
    });
    return this.#verified;
  }
}

/** Whether an error says that PostgreSQL cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  return fromServer(error).code === "SG900";
}

function isCrowded(error: unknown): boolean {
  return (error as Error).message === "timeout exceeded when trying to connect";
}

function isSilent(error: unknown): boolean {
  return /timeout/i.test((error as Error).message);
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
