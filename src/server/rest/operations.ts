/** What `openapi.json` says about `/api/schema-requests`. */
import { failures, json, ref } from "../openapi/document.ts";
import type { Schema } from "../openapi/description.ts";
import type { Operation } from "../route.ts";

const tags = ["schema requests"];
const text = { type: "string" };
const ID = {
  name: "id",
  in: "path",
  required: true,
  description: "The request's id.",
  schema: { type: "string", format: "uuid" },
};

const STATUSES =
  "draft requested changes_requested approved rejected withdrawn migrated rolled_back".split(" ");

const COLUMN: Schema = {
  type: "object",
  properties: {
    name: text,
    type: { ...text, description: "A PostgreSQL type." },
    nullable: { type: "boolean", default: true },
    primaryKey: { type: "boolean", default: false },
    unique: { type: "boolean", default: false },
    defaultValue: { ...text, description: "A literal, or a call such as now()." },
    references: {
      type: "object",
      properties: { table: text, column: text, onDelete: text, onUpdate: text },
      required: ["table", "column"],
    },
    comment: text,
  },
  required: ["name", "type"],
};

const INDEX: Schema = {
  type: "object",
  properties: {
    name: text,
    columns: { type: "array", items: text, minItems: 1 },
    unique: { type: "boolean", default: false },
    type: { type: "string", enum: ["BTREE", "GIN", "GIST", "HASH"] },
  },
  required: ["columns"],
};

const REQUEST: Schema = {
  type: "object",
  description: "A wanted table as schemaJson, or a list of changes to one as operations.",
  properties: {
    tableName: { ...text, description: "With its schema, if that is not public." },
    owner: text,
    domain: { ...text, description: "With subdomain: approval registers the table there." },
    subdomain: text,
    entity: text,
    kind: { type: "string", enum: ["create", "change"], default: "create" },
    schemaJson: {
      type: "object",
      properties: {
        tableName: text,
        columns: { type: "array", items: COLUMN, minItems: 1 },
        indexes: { type: "array", items: INDEX },
        comment: text,
      },
      required: ["columns"],
    },
    operations: { type: "array", items: { type: "object" }, minItems: 1 },
    requestMetadata: {
      type: "object",
      properties: {
        requestedBy: { ...text, description: "Counts only where no token says who acts." },
        requestedByUsername: text,
        justification: text,
        relatedIssue: text,
        featureId: text,
        requestedAt: {},
      },
      required: ["justification"],
    },
  },
  required: ["tableName", "requestMetadata"],
};

const whole = {
  allOf: [ref("SchemaRequest"), { $ref: "#/components/schemas/SchemaRequestParts" }],
};

/** POST /api/schema-requests */
export const submit: Operation = {
  operationId: "submitSchemaRequest",
  summary: "Ask for a table, or for a change to one",
  tags,
  requestBody: { required: true, ...json("The request", REQUEST) },
  responses: {
    201: json("It is requested, and waits for its review", {
      type: "object",
      properties: {
        success: { type: "boolean", const: true },
        registryId: { type: "string", format: "uuid" },
        violations: { type: "array", items: ref("Violation") },
        migrationPreview: ref("Migration"),
      },
      required: ["success", "registryId", "migrationPreview"],
      additionalProperties: false,
    }),
    ...failures("RestError", 400, 404, 409, 413, 415, 422),
  },
};

/** GET /api/schema-requests */
export const list: Operation = {
  operationId: "listSchemaRequests",
  summary: "List requests, newest first",
  tags,
  parameters: [
    { name: "status", in: "query", schema: { type: "string", enum: STATUSES } },
    {
      name: "limit",
      in: "query",
      schema: { type: "integer", minimum: 1, maximum: 1000, default: 50 },
    },
    { name: "offset", in: "query", schema: { type: "integer", minimum: 0, default: 0 } },
  ],
  responses: {
    200: json("A page of them", {
      type: "object",
      properties: {
        requests: { type: "array", items: ref("SchemaRequest") },
        total: { type: "integer" },
        limit: { type: "integer" },
        offset: { type: "integer" },
      },
      required: ["requests", "total", "limit", "offset"],
      additionalProperties: false,
    }),
    ...failures("RestError", 400),
  },
};

/** GET /api/schema-requests/{id} */
export const show: Operation = {
  operationId: "showSchemaRequest",
  summary: "Show one request, its reviews and what it still needs",
  tags,
  parameters: [ID],
  responses: { 200: json("The request", whole), ...failures("RestError", 404) },
};

/** PATCH /api/schema-requests/{id} */
export const decide: Operation = {
  operationId: "decideSchemaRequest",
  summary: "Approve, reject, ask for changes, or withdraw",
  tags,
  parameters: [ID],
  requestBody: {
    required: true,
    ...json("The decision", {
      type: "object",
      properties: {
        status: { enum: ["approved", "rejected", "changes_requested", "withdrawn"] },
        comment: text,
        performedBy: { ...text, description: "Counts only where no token says who acts." },
        expectedHash: { ...text, description: "The contentHash that was read." },
      },
      required: ["status"],
    }),
  },
  responses: {
    200: json("What became of it: requested still, where more approvals are needed", {
      allOf: [
        whole,
        { type: "object", properties: { success: { const: true } }, required: ["success"] },
      ],
    }),
    ...failures("RestError", 400, 404, 409, 413, 415, 422),
  },
};

/** GET /api/schema-requests/{id}/migration */
export const migration: Operation = {
  operationId: "showSchemaRequestMigration",
  summary: "The migration that the request means",
  tags,
  parameters: [ID],
  responses: { 200: json("Up and down", ref("Migration")), ...failures("RestError", 404, 422) },
};

/** GET /api/schema-requests/{id}/audit */
export const audit: Operation = {
  operationId: "showSchemaRequestAudit",
  summary: "Every step of the request, oldest first",
  tags,
  parameters: [ID],
  responses: {
    200: json("The steps", {
      type: "object",
      properties: {
        tableName: text,
        auditHistory: { type: "array", items: ref("SchemaRequestEvent") },
      },
      required: ["tableName", "auditHistory"],
      additionalProperties: false,
    }),
    ...failures("RestError", 404),
  },
};
