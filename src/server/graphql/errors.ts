/** Errors as GraphQL tells them: ours with their code, everything else masked. */
import { GraphQLError } from "postgraphile/graphql";
import type { SpecqlError } from "../../errors.ts";
import { fromServer } from "../../errors.ts";

/** Where an internal error's real reason goes. */
export type Report = (error: SpecqlError) => void;

/** A SpecqlError with its code, detail, hint and field in the extensions. */
export function toGraphQLError(error: SpecqlError, at?: GraphQLError): GraphQLError {
  const { code, message, detail, hint, field } = error.toJSON();
  return new GraphQLError(message, {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    path: at?.path ?? null,
    extensions: {
      code,
      ...(detail !== undefined && { detail }),
      ...(hint !== undefined && { hint }),
      ...(field !== undefined && { field }),
    },
  });
}

/** What grafserv passes every error through. */
export function makeMaskError(report: Report): (error: GraphQLError) => GraphQLError {
  return (error) => {
    const cause = error.originalError;
    // About the document itself: nothing of ours is in it.
    if (cause == null || cause instanceof GraphQLError) return error;
    const known = fromServer(cause);
    if (known.code === "SG999") report(known);
    return toGraphQLError(known, error);
  };
}
