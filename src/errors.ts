import { randomUUID } from "node:crypto";

/** What a SpecqlError may carry besides its code and message. */
export interface SpecqlErrorParts {
  detail?: string | undefined;
  hint?: string | undefined;
  field?: string | undefined;
  id?: string | undefined;
  cause?: unknown;
}

/** The shape in which an error travels: over HTTP, in GraphQL extensions, in `--json` output. */
export interface ErrorJson {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
  field?: string;
}

/**
 * The one error that people see: a code of `docs/errors.md`, a short message, a fact, what to do,
 * and the field it is about. Whatever caused it stays in `cause` and is shown to nobody but a log.
 */
export class SpecqlError extends Error {
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly field?: string;
  /** Of an internal error: what ties the answer to the line in the log. */
  readonly id?: string;

  constructor(code: string, message: string, parts: SpecqlErrorParts = {}) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "SpecqlError";
    this.code = code;
    if (parts.detail !== undefined) this.detail = parts.detail;
    if (parts.hint !== undefined) this.hint = parts.hint;
    if (parts.field !== undefined) this.field = parts.field;
    if (parts.id !== undefined) this.id = parts.id;
  }

  toJSON(): ErrorJson {
    return {
      code: this.code,
      message: this.message,
      ...(this.detail !== undefined && { detail: this.detail }),
      ...(this.hint !== undefined && { hint: this.hint }),
      ...(this.field !== undefined && { field: this.field }),
    };
  }
}

/** Exit status and HTTP status of each class of codes, first match wins. */
const STATUS: readonly (readonly [prefix: string, exit: number, http: number])[] = [
  ["SG1", 1, 400],
  ["SG2", 2, 404],
  ["SG3", 3, 409],
  ["SG4", 4, 403],
  ["SG5", 5, 422],
  ["SG96", 64, 400],
  ["SG999", 70, 500],
  ["SG9", 69, 503],
];

/** The exit status of the command line for this error. */
export function exitCode(error: SpecqlError): number {
  return STATUS.find(([prefix]) => error.code.startsWith(prefix))?.[1] ?? 70;
}

/** The HTTP status for this error. */
export function httpStatus(error: SpecqlError): number {
  return STATUS.find(([prefix]) => error.code.startsWith(prefix))?.[2] ?? 500;
}

/** Node's names for "nobody answers there". */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
]);

/** What pg says, without any code, when a connection breaks or never comes about. */
const BROKEN_CONNECTION =
  /^(connection terminated|timeout expired|timeout exceeded when trying to connect|client has encountered a connection error|the server does not support ssl|client was closed|cannot use a pool after)/i;

/** The properties of a pg DatabaseError (or PGlite's, which is none by `instanceof`). */
interface ServerError {
  code?: unknown;
  message?: unknown;
  detail?: unknown;
  hint?: unknown;
  column?: unknown;
  constraint?: unknown;
  syscall?: unknown;
  cause?: unknown;
}

/** Longest text passed on: a message that quotes a megabyte of input helps nobody. */
const LONGEST_TEXT = 2000;

/** Longest list of violations passed on; it is JSON, and cut it would be none. */
const LONGEST_LIST = 1_000_000;

function text(value: unknown, longest: number = LONGEST_TEXT): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}

/** What breaks a rule of the policy, and how. */
export interface Violation {
  readonly rule_id: string;
  readonly severity: "error" | "warning" | "info";
  readonly path?: string | null;
  readonly message: string;
  readonly suggestion?: string | null;
}

/** The violations that a refusal by the policy (SG500) lists in its detail. */
export function violationsOf(error: SpecqlError): readonly Violation[] | undefined {
  if (error.code !== "SG500" || error.detail === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(error.detail);
    return Array.isArray(list) ? (list as Violation[]) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The one translation from what went wrong below to what people are told. A SpecqlError passes
 * unchanged. `constraintComment` is the comment of the violated constraint, if it was looked up.
 */
export function fromServer(error: unknown, constraintComment?: string | null): SpecqlError {
  if (error instanceof SpecqlError) return error;
  const given = (typeof error === "object" && error !== null ? error : {}) as ServerError;
  const code = typeof given.code === "string" ? given.code : "";
  if (isUnreachable(given, code)) return unreachable(error);
  if (/^[0-9A-Z]{5}$/.test(code))
    return fromState(code, given, constraintComment) ?? internal(error);
  return internal(error);
}

function isUnreachable(given: ServerError, code: string): boolean {
  if (UNREACHABLE.has(code)) return true;
  if (code === "ENOENT" || code === "EACCES") return given.syscall === "connect";
  if (code === "" && BROKEN_CONNECTION.test(text(given.message) ?? "")) return true;
  // fetch() hides the reason one level down.
  const inner = given.cause;
  if (!code && given.message === "fetch failed" && typeof inner === "object" && inner !== null) {
    return true;
  }
  return false;
}

function unreachable(cause: unknown): SpecqlError {
  return new SpecqlError("SG900", "the database cannot be reached", {
    hint: "Check that it runs, and the host and port of DATABASE_URL.",
    cause,
  });
}

function internal(cause: unknown): SpecqlError {
  const id = randomUUID().slice(0, 8);
  return new SpecqlError("SG999", "internal error", { detail: `Error id ${id}.`, id, cause });
}

/** By SQLSTATE; undefined for a state that only a bug of ours can cause. */
function fromState(
  state: string,
  given: ServerError,
  constraintComment: string | null | undefined,
): SpecqlError | undefined {
  const message = text(given.message) ?? "no message";
  const field = text(given.column);
  if (/^SG\d{3}$/.test(state)) {
    return new SpecqlError(state, message, {
      detail: text(given.detail, state === "SG500" ? LONGEST_LIST : LONGEST_TEXT),
      hint: text(given.hint),
      field,
      cause: given,
    });
  }
  switch (state.slice(0, 2)) {
    case "23":
      return new SpecqlError("SG100", text(constraintComment) ?? message, {
        // The other details quote the whole row.
        detail: state === "23503" || state === "23505" ? text(given.detail) : undefined,
        field,
        cause: given,
      });
    case "22":
    case "54":
      return new SpecqlError("SG101", message, { field, cause: given });
    case "08":
      return unreachable(given);
    case "28":
      return new SpecqlError("SG410", "the database refused the login", {
        hint: "Check the user and the password of DATABASE_URL.",
        cause: given,
      });
    case "53":
      return new SpecqlError("SG901", "the database is out of resources", {
        detail: message,
        hint: "Wait and try again, or give it more room.",
        cause: given,
      });
  }
  switch (state) {
    case "42501":
      return new SpecqlError("SG401", message, {
        hint: "Ask for a role that may do this.",
        cause: given,
      });
    case "40001":
    case "40P01":
    case "55P03":
      return new SpecqlError("SG390", "somebody else was changing the same thing", {
        hint: "Try again.",
        cause: given,
      });
    case "57014":
      return new SpecqlError("SG391", "the statement was cancelled", {
        hint: "It ran into a time limit, or somebody stopped it.",
        cause: given,
      });
    case "25006":
      return new SpecqlError("SG392", "this database is read only", {
        hint: "Write to the primary, not to a replica.",
        cause: given,
      });
    case "3D000":
      return new SpecqlError("SG290", message, {
        hint: "Create it, or correct the database name in DATABASE_URL.",
        cause: given,
      });
    case "57P01":
    case "57P02":
    case "57P03":
    case "57P05":
      return unreachable(given);
  }
  return undefined;
}
