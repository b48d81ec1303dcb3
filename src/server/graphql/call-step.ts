/** A step that calls a function of `app`, and hands a refusal on as a value. */
import type pg from "pg";
import { context, type ExecutableStep, sideEffect } from "postgraphile/grafast";
import { callFunction } from "../../database/call-function.ts";
import { asPrincipal } from "../../database/principal.ts";
import { recordRefusal } from "../../database/refusals.ts";
import { type ErrorJson, SpecqlError } from "../../errors.ts";

/** What a mutation comes to: a row, list or value as JSON, or a refusal. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: ErrorJson;
}

/**
 * Plans the call. It goes through the same SQL function as `POST /rpc`, in a transaction of its own
 * under the request's settings. `names` leads from GraphQL's argument names to SQL's.
 */
export function planCall(
  pool: pg.Pool,
  functionName: string,
  names: ReadonlyMap<string, string>,
  $input: ExecutableStep,
): ExecutableStep<Outcome> {
  const $settings = context().get("pgSettings") as ExecutableStep;
  const $refuse = context().get("refuse" as never) as ExecutableStep;
  const $call = sideEffect([$settings, $refuse, $input], async ([settings, refuse, input]) => {
    const result = await outcome(pool, functionName, {
      settings: settings as Record<string, string>,
      args: renamed((input ?? {}) as Record<string, unknown>, names),
    });
    if (result.error !== undefined) (refuse as (() => void) | undefined)?.();
    return result;
  });
  return $call as ExecutableStep<Outcome>;
}

async function outcome(
  pool: pg.Pool,
  functionName: string,
  given: { settings: Record<string, string>; args: Record<string, unknown> },
): Promise<Outcome> {
  const { settings, args } = given;
  try {
    const { result } = await asPrincipal(pool, { settings }, (client) =>
      callFunction(client, functionName, args),
    );
    return { result };
  } catch (error) {
    await recordRefusal(pool, { settings }, { door: "graphql", name: functionName, args, error });
    // What the caller can mend is an answer; the rest is a failure, and masked as one.
    if (error instanceof SpecqlError && !error.code.startsWith("SG9")) {
      return { error: error.toJSON() };
    }
    throw error;
  }
}

function renamed(
  input: Record<string, unknown>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const sqlName = names.get(name);
    if (sqlName !== undefined && value !== undefined) args[sqlName] = value;
  }
  return args;
}
