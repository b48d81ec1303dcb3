/** How deep and how large a document may be, told before it is planned. */
import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "postgraphile/graphql";
import { SpecqlError } from "../../errors.ts";
import { toGraphQLError } from "./errors.ts";

export interface Limits {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields, aliases among them, with every fragment counted wherever it is spread. */
  readonly fields: number;
}

/** Enough for any page; a tool's introspection needs about 15 levels and 200 fields. */
export const LIMITS: Limits = { depth: 16, fields: 500 };

interface Size {
  depth: number;
  fields: number;
}

/** A validation rule that refuses documents beyond the limits. */
export function limitsRule(limits: Limits): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    const sizes = new Map<string, Size>();
    return {
      OperationDefinition(operation: OperationDefinitionNode) {
        const { depth, fields } = sizeOf(operation.selectionSet, context, sizes);
        if (depth > limits.depth) {
          report(context, operation, "SG184", `the query is ${depth} levels deep`, limits.depth);
        } else if (fields > limits.fields) {
          report(context, operation, "SG185", "the query asks for too many fields", limits.fields);
        }
      },
    };
  };
}

function report(
  context: ValidationContext,
  node: OperationDefinitionNode,
  code: string,
  message: string,
  limit: number,
): void {
  const error = new SpecqlError(code, message, {
    detail: `At most ${limit} are allowed.`,
    hint: "Ask for it in several requests.",
  });
  context.reportError(toGraphQLError(error, new GraphQLError("", { nodes: [node] })));
}

function sizeOf(set: SelectionSetNode, context: ValidationContext, sizes: Map<string, Size>): Size {
  const total: Size = { depth: 0, fields: 0 };
  for (const selection of set.selections) {
    const size =
      selection.kind === Kind.FIELD
        ? fieldSize(selection.selectionSet, context, sizes)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? sizeOf(selection.selectionSet, context, sizes)
          : fragmentSize(context.getFragment(selection.name.value), context, sizes);
    total.depth = Math.max(total.depth, size.depth);
    total.fields += size.fields;
  }
  return total;
}

function fieldSize(
  below: SelectionSetNode | undefined,
  context: ValidationContext,
  sizes: Map<string, Size>,
): Size {
  const size = below ? sizeOf(below, context, sizes) : { depth: 0, fields: 0 };
  return { depth: size.depth + 1, fields: size.fields + 1 };
}

/** Each fragment is measured once: spreading one in another doubles quickly. */
function fragmentSize(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  sizes: Map<string, Size>,
): Size {
  if (!fragment) return { depth: 0, fields: 0 };
  const name = fragment.name.value;
  const known = sizes.get(name);
  if (known) return known;
  // Stands for a fragment that spreads itself; another rule refuses that.
  sizes.set(name, { depth: 0, fields: 0 });
  const size = sizeOf(fragment.selectionSet, context, sizes);
  sizes.set(name, size);
  return size;
}
