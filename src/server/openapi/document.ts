/** `openapi.json`: made of the routes that are served and of what the database says of itself. */
import { version } from "../../cli/version.ts";
import type { Route } from "../route.ts";
import type { Schema } from "./description.ts";
import { camelCase, type Description, schemaOfFields } from "./description.ts";

/** Writes the document. */
export function openApiDocument(routes: readonly Route[], description: Description): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    for (const [path, operation] of Object.entries(route.operations(description))) {
      const described = route.open === true ? { ...operation, security: [] } : operation;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: described };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "SpecQL",
      version: version(),
      description: "A schema registry and governance system inside PostgreSQL.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "HS256, with the claims sub and role. Needed where the server has a secret.",
        },
      },
      schemas: { ...viewSchemas(description), ...restSchemas(description), ...SHARED },
    },
  };
}

/** A reference to one of the document's schemas. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A JSON body. */
export function json(description: string, schema: Schema): Schema {
  return { description, content: { "application/json": { schema } } };
}

/** The answers that any route may give, by the name of their body's schema. */
export function failures(schema: string, ...statuses: readonly number[]): Record<string, Schema> {
  return Object.fromEntries(
    [...statuses, 401, 403, 500, 503].map((status) => [
      String(status),
      json(REASONS[status] ?? "Refused", ref(schema)),
    ]),
  );
}

const REASONS: Readonly<Record<number, string>> = {
  400: "The input is wrong",
  401: "A token is needed, or is not valid",
  403: "Not allowed",
  404: "Not found",
  409: "Taken, full, or changed meanwhile",
  413: "The request is too large",
  415: "The body is no JSON",
  422: "A rule of the policy is broken",
  500: "A bug",
  503: "The database cannot be reached",
};

function viewSchemas(description: Description): Record<string, Schema> {
  return Object.fromEntries(
    description.views.map((view) => [
      view.name,
      {
        ...schemaOfFields(view.columns, { alwaysThere: true }),
        description: view.description,
      },
    ]),
  );
}

/** The rows that REST gives, in camel case. */
function restSchemas(description: Description): Record<string, Schema> {
  const rows: Readonly<Record<string, string>> = {
    SchemaRequest: "schema_requests",
    SchemaRequestReview: "schema_request_reviews",
    SchemaRequestEvent: "schema_request_events",
  };
  return Object.fromEntries(
    Object.entries(rows).map(([name, view]) => {
      const columns = description.views.find((one) => one.name === view)?.columns ?? [];
      const schema = schemaOfFields(columns, { nameOf: camelCase, alwaysThere: true });
      // It is shown together with other parts, so that others must be allowed.
      return [name, { ...schema, additionalProperties: true }];
    }),
  );
}

const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };

const SHARED: Readonly<Record<string, Schema>> = {
  Error: {
    type: "object",
    description: "Why something was refused; docs/errors.md lists the codes.",
    properties: {
      error: {
        type: "object",
        properties: {
          code: { type: "string", pattern: "^SG[0-9]{3}$" },
          message: text,
          detail: text,
          hint: text,
          field: text,
        },
        required: ["code", "message"],
        additionalProperties: false,
      },
    },
    required: ["error"],
  },
  RestError: {
    type: "object",
    description: "Why something was refused: with details, or with the rules that it breaks.",
    properties: {
      error: text,
      code: { type: "string", pattern: "^SG[0-9]{3}$" },
      details: {
        type: "array",
        items: {
          type: "object",
          properties: { path: textOrNull, message: text, detail: text, hint: text },
          required: ["path", "message"],
          additionalProperties: false,
        },
      },
      violations: { type: "array", items: ref("Violation") },
    },
    required: ["error", "code"],
    additionalProperties: false,
  },
  Violation: {
    type: "object",
    properties: {
      ruleId: text,
      severity: { type: "string", enum: ["error", "warning", "info"] },
      path: textOrNull,
      message: text,
      suggestion: textOrNull,
      waived: textOrNull,
    },
    required: ["severity", "message"],
    additionalProperties: false,
  },
  SchemaRequestParts: {
    type: "object",
    description: "What is shown beside a request.",
    properties: {
      reviews: { type: "array", items: ref("SchemaRequestReview") },
      approvals: {
        type: "object",
        properties: {
          count: { type: "integer" },
          given: { type: "array", items: text },
          sufficient: { type: "boolean" },
        },
        required: ["count", "given", "sufficient"],
      },
    },
    required: ["reviews", "approvals"],
  },
  Migration: {
    type: "object",
    properties: { fileName: text, upSql: text, downSql: textOrNull },
    required: ["fileName", "upSql", "downSql"],
    additionalProperties: false,
  },
};
