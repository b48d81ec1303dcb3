/** What `app.api_description()` says of the database's own interface. */

/** JSON Schema, as far as the document uses it. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly description?: string;
}

export interface DescribedFunction {
  readonly name: string;
  readonly description: string;
  readonly writes: boolean;
  /** How many arguments, from the first, have no default. */
  readonly required: number;
  readonly arguments: readonly Field[];
  readonly returns: {
    readonly set: boolean;
    readonly type: string;
    readonly view: string | null;
    readonly columns: readonly Field[] | null;
  };
  readonly roles: readonly string[];
}

export interface DescribedView {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Field[];
}

export interface Description {
  readonly functions: readonly DescribedFunction[];
  readonly views: readonly DescribedView[];
}

const TYPES: Readonly<Record<string, Schema>> = {
  boolean: { type: "boolean" },
  smallint: { type: "integer" },
  integer: { type: "integer" },
  bigint: { type: "integer" },
  numeric: { type: "number" },
  real: { type: "number" },
  "double precision": { type: "number" },
  uuid: { type: "string", format: "uuid" },
  "timestamp with time zone": { type: "string", format: "date-time" },
  // Anything at all.
  jsonb: {},
  json: {},
};

/** The JSON Schema of a PostgreSQL type as it comes out of to_jsonb(); null where it may be absent. */
export function schemaOfType(type: string, nullable: boolean): Schema {
  if (type.endsWith("[]")) {
    const items = schemaOfType(type.slice(0, -2), true);
    return { type: nullable ? ["array", "null"] : "array", items };
  }
  const known = TYPES[type] ?? { type: "string" };
  if (!nullable || known["type"] === undefined) return known;
  return { ...known, type: [known["type"], "null"] };
}

/** An object with a property for each field. */
export function schemaOfFields(
  fields: readonly Field[],
  options: { nameOf?: (name: string) => string; alwaysThere: boolean },
): Schema {
  const nameOf = options.nameOf ?? ((name) => name);
  const required = fields.filter((field) => options.alwaysThere || field.required === true);
  return {
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [
        nameOf(field.name),
        {
          ...schemaOfType(field.type, field.required !== true),
          ...(field.description !== undefined &&
            field.description !== "" && { description: field.description }),
        },
      ]),
    ),
    ...(required.length > 0 && { required: required.map((field) => nameOf(field.name)) }),
    additionalProperties: false,
  };
}

/** `created_at` as JavaScript writes it: `createdAt`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}
