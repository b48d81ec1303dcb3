/**
 * Every volatile function of `app` as a mutation: `fn(input: FnInput!): FnResult!`, where a result
 * is what the function gives back or a RegistryError. Rows are rows, the rest are small payloads.
 */
import type { PgCodec, PgResource, PgResourceUnique } from "postgraphile/@dataplan/pg";
import { access, each, type ExecutableStep, lambda, object } from "postgraphile/grafast";
import type { GraphQLInputType, GraphQLOutputType } from "postgraphile/graphql";
import type pg from "pg";
import { type Outcome, planCall } from "./call-step.ts";
import { REGISTRY_ERROR, registerRegistryError } from "./registry-error.ts";

// graphile-build's own types for a build are built up by declaration merging over many packages.
type Build = GraphileBuild.Build;
type AnyResource = PgResource<any, any, any, any, any>;

/** A mutation to be: the function and the names of its GraphQL types. */
interface Mutation {
  readonly resource: AnyResource;
  readonly field: string;
  readonly input: string;
  readonly union: string;
  /** The type of what it gives back: a row's own, or a payload. */
  readonly success: string;
  /** Where its rows are read again by their key. */
  readonly rows: AnyResource | undefined;
  readonly isSet: boolean;
}

/** Makes the plugin; the pool is where the functions are called. */
export function mutationsPlugin(pool: pg.Pool): GraphileConfig.Plugin {
  return {
    name: "SpecqlMutationsPlugin",
    version: "1.0.0",
    description: "Volatile functions as mutations that answer with their result or a RegistryError",
    schema: {
      entityBehavior: {
        pgResource: { override: (behavior) => [behavior, "-mutationField"] },
      },
      hooks: {
        init(init, build) {
          registerRegistryError(build);
          for (const mutation of mutationsOf(build)) registerTypes(build, mutation);
          return init;
        },
        GraphQLObjectType_fields(fields, build, context) {
          if (!context.scope.isRootMutation) return fields;
          for (const mutation of mutationsOf(build)) {
            fields = build.extend(
              fields,
              { [mutation.field]: field(build, context, mutation, pool) },
              `Adding mutation '${mutation.field}'`,
            );
          }
          return fields;
        },
      },
    },
  };
}

function mutationsOf(build: Build): Mutation[] {
  const resources = Object.values(build.pgResources) as AnyResource[];
  return resources
    .filter((resource) => resource.parameters && resource.isMutation)
    .map((resource) => {
      const field = build.inflection.customMutationField({ resource });
      const upper = field.charAt(0).toUpperCase() + field.slice(1);
      const isSet = !resource.isUnique || resource.codec.arrayOfCodec != null;
      const rows = keyedRows(resources, resource.codec.arrayOfCodec ?? resource.codec);
      const rowType = rows && !isSet ? build.inflection.tableType(rows.codec) : undefined;
      return {
        resource,
        field,
        input: `${upper}Input`,
        union: `${upper}Result`,
        success: rowType ?? `${upper}Payload`,
        rows,
        isSet,
      };
    })
    .toSorted((a, b) => a.field.localeCompare(b.field, "en"));
}

/** The view that holds a function's rows, if they have a key there. */
function keyedRows(resources: AnyResource[], codec: PgCodec): AnyResource | undefined {
  return resources.find(
    (one) =>
      !one.parameters &&
      one.codec === codec &&
      one.uniques.some((u: PgResourceUnique) => u.isPrimary),
  );
}

function registerTypes(build: Build, mutation: Mutation): void {
  const { resource } = mutation;
  const { GraphQLNonNull, GraphQLBoolean } = build.graphql;
  build.registerInputObjectType(
    mutation.input,
    {},
    () => ({
      description: `What \`${mutation.field}\` is given.`,
      fields: () => inputFields(build, resource),
    }),
    `Input of ${mutation.field}`,
  );
  if (mutation.success === `${mutation.input.slice(0, -"Input".length)}Payload`) {
    build.registerObjectType(
      mutation.success,
      {},
      () => ({
        description: `What \`${mutation.field}\` gives back.`,
        assertStep: () => true,
        fields: (): Record<string, any> => {
          const type = resultType(build, mutation);
          if (type === null) {
            return {
              ok: {
                type: new GraphQLNonNull(GraphQLBoolean),
                description: "True: it is done.",
                plan: ($payload: ExecutableStep) => lambda($payload, () => true),
              },
            };
          }
          return mutation.isSet
            ? { list: { type, plan: ($payload: ExecutableStep) => planList(mutation, $payload) } }
            : {
                value: { type, plan: ($payload: ExecutableStep) => access($payload, ["result"]) },
              };
        },
      }),
      `Payload of ${mutation.field}`,
    );
  }
  build.registerUnionType(
    mutation.union,
    {},
    () => ({
      description: `What \`${mutation.field}\` gives back, or why it refused.`,
      types: () => [
        build.getOutputTypeByName(mutation.success) as any,
        build.getOutputTypeByName(REGISTRY_ERROR) as any,
      ],
      planType: ($outcome) => ({
        $__typename: lambda($outcome as ExecutableStep<Outcome>, (outcome) =>
          outcome?.error ? REGISTRY_ERROR : mutation.success,
        ),
        planForType: (type) => planMember(mutation, type.name, $outcome as ExecutableStep),
      }),
    }),
    `Result of ${mutation.field}`,
  );
}

