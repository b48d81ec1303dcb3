import type pg from "pg";

/** What a function of `app` gave back, and of which kind that is. */
export interface CallResult {
  readonly kind: "row" | "rows" | "value" | "void";
  readonly result: unknown;
}

/** Calls a function of `app` by its name and its arguments' names: the one way there is. */
export function callFunction(
  client: pg.ClientBase,
  name: string,
  args: unknown = {},
): Promise<CallResult> {
  return callFunctionWith(client, name, JSON.stringify(args));
}

/** As callFunction(), with the arguments as the JSON text that somebody sent. */
export async function callFunctionWith(
  client: pg.ClientBase,
  name: string,
  args: string,
): Promise<CallResult> {
  const { rows } = await client.query<{ answer: CallResult }>(
    "select common.call_function($1, $2::jsonb) as answer",
    [name, args],
  );
  return rows[0]!.answer;
}
