/** `/api/schema-requests`: asking for tables, deciding, and looking up, over plain HTTP. */
import type { IncomingMessage } from "node:http";
import type pg from "pg";
import { named } from "../../database/principal.ts";
import { SpecqlError } from "../../errors.ts";
import { parsedJson, readBody, sendJson } from "../http.ts";
import type { Route, Visit } from "../route.ts";
import { camelRow, camelViolations, type Row, sendRestError, weighty } from "./answers.ts";
import * as says from "./operations.ts";
import { type Call, inTransaction } from "./transaction.ts";

/** A request is a table's shape in words; a megabyte of it is not one. */
const BODY_LIMIT = 2 * 1024 * 1024;

const LIST = "/api/schema-requests";
const ONE = `${LIST}/{id}`;

/** The routes. */
export function schemaRequestRoutes(pool: pg.Pool): Route[] {
  const route = (
    method: Route["method"],
    path: string,
    operation: Route["operations"],
    answer: (visit: Visit) => Promise<readonly [status: number, body: unknown]>,
  ): Route => ({
    method,
    path,
    operations: operation,
    sendError: (response, error) =>
      // Here a broken rule is wrong input like any other.
      error.code === "SG500" && method === "POST"
        ? sendRestError(response, error, 400)
        : sendRestError(response, error),
    async handle(visit) {
      sendJson(visit.response, ...(await answer(visit)));
    },
  });
  return [
    route(
      "POST",
      LIST,
      () => ({ [LIST]: says.submit }),
      (visit) => submit(pool, visit),
    ),
    route(
      "GET",
      LIST,
      () => ({ [LIST]: says.list }),
      (visit) => list(pool, visit),
    ),
    route(
      "GET",
      ONE,
      () => ({ [ONE]: says.show }),
      (visit) => show(pool, visit),
    ),
    route(
      "PATCH",
      ONE,
      () => ({ [ONE]: says.decide }),
      (visit) => decide(pool, visit),
    ),
    route(
      "GET",
      `${ONE}/migration`,
      () => ({ [`${ONE}/migration`]: says.migration }),
      (visit) => migration(pool, visit),
    ),
    route(
      "GET",
      `${ONE}/audit`,
      () => ({ [`${ONE}/audit`]: says.audit }),
      (visit) => audit(pool, visit),
    ),
  ];
}

type Reply = readonly [status: number, body: unknown];

async function submit(pool: pg.Pool, { request, principal }: Visit): Promise<Reply> {
  const body = await objectIn(request);
  const metadata = (body["requestMetadata"] ?? body["request_metadata"]) as Row | undefined;
  const actor = named(principal, metadata?.["requestedBy"] ?? metadata?.["requested_by"]);
  return inTransaction(pool, actor, async (call) => {
    const made = (await call("submit_schema_request", { request: body })) as Row;
    const migrationPreview = await preview(call, made["id"]);
    const violations = weighty(camelViolations(made["violations"]));
    const found = violations.length > 0 && { violations };
    return [201, { success: true, registryId: made["id"], ...found, migrationPreview }];
  });
}

async function list(pool: pg.Pool, { query, principal }: Visit): Promise<Reply> {
  const status = query.get("status");
  const args = {
    ...(status !== null && { status }),
    ...wholeNumber(query, "limit"),
    ...wholeNumber(query, "offset"),
  };
  return inTransaction(pool, principal, async (call) => {
    const page = (await call("schema_request_page", args)) as Row;
    return [200, { ...page, requests: (page["requests"] as Row[]).map(camelRow) }];
  });
}

async function show(pool: pg.Pool, visit: Visit): Promise<Reply> {
  const args = { request_id: idOf(visit) };
  return inTransaction(pool, visit.principal, async (call) => [
    200,
    await whole(call, (await call("find_schema_request", args)) as Row),
  ]);
}

/** The decisions that a status stands for. */
const DECISIONS: Readonly<Record<string, string>> = {
  approved: "approve",
  rejected: "reject",
  changes_requested: "request_changes",
};

async function decide(pool: pg.Pool, visit: Visit): Promise<Reply> {
  const request_id = idOf(visit);
  const body = await objectIn(visit.request);
  const actor = named(visit.principal, textIn(body, "performedBy"));
  const status = textIn(body, "status");
  const comment = textIn(body, "comment");
  const hash = textIn(body, "expectedHash");
  const args = { request_id, ...(comment !== undefined && { comment }) };
  return inTransaction(pool, actor, async (call) => {
    let row: unknown;
    if (status === "withdrawn") {
      row = await call("withdraw_schema_request", args);
    } else {
      const decision = DECISIONS[status ?? ""];
      if (decision === undefined) {
        throw new SpecqlError(status === undefined ? "SG102" : "SG112", "status is no decision", {
          hint: `Give ${Object.keys(DECISIONS).join(", ")} or withdrawn.`,
          field: "status",
        });
      }
      row = await call("review_schema_request", {
        ...args,
        decision,
        ...(hash !== undefined && { expected_hash: hash }),
      });
    }
    return [200, { success: true, ...(await whole(call, row as Row)) }];
  });
}

async function migration(pool: pg.Pool, visit: Visit): Promise<Reply> {
  const id = idOf(visit);
  return inTransaction(pool, visit.principal, async (call) => {
    await call("find_schema_request", { request_id: id });
    return [200, await preview(call, id)];
  });
}

async function audit(pool: pg.Pool, visit: Visit): Promise<Reply> {
  const args = { request_id: idOf(visit) };
  return inTransaction(pool, visit.principal, async (call) => {
    const row = (await call("find_schema_request", args)) as Row;
    const events = (await call("schema_request_history", args)) as Row[];
    return [200, { tableName: row["table_name"], auditHistory: events.map(camelRow) }];
  });
}

/** A request with its reviews, and what it still needs. */
async function whole(call: Call, row: Row): Promise<Record<string, unknown>> {
  const request_id = row["id"];
  const reviews = (await call("list_rows", {
    view_name: "schema_request_reviews",
    filter: { request_id },
    limit: 1000,
  })) as Row[];
  const approvals = await call("approval_status", { request_id });
  return { ...camelRow(row), reviews: reviews.map(camelRow), approvals };
}

async function preview(call: Call, id: unknown): Promise<Record<string, unknown>> {
  const [row = {}] = (await call("preview_migration", { request_id: id })) as Row[];
  return { fileName: row["file_name"], upSql: row["up_sql"], downSql: row["down_sql"] };
}

async function objectIn(request: IncomingMessage): Promise<Row> {
  const body = parsedJson(request, await readBody(request, BODY_LIMIT));
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Row;
  throw new SpecqlError("SG112", "the body must be a JSON object", { field: "body" });
}

function textIn(body: Row, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  throw new SpecqlError("SG112", `${name} must be a text`, { field: name });
}

function wholeNumber(query: URLSearchParams, name: string): Row {
  const given = query.get(name);
  if (given === null) return {};
  if (/^-?\d{1,9}$/.test(given)) return { [name]: Number(given) };
  throw new SpecqlError("SG101", `${name} must be a whole number`, {
    detail: `It is '${given.slice(0, 40)}'.`,
    field: name,
  });
}

function idOf({ parameters }: Visit): string {
  const id = parameters["id"] ?? "";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  throw new SpecqlError("SG270", "there is no such schema request", {
    detail: `'${id.slice(0, 63)}' is no id.`,
    hint: `GET ${LIST} lists them.`,
    field: "id",
  });
}
