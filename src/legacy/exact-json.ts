/** JSON whose numbers keep their digits, by the language's own parser. */
import type { Json } from "./document.ts";
import { verbatim } from "./json-reader.ts";

/** JSON text with numbers as they were written. */
export function exactJson(text: string): Json {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value !== "number") return value;
    const source = context?.source;
    return source === undefined || source === String(value) ? value : verbatim(source);
  }) as Json;
}
