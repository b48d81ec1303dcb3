/** The shapes of REST: camel case, and errors with details or violations. */
import type { ServerResponse } from "node:http";
import { type SpecqlError, type Violation, violationsOf } from "../../errors.ts";
import { sendJson, statusOf } from "../http.ts";
import { camelCase } from "../openapi/description.ts";

export type Row = Readonly<Record<string, unknown>>;

/** A row with its own keys in camel case; what JSON it holds stays as it is. */
export function camelRow(row: Row): Record<string, unknown> {
  const result = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [camelCase(name), value]),
  );
  // The list of violations is ours, unlike the documents of users.
  if (Array.isArray(result["violations"]))
    result["violations"] = camelViolations(row["violations"]);
  return result;
}

/** A list of violations in camel case. */
export function camelViolations(list: unknown): Record<string, unknown>[] {
  return (list as readonly Violation[]).map((violation) =>
    Object.fromEntries(Object.entries(violation).map(([key, value]) => [camelCase(key), value])),
  );
}

/** Errors and warnings: what whoever asked has to answer. The rest stands with the request. */
export function weighty(violations: readonly Row[]): readonly Row[] {
  return violations.filter((violation) => violation["severity"] !== "info");
}

/** Sends `{error, details}`, or `{error, violations}` where the policy refused. */
export function sendRestError(
  response: ServerResponse,
  error: SpecqlError,
  status: number = statusOf(error),
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const violations = violationsOf(error);
  const headers: Record<string, string> = {};
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="specql"';
  if (status === 413) headers["connection"] = "close";
  const { code, message, detail, hint, field } = error.toJSON();
  const body =
    violations === undefined
      ? {
          error: message,
          code,
          details: [
            {
              path: field ?? null,
              message,
              ...(detail !== undefined && { detail }),
              ...(hint !== undefined && { hint }),
            },
          ],
        }
      : { error: message, code, violations: weighty(camelViolations(violations)) };
  sendJson(response, status, body, headers);
}
