import { basename } from "node:path";
import { type Command, Option } from "commander";
import { openEmbedder } from "../../embedding/embedder.ts";
import { OFFLINE } from "../../embedding/setting.ts";
import { type Embedded, embedPatterns } from "../../embedding/embed-patterns.ts";
import { readPatternFile } from "../pattern-file.ts";
import { type Define, option, type Options, text } from "../define.ts";
import { parametersOf } from "../parameters.ts";
import { type Column, clean, line, printJson, printRow, printTable, type Row } from "../print.ts";
import { withProgress } from "../progress.ts";
import type { Session } from "../session.ts";

const PATTERN_COLUMNS: readonly Column[] = [
  ["pattern_name", "PATTERN"],
  ["pattern_category", "CATEGORY"],
  ["tags", "TAGS"],
];

const CONFLICT_COLUMNS: readonly Column[] = [
  ["kind", "KIND"],
  ["name", "NAME"],
  ["patterns", "PATTERNS"],
  ["identical", "IDENTICAL"],
];

const PARAMETERS = [
  new Option("--param <name=value>", "a parameter, JSON or text; repeat it for more").argParser<
    string[]
  >((value, before) => [...(before ?? []), value]),
  option("--params <file>", "a YAML or JSON file of parameters"),
];

/** The part of `specql patterns …` that writes, added to the group that reads. */
export function addPatternsWrite(parent: Command, define: Define): void {
  define(parent, {
    usage: "register",
    summary: "register the patterns of a YAML or JSON file, all of them or none",
    examples: [
      "patterns register --file approval.yaml",
      "patterns register --file all.json --replace",
    ],
    options: [
      option(
        "--file <file>",
        "one pattern, a list of them, or a mapping with the key patterns",
        true,
      ),
      option("--replace", "change patterns that are there already"),
    ],
    run: register,
  });
  define(parent, {
    usage: "instantiate <name>",
    summary: "fill a pattern with parameters, and keep what came of it",
    examples: [
      'patterns instantiate state_machine --param entity=Order --param states=\'["new","paid"]\' --param transitions=\'{"new->paid":{}}\'',
      "patterns instantiate approval_workflow --params order.yaml",
    ],
    options: PARAMETERS,
    run: instantiate,
  });
  define(parent, {
    usage: "compose <names...>",
    summary:
      "show what several patterns give together, and their conflicts; exit 1 when some differ",
    examples: ["patterns compose audit_trail soft_delete --param entity=Order"],
    options: PARAMETERS,
    run: compose,
  });
  define(parent, {
    usage: "template <name>",
    summary: "make a draft schema request from an entity template",
    examples: [
      "patterns template contact --param entity=Person --param table_name=people --param owner=team-crm",
    ],
    options: PARAMETERS,
    run: template,
  });
  define(parent, {
    usage: "embed",
    summary: "make the vectors that a provider lacks; can be interrupted and run again",
    examples: [
      "patterns embed",
      'patterns embed --provider "http://localhost:11434/v1?model=all-minilm"',
      "patterns embed --provider local:/models/all-MiniLM-L6-v2 --all",
    ],
    options: [
      option("--provider <setting>", "offline, local:PATH or a URL; else SPECQL_EMBEDDER"),
      option("--all", "make every vector anew"),
    ],
    run: embed,
  });
}

async function register(session: Session, _args: readonly string[], options: Options) {
  const file = text(options, "file") ?? "";
  const rows = await withProgress(session, `registering ${basename(file)}`, async (step) => {
    const specs = await readPatternFile(file);
    step();
    return session.call((api) =>
      api.rows("register_patterns", { specs, replace: options["replace"] === true }),
    );
  });
  if (session.json) return printJson(session.io, rows);
  printTable(session.io, rows, PATTERN_COLUMNS, "no patterns");
}

async function instantiate(session: Session, [name = ""]: readonly string[], options: Options) {
  const parameters = await parametersOf(options);
  const row = await session.call((api) =>
    api.row("instantiate_pattern", { pattern_name: name, parameters }),
  );
  printUse(session, row, row["result"]);
}

/** The result as it is, and what should be known beside it. */
function printUse(session: Session, row: Row, result: unknown): void {
  if (session.json) return printJson(session.io, row);
  printJson(session.io, result);
  for (const note of (row["notes"] ?? []) as unknown[]) {
    session.io.stderr.write(`note: ${clean(note)}\n`);
  }
}

async function compose(session: Session, names: readonly string[], options: Options) {
  const parameters = await parametersOf(options);
  const result = (await session.call((api) =>
    api.result("compose_patterns", { specs: names.map((pattern) => ({ pattern, parameters })) }),
  )) as { compatible: boolean; conflicts: Row[]; result: unknown; notes: string[] };
  if (session.json) printJson(session.io, result);
  else {
    printTable(session.io, result.conflicts, CONFLICT_COLUMNS, "no conflicts");
    line(session.io);
    printJson(session.io, result.result);
    for (const note of result.notes) session.io.stderr.write(`note: ${clean(note)}\n`);
  }
  return result.compatible ? 0 : 1;
}

async function template(session: Session, [name = ""]: readonly string[], options: Options) {
  const parameters = await parametersOf(options);
  const row = await session.call((api) =>
    api.row("instantiate_template", { template_name: name, parameters }),
  );
  if (session.json) printJson(session.io, row);
  else printRow(session.io, row);
}

async function embed(session: Session, _args: readonly string[], options: Options) {
  const config = session.config();
  let stopped = false;
  void session.io.stopped?.then(() => (stopped = true));
  const done = await session.call(async (api) => {
    const embedder = await openEmbedder(text(options, "provider") ?? config.embedder, {
      key: config.embedderKey,
      call: (name, args) => api.rows(name, args),
    });
    return withProgress(session, `embedding with ${embedder.provider}`, (step, begin) =>
      embedPatterns(api, embedder, {
        all: options["all"] === true,
        progress: { begin, step: (at) => step(at), stopped: () => stopped },
      }),
    );
  });
  if (session.json) printJson(session.io, done);
  else line(session.io, sentence(done));
  return done.remaining > 0 ? 1 : 0;
}

function sentence({ provider, version, embedded, remaining }: Embedded): string {
  const by = `${clean(provider)}/${clean(version)}`;
  if (remaining > 0) return `${embedded} embedded by ${by}, ${remaining} left: run it again.`;
  if (embedded > 0) return `${embedded} embedded by ${by}.`;
  return provider === OFFLINE
    ? `Nothing to do: the database keeps the vectors of ${by} itself.`
    : `Nothing to do: each pattern has its vector of ${by}.`;
}
