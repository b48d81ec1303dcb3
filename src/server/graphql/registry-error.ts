import { access, type ExecutableStep } from "postgraphile/grafast";

/** The type that a refused mutation answers with. */
export const REGISTRY_ERROR = "RegistryError";

/** Registers `RegistryError { code message detail hint field }`. */
export function registerRegistryError(build: GraphileBuild.Build): void {
  const { GraphQLNonNull, GraphQLString } = build.graphql;
  const text = (name: string, description: string, required = false): any => ({
    type: required ? new GraphQLNonNull(GraphQLString) : GraphQLString,
    description,
    plan: ($error: ExecutableStep) => access($error, [name]),
  });
  build.registerObjectType(
    REGISTRY_ERROR,
    {},
    () => ({
      description: "Why something was refused. Nothing was written.",
      // All members of a union must be planned.
      assertStep: () => true,
      fields: () => ({
        code: text("code", "The code: SG and three digits; docs/errors.md lists them.", true),
        message: text("message", "What is wrong.", true),
        detail: text("detail", "A fact about it."),
        hint: text("hint", "What to do."),
        field: text("field", "The argument that it is about, by its SQL name."),
      }),
    }),
    "RegistryError",
  );
}
