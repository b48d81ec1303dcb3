import { Duplex } from "node:stream";
import type { Engine, Session } from "./engine.ts";

/** What `pg` takes for its socket: a session on the embedded database. */
export class WireStream extends Duplex {
  readonly #engine: Engine;
  #session: Session | undefined;

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  /** `pg` calls this as it would a socket's; there is neither port nor host. */
  connect(): this {
    this.#engine
      .openSession(
        {
          data: (bytes) => this.push(bytes),
          closed: () => this.destroy(),
        },
        { guest: false },
      )
      .then(
        (session) => {
          if (this.destroyed) return session.close();
          this.#session = session;
          this.emit("connect");
        },
        (error: Error) => this.destroy(error),
      );
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#session?.send(chunk);
    done();
  }

  override _final(done: () => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#session?.close();
    done(error);
  }

  // A socket has these; `pg` calls them.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
