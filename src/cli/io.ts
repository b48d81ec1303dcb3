import type { Environment } from "../config.ts";

/** Where a command reads and writes; handed down so that nothing else touches the process. */
export interface Io {
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input; read when a command is told to. */
  readonly stdin?: () => Promise<Uint8Array>;
  /** Somebody sits in front of stderr: progress may be drawn there. */
  readonly isTTY: boolean;
  /** Resolves when the program is asked to stop. */
  readonly stopped?: Promise<unknown>;
}

/** As much of a stream as a command needs. */
export interface Output {
  write(text: string): unknown;
}

/** The options that every command has. */
export interface GlobalOptions {
  json?: boolean;
  database?: string;
}
