/** The legacy file of each store: read row by row, and written back. */
export { fingerprint } from "./fingerprint.ts";
export { fileError, openLegacyFile, storeNamed } from "./open.ts";
export {
  FORMATS,
  STORES,
  edgeKey,
  packageKey,
  type FileFormat,
  type LegacyFile,
  type LegacyRow,
  type RowChange,
  type StoreName,
} from "./types.ts";
export { writeLegacyRows, writeWholeFile, type WholeRow, type WriteOptions } from "./write.ts";
