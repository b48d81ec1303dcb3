/** Keys that are written in two ways: the same row, or the same key twice. */
import { skeleton } from "./likeness.ts";

/** The form in which keys of one row are equal, however they are written. */
export function pairKey(store: string, table: string, key: string): string {
  const form = skeleton(key);
  if (store !== "registry" || table === "document") return form;
  const parts = form.split(".");
  // domains.2.subdomains.03: one digit is meant.
  if (parts[2] === "subdomains" && parts[3] !== undefined) {
    parts[3] = parts[3].replace(/^0(?=.)/, "");
  }
  return parts.join(".");
}

/** Another way to write the key, where one place may be named by two keys. */
export function otherSpelling(store: string, table: string, key: string): string | undefined {
  if (store !== "registry" || table === "document") return undefined;
  const parts = key.split(".");
  const digit = parts[3];
  if (parts[2] !== "subdomains" || digit === undefined) return undefined;
  if (/^0.$/.test(digit)) parts[3] = digit.slice(1);
  else if (/^.$/.test(digit)) parts[3] = `0${digit}`;
  else return undefined;
  return parts.join(".");
}

/** The keys that only one side has, matched with those that only the other has. */
export function pairsOf<T>(
  store: string,
  table: string,
  own: Iterable<string>,
  others: Iterable<readonly [key: string, value: T]>,
): Map<T, string> {
  const waiting = new Map<string, string>();
  for (const key of own) waiting.set(pairKey(store, table, key), key);
  const pairs = new Map<T, string>();
  for (const [key, value] of others) {
    const form = pairKey(store, table, key);
    const twin = waiting.get(form);
    if (twin === undefined) continue;
    waiting.delete(form);
    pairs.set(value, twin);
  }
  return pairs;
}
