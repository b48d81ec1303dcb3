/** The library: `import { openStore } from "specql"`. docs/library.md describes it. */
export { openStore, type OpenStoreOptions } from "./open.ts";
export type { ListOptions, Store, StoredRow } from "./store.ts";
export type * from "./types.ts";
export { SpecqlError, type ErrorJson } from "../errors.ts";
