/** Lists: never more than so many rows, and in the order that a view's comment declares. */
import { PgSelectStep } from "postgraphile/@dataplan/pg";
import { type ExecutableStep, lambda } from "postgraphile/grafast";

/**
 * The most rows in one list, and as many as come when no number is asked for. A full level holds
 * fifteen, so that a nested registry always comes whole; longer lists are paged by `offset`.
 */
export const PAGE_CAP = 1000;

export const ListsPlugin: GraphileConfig.Plugin = {
  name: "SpecqlListsPlugin",
  version: "1.0.0",
  description: "Caps every list and orders it as its view's comment says",
  schema: {
    hooks: {
      GraphQLObjectType_fields_field_args: {
        after: ["PgFirstLastBeforeAfterArgsPlugin"],
        callback(args, _build, context) {
          if (!context.scope.isPgFieldSimpleCollection || !args["first"]) return args;
          return {
            ...args,
            first: {
              ...args["first"],
              description: `Only the first so many rows; ${PAGE_CAP} at most, and when not given.`,
              // The field's plan sets it, whether it is given or not.
              applyPlan: () => {},
            },
          };
        },
      },
      GraphQLObjectType_fields_field(field, _build, context) {
        const { isPgFieldSimpleCollection, pgFieldResource: resource } = context.scope;
        const { plan } = field;
        if (!isPgFieldSimpleCollection || !plan) return field;
        const order = declaredOrder(resource?.codec.extensions?.tags?.["orderBy"]);
        return {
          ...field,
          plan($parent, args, info) {
            const $list = (plan as any)($parent, args, info);
            if (!($list instanceof PgSelectStep)) return $list;
            $list.setFirst(lambda(args.getRaw("first") as ExecutableStep, capped) as any);
            if (!$list.resource.parameters && !isGiven(args, info)) {
              for (const spec of order) $list.orderBy(spec as any);
            }
            return $list;
          },
        };
      },
    },
  },
};

function capped(first: unknown): number {
  return typeof first === "number" && first >= 0 ? Math.min(first, PAGE_CAP) : PAGE_CAP;
}

function isGiven(args: any, info: any): boolean {
  const names: { name: string }[] = info.field.args;
  return names.some(({ name }) => name === "orderBy") && !args.getRaw("orderBy").evalIs(undefined);
}

interface Order {
  readonly attribute: string;
  readonly direction: "ASC" | "DESC";
}

/** `created_at desc,id`: as SQL has it. */
function declaredOrder(tag: unknown): Order[] {
  if (typeof tag !== "string") return [];
  return tag.split(",").map((each) => {
    const [attribute = "", direction = "asc"] = each.trim().split(/ +/);
    return { attribute, direction: direction.toLowerCase() === "desc" ? "DESC" : "ASC" };
  });
}
