/**
 * The rows of a table of a legacy file as hashes: 48 bytes a row, whatever the rows hold. Summed up
 * in buckets as `app.begin_consistency_run()` does it, so that only what differs has to be read again.
 */
import { createHash, hash } from "node:crypto";
import { canonicalText } from "../legacy/canonical.ts";
import type { Json } from "../legacy/document.ts";

/** Bytes of a key's hash that are kept: enough for no two keys ever to meet. */
export const KEY_BYTES = 16;
const ROW_BYTES = 32;
const RECORD = KEY_BYTES + ROW_BYTES;
const BLOCK = 65_536;

/** Rows of which one checksum of the order is made. */
export const CHUNK = 4096;

/** The beginning of the hash by which a key is known. */
export function keyHash(key: string): Buffer {
  return hash("sha256", key, "buffer").subarray(0, KEY_BYTES);
}

/** Rows of one table, in the order in which they were added. */
export class RowIndex {
  readonly #blocks: Buffer[] = [];
  #count = 0;
  #sorted: Uint32Array = new Uint32Array(0);
  /** By row: 1 where an earlier row has the same key. */
  #again: Uint8Array = new Uint8Array(0);
  /** Places in `#sorted` at which each value of the first two bytes begins. */
  #starts: Uint32Array = new Uint32Array(0);
  #duplicates = 0;

  /** How many rows were added. */
  get count(): number {
    return this.#count;
  }

  /** How many of them have the key of an earlier one. */
  get duplicates(): number {
    return this.#duplicates;
  }

  add(key: string, content: Json): void {
    const slot = this.#count % BLOCK;
    if (slot === 0) this.#blocks.push(Buffer.allocUnsafe(BLOCK * RECORD));
    const block = this.#blocks.at(-1);
    const text = `${key}\n${canonicalText(content)}`;
    block?.set(keyHash(key), slot * RECORD);
    block?.set(hash("sha256", text, "buffer"), slot * RECORD + KEY_BYTES);
    this.#count += 1;
  }

  /** After the last row: sorts them by key, and finds the keys that stand twice. */
  finish(): void {
    const sorted = this.#byTwoBytes();
    for (let prefix = 0; prefix < 65_536; prefix += 1) {
      const group = sorted.subarray(this.#starts[prefix], this.#starts[prefix + 1]);
      if (group.length > 1) group.sort((a, b) => this.#compareKeys(a, b) || a - b);
    }
    this.#sorted = sorted;
    this.#again = new Uint8Array(this.#count);
    for (let place = 1; place < sorted.length; place += 1) {
      const row = sorted[place] ?? 0;
      if (this.#compareKeys(sorted[place - 1] ?? 0, row) === 0) {
        this.#again[row] = 1;
        this.#duplicates += 1;
      }
    }
  }

  #byTwoBytes(): Uint32Array {
    const starts = new Uint32Array(65_537);
    for (let row = 0; row < this.#count; row += 1) starts[this.#prefix(row) + 1]! += 1;
    for (let prefix = 0; prefix < 65_536; prefix += 1) starts[prefix + 1]! += starts[prefix]!;
    const next = starts.slice();
    const sorted = new Uint32Array(this.#count);
    for (let row = 0; row < this.#count; row += 1) sorted[next[this.#prefix(row)]!++] = row;
    this.#starts = starts;
    return sorted;
  }

  /** Whether an earlier row has the key of this one. */
  isDuplicate(row: number): boolean {
    return this.#again[row] === 1;
  }

  keyOf(row: number): Buffer {
    const at = (row % BLOCK) * RECORD;
    return this.#blockOf(row).subarray(at, at + KEY_BYTES);
  }

  hashOf(row: number): Buffer {
    const at = (row % BLOCK) * RECORD + KEY_BYTES;
    return this.#blockOf(row).subarray(at, at + ROW_BYTES);
  }

  /** The first row with this key. */
  find(key: Buffer): number | undefined {
    const prefix = key.readUInt16BE(0);
    let low = this.#starts[prefix] ?? 0;
    let high = this.#starts[prefix + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.keyOf(this.#sorted[middle] ?? 0).compare(key);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    const row = this.#sorted[low];
    return row !== undefined && this.keyOf(row).equals(key) ? row : undefined;
  }

  /** Rows and checksum of each bucket that is not empty. A key that stands twice counts once. */
  buckets(digits: number): Map<string, readonly [rows: number, checksum: string]> {
    const found = new Map<string, readonly [number, string]>();
    let bucket: string | undefined;
    let rows = 0;
    let sum = createHash("sha256");
    const end = (): void => {
      if (bucket !== undefined) found.set(bucket, [rows, sum.digest("hex")]);
      rows = 0;
      sum = createHash("sha256");
    };
    for (const row of this.#sorted) {
      if (this.isDuplicate(row)) continue;
      const own = this.#digitsOf(row, digits);
      if (own !== bucket) {
        end();
        bucket = own;
      }
      rows += 1;
      sum.update(this.hashOf(row));
    }
    end();
    return found;
  }

  /** The rows of a bucket, without those whose key an earlier one has. */
  *inBucket(bucket: string): Iterable<number> {
    const low = Number.parseInt(bucket.padEnd(4, "0"), 16);
    const high = Number.parseInt(bucket.padEnd(4, "f"), 16) + 1;
    for (const row of this.#sorted.subarray(this.#starts[low], this.#starts[high])) {
      if (!this.isDuplicate(row)) yield row;
    }
  }

  /** The rows in the order of the file, without duplicates and those that `leftOut` has. */
  order(leftOut: ReadonlySet<number> = new Set()): Uint32Array {
    const rows = new Uint32Array(this.#count - this.#duplicates - leftOut.size);
    let place = 0;
    for (let row = 0; row < this.#count; row += 1) {
      if (!this.isDuplicate(row) && !leftOut.has(row)) rows[place++] = row;
    }
    return rows;
  }

  /** The checksums of such an order, one for each chunk. */
  orderChecksums(order: Uint32Array): string[] {
    const sums: string[] = [];
    for (let start = 0; start < order.length; start += CHUNK) {
      const sum = createHash("sha256");
      for (const row of order.subarray(start, start + CHUNK)) sum.update(this.keyOf(row));
      sums.push(sum.digest("hex"));
    }
    return sums;
  }

  #blockOf(row: number): Buffer {
    const block = this.#blocks[Math.floor(row / BLOCK)];
    if (block === undefined || row >= this.#count) throw new RangeError(`there is no row ${row}`);
    return block;
  }

  #prefix(row: number): number {
    return this.#blockOf(row).readUInt16BE((row % BLOCK) * RECORD);
  }

  #digitsOf(row: number, digits: number): string {
    return this.#prefix(row).toString(16).padStart(4, "0").slice(0, digits);
  }

  #compareKeys(a: number, b: number): number {
    const one = this.#blockOf(a);
    const other = this.#blockOf(b);
    const from = (a % BLOCK) * RECORD;
    const to = (b % BLOCK) * RECORD;
    const difference = one.readUInt32BE(from + 2) - other.readUInt32BE(to + 2);
    if (difference !== 0) return difference;
    return one.compare(other, to, to + KEY_BYTES, from, from + KEY_BYTES);
  }
}
