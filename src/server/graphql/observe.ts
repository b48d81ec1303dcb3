/** Tells which root fields a document asked for, and whether any of them failed. */
import { type DocumentNode, Kind } from "postgraphile/graphql";

/** What became of a document. */
export interface Observed {
  /** `query domains`, `mutation registerDomain`: the kind and its first root fields. */
  readonly operation: string;
  readonly failed: boolean;
}

/** Root fields that a label names; a document with more says how many. */
const MOST_FIELDS = 3;

/** Makes the plugin; `observed` in the request's context is called when a document has run. */
export const ObservePlugin: GraphileConfig.Plugin = {
  name: "SpecqlObservePlugin",
  version: "1.0.0",
  description: "Says which document ran and whether it failed",
  grafast: {
    middleware: {
      async execute(next, { args }) {
        const { observed } = args.contextValue as { observed?: (what: Observed) => void };
        const operation = labelOf(args.document, args.operationName);
        let failed = true;
        try {
          const result = await next();
          failed = "errors" in result && (result.errors?.length ?? 0) > 0;
          return result;
        } finally {
          observed?.({ operation, failed });
        }
      },
    },
  },
};

function labelOf(document: DocumentNode, name: string | null | undefined): string {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const operation = operations.find((one) => one.name?.value === name) ?? operations[0];
  if (operation === undefined) return "graphql";
  const fields = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? selection.name.value : "…",
  );
  const named = [...new Set(fields)].toSorted().slice(0, MOST_FIELDS).join(" ");
  return `${operation.operation} ${named}${fields.length > MOST_FIELDS ? " …" : ""}`;
}
