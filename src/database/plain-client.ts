import pg from "pg";

/** A statement as drivers of ours send it. */
interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** The setting that says that a transaction only reads; PostgreSQL holds it to that. */
export const READS = "transaction_read_only";

/** What is written into a statement's text at most, in characters; larger values go beside it. */
const LONGEST = 64 * 1024;

/**
 * A client that leaves nothing behind in its session, as PgBouncer's transaction mode asks: a named
 * statement would be missing in the next transaction, which may run in another session.
 *
 * It also says less: each message to the server costs a system call and a wait, which for a look-up
 * is most of the time. `begin`, and the settings of a transaction, are held back and sent together
 * with the first statement that does something. Where the settings say that it only reads, each
 * statement is a transaction by itself, settings and all, and there is nothing to commit.
 */
export class PlainClient extends pg.Client {
  /** `begin` and the settings of a transaction, as long as the server has not been told of it. */
  #held: string[] = [];
  #reads = false;

  // The base has a dozen overloads; all of them pass through.
  override query(...args: unknown[]): never {
    return this.#query(args) as never;
  }

  #query(args: unknown[]): unknown {
    const [first, ...rest] = args;
    const named = typeof first === "object" && first !== null && "name" in first && "text" in first;
    const plain = named ? { ...first, name: undefined } : first;
    const statement = statementOf(plain, rest);
    if (statement !== undefined && this.#holds(statement)) {
      return Promise.resolve({ command: "", rowCount: null, oid: 0, rows: [], fields: [] });
    }
    if (this.#held.length === 0) return this.#send(plain, ...rest);
    const inlined = statement === undefined ? undefined : this.#inlined(statement);
    const alone = this.#reads && inlined !== undefined;
    const held = this.#held.slice(alone ? 1 : 0).join("; ");
    if (!alone) this.#forget();
    if (inlined === undefined) {
      const sent = this.#send(held) as Promise<unknown>;
      if (statement !== undefined) return sent.then(() => this.#send(plain, ...rest));
      // A stream is begun at once, and waits in the driver; what is wrong with the first fails it, too.
      sent.catch(() => {});
      return this.#send(plain, ...rest);
    }
    const whole = typeof plain === "string" ? {} : (plain as object);
    const sent = this.#send({ ...whole, text: `${held}; ${inlined}`, values: undefined });
    return (sent as Promise<unknown[]>).then((results) => results.at(-1));
  }

  /** Takes over what need not be sent yet, or any more. */
  #holds(statement: Statement): boolean {
    const { text } = statement;
    if (text === "begin" || text.startsWith("begin isolation level ")) {
      this.#forget();
      this.#held.push(text);
      return true;
    }
    if (this.#held.length === 0) return false;
    if (text === "commit" || text === "rollback") {
      this.#forget();
      return true;
    }
    if (!/^select [a-z_.]*set_config\(/.test(text)) return false;
    const inlined = this.#inlined(statement);
    if (inlined === undefined) return false;
    this.#held.push(inlined);
    // Several statements that have to see one moment are a transaction.
    this.#reads = this.#held[0] === "begin" && inlined.includes(`"${READS}"`);
    return true;
  }

  #forget(): void {
    this.#held = [];
    this.#reads = false;
  }

  /** The statement with its values in it; undefined where that is not surely the same. */
  #inlined({ text: given, values = [] }: Statement): string | undefined {
    const text = given.replace(/;\s*$/, "");
    // A dollar within a text, or a comment, would be taken for a value.
    if (/'|\$\$|--|\/\*|;/.test(text)) return undefined;
    let size = 0;
    for (const value of values) {
      if (typeof value !== "string") return undefined;
      size += value.length;
    }
    if (size > LONGEST) return undefined;
    return text.replace(/\$(\d+)/g, (_, place) =>
      this.escapeLiteral(values[Number(place) - 1] as string),
    );
  }

  #send(...args: unknown[]): unknown {
    return (super.query as (...all: unknown[]) => unknown).call(this, ...args);
  }
}

/** A statement with a promise for its answer; undefined for streams, cursors and callbacks. */
function statementOf(first: unknown, rest: readonly unknown[]): Statement | undefined {
  const [values, ...more] = rest;
  if (more.length > 0 || (values !== undefined && !Array.isArray(values))) return undefined;
  const given = values === undefined ? {} : { values };
  if (typeof first === "string") return { text: first, ...given };
  if (typeof first !== "object" || first === null || "submit" in first) return undefined;
  const { text, callback, ...config } = first as Partial<Statement> & { callback?: unknown };
  if (typeof text !== "string" || callback !== undefined) return undefined;
  return { text, ...(config.values !== undefined && { values: config.values }), ...given };
}
