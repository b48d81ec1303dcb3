/**
 * The frontend side of PostgreSQL's wire protocol, as far as passing it on needs: where one message
 * ends, which of them end a batch, and how to say an error in it.
 */

/** One message of a client, whole. `type` is empty for the messages that open a connection. */
export interface Frame {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** A COPY with the rows that the client has sent for it. */
  readonly isCopy?: boolean;
}

/** Codes that stand where a startup message has its protocol version. */
export const SSL_REQUEST = 80877103;
export const GSS_REQUEST = 80877104;
export const CANCEL_REQUEST = 80877102;

/** Larger than anything meant: a length beyond it is no PostgreSQL client. */
const LARGEST_FRAME = 1 << 30;

/** Cuts a client's bytes into messages, keeping what is incomplete. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);
  #started = false;

  /** The first message has no type byte; from now on they all have. */
  started(): void {
    this.#started = true;
  }

  /** Adds bytes and takes out one whole message, if there is one. */
  add(bytes: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
  }

  next(): Frame | undefined {
    const head = this.#started ? 1 : 0;
    if (this.#rest.length < head + 4) return undefined;
    const view = new DataView(this.#rest.buffer, this.#rest.byteOffset, this.#rest.byteLength);
    const length = head + view.getUint32(head);
    if (length > LARGEST_FRAME || length < head + 4) throw new Error("not a PostgreSQL message");
    if (this.#rest.length < length) return undefined;
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return { type: head === 1 ? String.fromCharCode(bytes[0] ?? 0) : "", bytes };
  }
}

/** The code that a connection-opening message carries. */
export function openingCode(frame: Frame): number {
  return new DataView(frame.bytes.buffer, frame.bytes.byteOffset).getUint32(4);
}

/** Whether the server is done with a client's batch after this message. */
export function endsBatch(type: string): boolean {
  return type === "Q" || type === "S" || type === "" || type === "X" || type === "F";
}

/** An ErrorResponse. */
export function errorMessage(
  severity: "ERROR" | "FATAL",
  code: string,
  message: string,
  hint?: string,
): Uint8Array {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${message}`];
  if (hint !== undefined) fields.push(`H${hint}`);
  const body = Buffer.from(`${fields.join("\0")}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A simple query. */
export function queryMessage(sql: string): Uint8Array {
  const body = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write("Q");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Whether a simple query is a COPY that will ask the client for rows. */
export function isCopyFromClient(frame: Frame): boolean {
  if (frame.type !== "Q") return false;
  const sql = Buffer.from(frame.bytes.subarray(5, -1)).toString();
  return /^(?:\s|--[^\n]*\n)*copy\b[^;]*\bfrom\s+stdin\b/i.test(sql);
}

/** CopyInResponse, text format: "send your rows". */
export const SEND_ROWS: Uint8Array = Uint8Array.of(0x47, 0, 0, 0, 7, 0, 0, 0);

/** Messages of the server without the CopyInResponse among them. */
export function withoutSendRows(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + view.getUint32(at + 1);
    if (bytes[at] !== SEND_ROWS[0]) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