function planMember(mutation: Mutation, name: string, $outcome: ExecutableStep): ExecutableStep {
  if (name === REGISTRY_ERROR) return access($outcome, ["error"]);
  if (mutation.rows && !mutation.isSet) {
    return planRow(mutation.rows, access($outcome, ["result"]));
  }
  return object({ result: access($outcome, ["result"]) });
}

/** Reads a row again by its key, so that everything can be asked of it that a query could ask. */
function planRow(rows: AnyResource, $json: ExecutableStep): ExecutableStep {
  const key = rows.uniques.find((u: PgResourceUnique) => u.isPrimary)!;
  const spec = (key.attributes as string[]).map((name) => [name, access($json, [name])] as const);
  return rows.get(Object.fromEntries(spec));
}

function planList(mutation: Mutation, $payload: ExecutableStep): ExecutableStep {
  const $list = access($payload, ["result"]);
  const { rows } = mutation;
  return rows ? each($list as any, ($item: ExecutableStep) => planRow(rows, $item) as any) : $list;
}

/** The GraphQL type of what a function gives back; null for nothing. */
function resultType(build: Build, mutation: Mutation): GraphQLOutputType | null {
  const { GraphQLList, GraphQLNonNull } = build.graphql;
  const codec = mutation.resource.codec as PgCodec;
  const inner = build.getGraphQLTypeByPgCodec(codec.arrayOfCodec ?? codec, "output");
  if (inner == null) return null;
  const type = build.graphql.getNullableType(inner) as GraphQLOutputType;
  return mutation.isSet
    ? new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type as any)))
    : // A jsonb or text function may give back null.
      isJson(codec)
      ? type
      : new GraphQLNonNull(type as any);
}

function isJson(codec: PgCodec): boolean {
  return codec.name === "jsonb" || codec.name === "json";
}

function inputFields(build: Build, resource: AnyResource): Record<string, any> {
  const { GraphQLList, GraphQLNonNull } = build.graphql;
  const fields: Record<string, { type: GraphQLInputType }> = {};
  for (const [index, param] of (resource.parameters ?? []).entries()) {
    const base = build.getGraphQLTypeByPgCodec(param.codec.arrayOfCodec ?? param.codec, "input");
    if (base == null) continue;
    const type = (param.codec.arrayOfCodec ? new GraphQLList(base) : base) as any;
    const name = build.inflection.argument({ param, resource, index });
    fields[name] = { type: !param.optional ? new GraphQLNonNull(type) : type };
  }
  if (Object.keys(fields).length === 0) {
    // An input type must have a field; this one is for clients that send an id along.
    fields["clientMutationId"] = { type: build.graphql.GraphQLString };
  }
  return fields;
}

function field(build: Build, context: any, mutation: Mutation, pool: pg.Pool): any {
  const { GraphQLNonNull } = build.graphql;
  const { resource } = mutation;
  const names = new Map<string, string>();
  for (const [index, param] of (resource.parameters ?? []).entries()) {
    if (param.name) names.set(build.inflection.argument({ param, resource, index }), param.name);
  }
  const sqlName = resource.extensions?.pg?.name ?? resource.name;
  return context.fieldWithHooks({ fieldName: mutation.field }, () => ({
    type: new GraphQLNonNull(build.getOutputTypeByName(mutation.union)),
    ...(resource.description && { description: resource.description }),
    args: { input: { type: new GraphQLNonNull(build.getInputTypeByName(mutation.input)) } },
    plan: (_$root: ExecutableStep, args: any) =>
      planCall(pool, sqlName, names, args.getRaw("input")),
  }));
}
