/** PostGraphile as we use it: the schema `app`, and nothing else. */
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import type pg from "pg";
import type { IncomingMessage } from "node:http";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { type Report, makeMaskError } from "./errors.ts";
import { LIMITS, limitsRule } from "./limits.ts";
import { ListsPlugin } from "./lists.ts";
import { mutationsPlugin } from "./mutations.ts";
import { repeating } from "./repeating.ts";
import { type Observed, ObservePlugin } from "./observe.ts";
import { RequiredArgumentsPlugin } from "./required-arguments.ts";

export interface PresetOptions {
  readonly pool: pg.Pool;
  /** The settings of a request, found out before it came here. */
  readonly settingsFor: (request: IncomingMessage) => Record<string, string>;
  /** Is told what became of a request's document. */
  readonly observed?: (request: IncomingMessage, what: Observed) => void;
  readonly report: Report;
  readonly maxRequestLength: number;
}

/** The limits on documents; grafserv offers no option for validation rules. */
const LimitsPlugin: GraphileConfig.Plugin = {
  name: "SpecqlLimitsPlugin",
  version: "1.0.0",
  description: "Refuses documents that are too deep or too large",
  grafserv: {
    middleware: {
      setPreset(next, event) {
        event.validationRules.push(limitsRule(LIMITS));
        return next();
      },
    },
  },
};

/** The query within the query, and global object ids: every row has its view's uuid as `id`. */
const NOT_WANTED = [
  "QueryQueryPlugin",
  "NodePlugin",
  "AddNodeInterfaceToSuitableTypesPlugin",
  "NodeIdCodecBase64JSONPlugin",
  "NodeIdCodecPipeStringPlugin",
  "RegisterQueryNodePlugin",
  "NodeAccessorPlugin",
  "PgNodeIdAttributesPlugin",
  "PgTableNodePlugin",
] as const;

/** Makes the preset for a database and a way to tell who asks. */
export function makePreset(options: PresetOptions): GraphileConfig.Preset {
  const preset = {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
    plugins: [
      AttributeNamesPlugin,
      mutationsPlugin(options.pool),
      ListsPlugin,
      RequiredArgumentsPlugin,
      LimitsPlugin,
      ObservePlugin,
    ],
    disablePlugins: [...NOT_WANTED],
    pgServices: [
      repeating(
        options.pool,
        makePgService({ pool: options.pool, schemas: ["app"], pubsub: false }),
      ),
    ],
    schema: {
      defaultBehavior: "-connection +list -insert -update -delete",
      pgOmitListSuffix: true,
      pgForbidSetofFunctionsToReturnNull: true,
      // A field that cannot be built is a bug of ours, and must show.
      dontSwallowErrors: true,
    },
    grafast: {
      context: (context: object) => {
        const request = (context as { node?: { req?: IncomingMessage } }).node?.req;
        if (request === undefined) return { pgSettings: {} };
        let refused = false;
        return {
          pgSettings: options.settingsFor(request),
          // A RegistryError is an answer to GraphQL; to whoever counts it is a call that failed.
          refuse: () => (refused = true),
          observed: (what: Observed) =>
            options.observed?.(request, { ...what, failed: what.failed || refused }),
        };
      },
      maxPlanningDepth: 100,
      explain: false,
    },
    grafserv: {
      graphqlPath: "/graphql",
      graphiqlPath: "/",
      graphiql: true,
      graphiqlOnGraphQLGET: false,
      graphqlOverGET: false,
      watch: false,
      websockets: false,
      maxRequestLength: options.maxRequestLength,
      maskError: makeMaskError(options.report),
    },
  };
  // Its types do not reckon with exactOptionalPropertyTypes.
  return preset as unknown as GraphileConfig.Preset;
}

/** `id` is `id`: only with global object ids would it have to make room for theirs. */
const AttributeNamesPlugin: GraphileConfig.Plugin = {
  name: "SpecqlAttributeNamesPlugin",
  version: "1.0.0",
  description: "Keeps the columns' own names",
  // simplify-inflection replaces an inflector that went with the global object ids.
  before: ["PgSimplifyInflectionPlugin"],
  inflection: {
    add: {
      nodeById(_options: unknown, typeName: string) {
        return this.camelCase(typeName);
      },
    },
    replace: {
      _attributeName(_previous, _options, { codec, attributeName }) {
        const attribute = codec.attributes[attributeName];
        return this.coerceToGraphQLName(attribute?.extensions?.tags?.["name"] ?? attributeName);
      },
    },
  },
};
