/**
 * A circuit breaker: once something has been found unreachable nobody asks it any more but one
 * probe at a time, later and later, until one of them succeeds.
 */

export interface BreakerOptions {
  /** Asks whether it answers; throws when it does not. */
  readonly probe: () => Promise<void>;
  /** Milliseconds before the first probe; doubled for each that follows. */
  readonly firstPause?: number;
  /** Milliseconds between two probes at most. */
  readonly longestPause?: number;
  /** Told of each change. */
  readonly onChange?: (open: boolean, reason: unknown) => void;
  /** From 0 to 1: which part of the jitter a pause gets. */
  readonly random?: () => number;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;

export class Breaker {
  readonly #options: BreakerOptions;
  #open = false;
  #reason: unknown;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #probing: Promise<boolean> | undefined;
  #stopped = false;
  #waiting: (() => void)[] = [];

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Open: it is not to be asked. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** What was last found wrong, while it is open. */
  get reason(): unknown {
    return this.#reason;
  }

  /** Resolves when the breaker opens; at once when it is open. Forget it with `forget()`. */
  whenOpen(): { readonly opened: Promise<void>; forget(): void } {
    if (this.#open) return { opened: Promise.resolve(), forget() {} };
    let wake: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.push(wake);
    return {
      opened,
      forget: () => {
        this.#waiting = this.#waiting.filter((one) => one !== wake);
      },
    };
  }

  /** Somebody could not reach it: from now on nobody tries. */
  fail(reason: unknown): void {
    if (this.#stopped) return;
    this.#reason = reason;
    if (this.#open) return;
    this.#open = true;
    this.#failures = 0;
    for (const wake of this.#waiting.splice(0)) wake();
    this.#options.onChange?.(true, reason);
    this.#later();
  }

  /**
   * Something looks wrong, and might be so for everybody: asks now. One probe at a time; whoever
   * asks meanwhile waits for the same one. Says whether it answers.
   */
  check(): Promise<boolean> {
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = undefined;
    });
    return this.#probing;
  }

  /** No more probes. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #probe(): Promise<boolean> {
    clearTimeout(this.#timer);
    try {
      await this.#options.probe();
    } catch (error) {
      if (!this.#open) this.fail(error);
      else {
        this.#reason = error;
        this.#failures += 1;
        this.#later();
      }
      return false;
    }
    if (this.#open && !this.#stopped) {
      this.#open = false;
      this.#reason = undefined;
      this.#options.onChange?.(false, undefined);
    }
    return true;
  }

  #later(): void {
    if (this.#stopped) return;
    const { firstPause = FIRST_PAUSE, longestPause = LONGEST_PAUSE } = this.#options;
    const pause = Math.min(firstPause * 2 ** this.#failures, longestPause);
    // Many programs that lost the same database must not come back in step.
    const jitter = 0.5 + (this.#options.random ?? Math.random)() / 2;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), pause * jitter);
    this.#timer.unref();
  }
}
