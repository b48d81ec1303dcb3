import type { Command, Option } from "commander";
import { SpecqlError } from "../../errors.ts";
import { queryVector } from "../../embedding/query.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { type Column, type Row, printJson, printRow, printTable } from "../print.ts";
import type { Session } from "../session.ts";

const PATTERN_COLUMNS: readonly Column[] = [
  ["pattern_name", "NAME"],
  ["pattern_category", "CATEGORY"],
  ["tags", "TAGS"],
  ["usage_count", "USED"],
  ["deprecated", "DEPRECATED"],
  ["description", "DESCRIPTION"],
];
/** Score, and the place in each of the searches: why a pattern stands where it stands. */
const FOUND_COLUMNS: readonly Column[] = [
  ["pattern_name", "NAME"],
  ["pattern_category", "CATEGORY"],
  ["score", "SCORE"],
  ["text_rank", "WORDS"],
  ["synonym_rank", "SYNONYMS"],
  ["trigram_rank", "SPELLING"],
  ["vector_rank", "VECTOR"],
  ["description", "DESCRIPTION"],
];
const SIMILAR_COLUMNS: readonly Column[] = [
  ["pattern_name", "NAME"],
  ["pattern_category", "CATEGORY"],
  ["distance", "DISTANCE"],
  ["description", "DESCRIPTION"],
];

/** What `show` prints, in this order. */
const SHOWN = [
  "pattern_name",
  "pattern_category",
  "description",
  "tags",
  "icon",
  "usage_count",
  "popularity",
  "deprecated_reason",
  "replacement_name",
  "parameters",
  "implementation",
  "created_at",
  "updated_at",
];

/** What narrows every search down. */
const FILTERS: readonly Option[] = [
  option("--category <category>", "only patterns of this category"),
  option("--tags <tags>", "only patterns with all of these tags, separated by commas"),
  option("--deprecated", "deprecated patterns too"),
  option("--limit <number>", "how many, 10 if not given"),
];

/** `specql patterns …`: what reads. Returns the group, for those that write. */
export function addPatterns(program: Command, define: Define): Command {
  const patterns = group(
    program,
    "patterns",
    "the pattern library: list, search, show",
    'patterns search "approval workflow"',
  );
  define(patterns, {
    usage: "list",
    summary: "list the patterns, of one category or of all",
    examples: ["patterns list", "patterns list --category workflow"],
    options: [option("--category <category>", "only patterns of this category")],
    async run(session, _args, options) {
      const rows = await session.call((api) =>
        api.list("patterns", { pattern_category: text(options, "category") }),
      );
      show(session, rows, PATTERN_COLUMNS, "no patterns");
    },
  });
  define(patterns, {
    usage: "search <question>",
    summary:
      "find patterns by words, spelling and meaning; best first, with the rank in each search",
    examples: [
      'patterns search "approval workflow"',
      'patterns search "who changed a row" --category audit --limit 3',
    ],
    options: FILTERS,
    async run(session, [query], options) {
      const rows = await session.call(async (api) => {
        const vector = await queryVector(session.config(), query ?? "", api);
        return api.rows("find_patterns", { query, ...vector, ...filtersOf(options) });
      });
      show(session, rows, FOUND_COLUMNS, "no patterns");
    },
  });
  define(patterns, {
    usage: "show <name>",
    summary: "show a pattern: its parameters and what it adds",
    examples: ["patterns show audit_trail", "patterns show audit_trail --json"],
    async run(session, [name]) {
      const row = await session.call((api) => api.row("get_pattern", { pattern_name: name }));
      if (session.json) printJson(session.io, row);
      else printRow(session.io, inOrder(row));
    },
  });
  define(patterns, {
    usage: "similar <name>",
    summary: "list the patterns most like one, nearest first",
    examples: ["patterns similar approval_workflow --limit 5"],
    options: FILTERS,
    async run(session, [name], options) {
      const rows = await session.call((api) =>
        api.rows("similar_patterns", { pattern_name: name, ...filtersOf(options) }),
      );
      show(session, rows, SIMILAR_COLUMNS, "no other patterns");
    },
  });
  return patterns;
}

function inOrder(row: Row): Row {
  return Object.fromEntries(
    SHOWN.filter((key) => row[key] !== null && row[key] !== "").map((key) => [key, row[key]]),
  );
}

function filtersOf(options: Options): Row {
  const limit = text(options, "limit");
  if (limit !== undefined && !/^\d{1,9}$/.test(limit)) {
    throw new SpecqlError("SG110", "--limit must be a whole number", {
      detail: `It is '${limit.slice(0, 40)}'.`,
      hint: "Give how many patterns you want, such as --limit 5.",
      field: "limit",
    });
  }
  return {
    category: text(options, "category"),
    with_tags: text(options, "tags")
      ?.split(",")
      .map((tag) => tag.trim()),
    include_deprecated: options["deprecated"] === true ? true : undefined,
    limit: limit === undefined ? undefined : Number(limit),
  };
}

/** Scores and distances with four digits: for the eye; `--json` has them all. */
function rounded(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === "number" ? Number(value.toFixed(4)) : value,
    ]),
  );
}

function show(
  session: Session,
  rows: readonly Row[],
  columns: readonly Column[],
  none: string,
): void {
  if (session.json) printJson(session.io, rows);
  else printTable(session.io, rows.map(rounded), columns, none);
}
