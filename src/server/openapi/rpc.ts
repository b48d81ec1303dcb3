/** What `openapi.json` says about `POST /rpc/<function>`: one path for each function of `app`. */
import type { Operation } from "../route.ts";
import type { Schema } from "./description.ts";
import {
  type DescribedFunction,
  type Description,
  schemaOfFields,
  schemaOfType,
} from "./description.ts";
import { failures, json, ref } from "./document.ts";

/** The operations by their paths. */
export function rpcOperations(description: Description): Record<string, Operation> {
  return Object.fromEntries(
    description.functions.map((each) => [`/rpc/${each.name}`, operationOf(each)]),
  );
}

function operationOf(each: DescribedFunction): Operation {
  const [summary = each.name] = each.description.split(/(?<=\.)\s/);
  return {
    operationId: each.name,
    summary: summary.slice(0, 200),
    tags: [each.writes ? "functions that write" : "functions that read"],
    requestBody: {
      required: each.required > 0,
      ...json("Arguments by name", argumentsOf(each)),
    },
    responses: {
      200: json("What it returns", {
        type: "object",
        properties: { kind: { const: kindOf(each) }, result: resultOf(each) },
        required: ["kind", "result"],
        additionalProperties: false,
      }),
      ...failures("Error", 400, 404, 409, 413, 415, 422),
    },
    "x-description": each.description,
    "x-roles": each.roles,
  };
}

function argumentsOf(each: DescribedFunction): Schema {
  const required = each.arguments.slice(0, each.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      each.arguments.map(({ name, type }) => [name, schemaOfType(type, true)]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function kindOf({ returns }: DescribedFunction): string {
  if (returns.set) return "rows";
  if (returns.type === "void") return "void";
  return returns.view !== null || returns.type === "record" ? "row" : "value";
}

function resultOf({ returns }: DescribedFunction): Schema {
  if (returns.type === "void") return { type: "null" };
  if (returns.set) return { type: "array", items: oneOf(returns) };
  const one = oneOf(returns);
  return one["$ref"] === undefined ? one : { anyOf: [one, { type: "null" }] };
}

function oneOf(returns: DescribedFunction["returns"]): Schema {
  if (returns.view !== null) return ref(returns.view);
  const { columns } = returns;
  if (columns !== null && columns.length > 1) return schemaOfFields(columns, { alwaysThere: true });
  if (columns?.length === 1 && returns.set) {
    // A set of one column comes out as what it holds.
    return schemaOfType(columns[0]!.type, true);
  }
  return schemaOfType(returns.type, true);
}
