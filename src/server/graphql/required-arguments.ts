/** Arguments of queries that have no default in SQL are required in GraphQL too. */
import type { PgResource } from "postgraphile/@dataplan/pg";

type AnyResource = PgResource<any, any, any, any, any>;

export const RequiredArgumentsPlugin: GraphileConfig.Plugin = {
  name: "SpecqlRequiredArgumentsPlugin",
  version: "1.0.0",
  description: "Makes arguments without a default non-null",
  schema: {
    hooks: {
      GraphQLObjectType_fields_field_args: {
        after: ["PgFirstLastBeforeAfterArgsPlugin"],
        callback(args, build, context) {
          if (!context.scope.isRootQuery) return args;
          const resource = queryFunction(build, context.scope.fieldName);
          if (!resource) return args;
          const result = { ...args };
          for (const [index, param] of (resource.parameters ?? []).entries()) {
            const name = build.inflection.argument({ param, resource, index });
            const arg = result[name];
            if (param.optional || !arg || build.graphql.isNonNullType(arg.type)) continue;
            result[name] = { ...arg, type: new build.graphql.GraphQLNonNull(arg.type) };
          }
          return result;
        },
      },
    },
  },
};

function queryFunction(build: GraphileBuild.Build, field: string): AnyResource | undefined {
  return (Object.values(build.pgResources) as AnyResource[]).find(
    (resource) =>
      resource.parameters &&
      !resource.isMutation &&
      [
        build.inflection.customQueryField({ resource }),
        build.inflection.customQueryListField({ resource }),
      ].includes(field),
  );
}
