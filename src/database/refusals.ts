/**
 * Who was told no. A refusal rolls its transaction back and everything in it, so what was refused is
 * written down in another one, as the same principal.
 */
import type pg from "pg";
import { SpecqlError } from "../errors.ts";
import { callFunction } from "./call-function.ts";
import { asPrincipal, type Principal } from "./principal.ts";

/** A call that came to nothing. */
export interface Refused {
  readonly door: "graphql" | "rest" | "rpc" | "sql";
  /** The function of `app` that was called. */
  readonly name: string;
  readonly args: unknown;
  readonly error: unknown;
}

/** What is not allowed, and steps that the workflow does not have: no mere slips of the pen. */
const WORTH_RECORDING = /^SG(4[0-7]|37[0345])/;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Writes a refusal down, if it is one. A login without any writing role cannot; then the database's
 * own log has the refused statement, and nothing else does.
 */
export async function recordRefusal(
  pool: pg.Pool,
  principal: Principal,
  { door, name, args, error }: Refused,
): Promise<void> {
  if (!(error instanceof SpecqlError) || !WORTH_RECORDING.test(error.code)) return;
  const asked = principal.role ?? principal.settings["role"];
  const requestId = (args as { request_id?: unknown } | null | undefined)?.request_id;
  try {
    await asPrincipal(pool, writing(principal, asked), (client) =>
      callFunction(client, "record_refusal", {
        function_name: name,
        error_code: error.code,
        message: error.message,
        door,
        ...(error.field !== undefined && { field: error.field }),
        ...(typeof requestId === "string" && UUID.test(requestId) && { request_id: requestId }),
        ...(asked !== undefined && { asked_as: asked }),
      }),
    );
  } catch (failure) {
    // While PostgreSQL is gone there is nowhere to write it down either.
    if (!(failure instanceof SpecqlError) || !["SG401", "SG921"].includes(failure.code)) {
      throw failure;
    }
  }
}

/** A reader may not write, not even this: somebody who may does it in the reader's name. */
function writing(principal: Principal, role: string | undefined): Principal {
  if (role !== "specql_reader") return principal;
  const { role: _none, ...settings } = principal.settings;
  return { role: "specql_author", settings };
}
