import { basename } from "node:path";
import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import { openJsonSource } from "../../import/json-source.ts";
import { move } from "../../import/mover.ts";
import type { ImportSource, MovedKind } from "../../import/source.ts";
import { openMemorySource } from "../../import/sqlite-source.ts";
import type { JsonObject } from "../../legacy/document.ts";
import { decodeJson } from "../../legacy/json-reader.ts";
import { readPatternLibrary } from "../../legacy/pattern-library.ts";
import { readRegistryYaml, readServicesYaml } from "../../legacy/read.ts";
import { readTypeRegistry } from "../../legacy/type-registry.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { readTextFile } from "../files.ts";
import { type Column, type Row, line, printJson, printTable } from "../print.ts";
import { withProgress } from "../progress.ts";
import { type Report, printReport, reportFailed } from "../report.ts";
import type { Session } from "../session.ts";
import { keepHeapSmall } from "../small-heap.ts";

interface Kind {
  name: string;
  summary: string;
  example: string;
  functionName: string;
  /** Its times may stand without a zone. */
  zoned?: boolean;
  /** What exists can be told to take what the file says. */
  replaces?: boolean;
  load(file: string, step: () => void): Promise<{ document: JsonObject; hash: string }>;
}

/** Loads a text file and reads it. */
function textLoader(read: (text: string, name: string) => JsonObject): Kind["load"] {
  return async (file, step) => {
    const { text: content, hash } = await readTextFile(file);
    step();
    return { document: read(content, file), hash };
  };
}

const KINDS: readonly Kind[] = [
  {
    name: "registry",
    summary: "import a domain registry (YAML)",
    example: "domain_registry.yaml",
    functionName: "import_registry",
    zoned: true,
    load: textLoader(readRegistryYaml),
  },
  {
    name: "services",
    summary: "import a service registry (YAML)",
    example: "service_registry.yaml",
    functionName: "import_services",
    zoned: true,
    load: textLoader(readServicesYaml),
  },
  {
    name: "patterns",
    summary: "import a pattern library (SQLite)",
    example: "pattern_library.db",
    functionName: "import_patterns",
    load: async (file, step) => {
      step();
      return await readPatternLibrary(file);
    },
  },
  {
    name: "types",
    summary: "import a type registry (JSON)",
    example: "type_registry.json",
    functionName: "import_types",
    replaces: true,
    load: async (file, step) => {
      const { text: content, hash } = await readTextFile(file, decodeJson);
      step();
      return { document: readTypeRegistry(content, file), hash };
    },
  },
];

const RUN_COLUMNS: readonly Column[] = [
  ["id", "RUN"],
  ["kind", "KIND"],
  ["source", "SOURCE"],
  ["rows", "ROWS"],
  ["rejected", "REJECTED"],
  ["status", "STATUS"],
  ["created_at", "AT"],
  ["created_by", "BY"],
];

const REJECT_COLUMNS: readonly Column[] = [
  ["path", "PATH"],
  ["line", "LINE"],
  ["field", "FIELD"],
  ["code", "CODE"],
  ["reason", "REASON"],
  ["status", "STATUS"],
  ["id", "REJECT"],
];

/** Stores that go in in batches, whatever the size of their file. */
interface MovedStore {
  name: MovedKind;
  summary: string;
  example: string;
  open(file: string, onBytes: (done: number, total: number) => void): Promise<ImportSource>;
}

const MOVED: readonly MovedStore[] = [
  {
    name: "memory",
    summary: "import a memory workspace (SQLite)",
    example: "memory.db",
    open: openMemorySource,
  },
  {
    name: "network",
    summary: "import a network store (JSON)",
    example: "graph_store.json",
    open: (file, onBytes) => openJsonSource("network", file, onBytes),
  },
  {
    name: "tasks",
    summary: "import agent tasks (JSON)",
    example: "tasks.json",
    open: (file, onBytes) => openJsonSource("tasks", file, onBytes),
  },
];

const KEPT_COLUMNS: readonly Column[] = [
  ["row", "ROW"],
  ["reason", "KEPT BECAUSE"],
];

/** `specql import …`. */
export function addImport(program: Command, define: Define): void {
  const parent = group(
    program,
    "import",
    "bring legacy files in, all or nothing, and list past imports",
    "import registry domain_registry.yaml --dry-run",
  );
  for (const kind of KINDS) {
    define(parent, {
      usage: `${kind.name} <file>`,
      summary: `${kind.summary}; exit 1 when a row is rejected`,
      examples: [
        `import ${kind.name} ${kind.example} --dry-run`,
        `import ${kind.name} ${kind.example} --quarantine`,
      ],
      options: [
        option("--dry-run", "print the report, write nothing"),
        option("--quarantine", "import the good rows, keep the rejected ones to be mended"),
        ...(kind.zoned === true
          ? [option("--timezone <name>", "zone of times that carry none").default("Europe/Paris")]
          : []),
        ...(kind.replaces === true
          ? [option("--replace", "let the file win where something exists and differs")]
          : []),
      ],
      run: (session, [file = ""], options) => importFile(session, kind, file, options),
    });
  }
  for (const store of MOVED) {
    define(parent, {
      usage: `${store.name} <file>`,
      summary: `${store.summary}, of any size; exit 1 when a row is rejected`,
      examples: [
        `import ${store.name} ${store.example} --dry-run`,
        `import ${store.name} ${store.example} --quarantine`,
      ],
      options: [
        option("--dry-run", "print the report, write nothing"),
        option("--quarantine", "import the good rows, keep the rejected ones to be mended"),
        option("--timezone <name>", "zone of times that carry none").default("UTC"),
      ],
      run: (session, [file = ""], options) => importStore(session, store, file, options),
    });
  }
  define(parent, {
    usage: "undo <run>",
    summary: "take an import of memory, network or tasks back; exit 1 when rows had to stay",
    examples: ["import undo 6f1c1f0a-6f0e-4a55-9a4e-0d8c1c1f3b52"],
    run: undo,
  });
  define(parent, {
    usage: "runs",
    summary: "list the imports that were made",
    examples: ["import runs"],
    async run(session) {
      const runs = await session.call((api) => api.list("import_runs"));
      if (session.json) return printJson(session.io, runs);
      printTable(session.io, runs.map(withCounts), RUN_COLUMNS, "no imports");
    },
  });
  define(parent, {
    usage: "rejects <run>",
    summary: "list the rows that an import rejected and kept",
    examples: ["import rejects 6f1c1f0a-6f0e-4a55-9a4e-0d8c1c1f3b52"],
    run: rejects,
  });
  define(parent, {
    usage: "retry <reject>",
    summary: "import a row that was rejected and kept, as it was or mended",
    examples: [
      "import retry 0d8c1c1f-6f0e-4a55-9a4e-3b526f1c1f0a",
      'import retry 0d8c1c1f-6f0e-4a55-9a4e-3b526f1c1f0a --row \'{"$key": "9", "name": "sales"}\'',
    ],
    options: [option("--row <json>", "the mended row, instead of the one that was kept")],
    run: retry,
  });
}

async function importFile(session: Session, kind: Kind, file: string, options: Options) {
  const report = await withProgress(session, `importing ${basename(file)}`, async (step) => {
    const { document, hash } = await kind.load(file, step);
    step();
    return session.call((api) =>
      api.result(kind.functionName, {
        document,
        options: {
          source: basename(file),
          file_hash: hash,
          dry_run: options["dryRun"] === true,
          quarantine: options["quarantine"] === true,
          timezone: text(options, "timezone"),
          replace: options["replace"] === true ? true : undefined,
        },
      }),
    );
  });
  const quarantine = options["quarantine"] === true;
  if (session.json) printJson(session.io, report);
  else printReport(session.io, report as Report, file, quarantine);
  return reportFailed(report as Report, quarantine) ? 1 : 0;
}

/** Bytes from which on memory counts more than the time that collecting takes. */
const LARGE_FILE = 64 * 1024 * 1024;

async function importStore(session: Session, store: MovedStore, file: string, options: Options) {
  const title = `importing ${basename(file)}`;
  const quarantine = options["quarantine"] === true;
  const report = await withProgress(session, title, async (step, begin) => {
    const source = await store.open(file, (done, total) => {
      if (total > LARGE_FILE) keepHeapSmall();
      begin(total);
      step(done);
    });
    try {
      return await session.call((api) =>
        move(api.caller, source, {
          source: basename(file),
          dryRun: options["dryRun"] === true,
          quarantine,
          timezone: text(options, "timezone") ?? "UTC",
          onRows: (done, total) => {
            begin(total);
            step(done);
          },
        }),
      );
    } finally {
      await source.close();
    }
  });
  if (session.json) printJson(session.io, report);
  else printReport(session.io, report as Report, file, quarantine);
  return reportFailed(report as Report, quarantine) ? 1 : 0;
}

async function undo(session: Session, [run = ""]: readonly string[]) {
  const report = await session.call((api) => api.row("undo_import", { run_id: run }));
  const kept = (report["kept"] ?? []) as Row[];
  if (session.json) {
    printJson(session.io, report);
  } else {
    const rows = kept.map((row) => ({
      row: [row["table"] ?? row["source_table"], row["name"] ?? row["row_key"]]
        .map(String)
        .join(" "),
      reason: row["reason"],
    }));
    if (rows.length > 0) printTable(session.io, rows, KEPT_COLUMNS, "");
    const [removed, restored] = [Number(report["removed"]), Number(report["restored"])];
    line(
      session.io,
      `Taken back: ${removed} rows removed, ${restored} as they were before, ${kept.length} kept.`,
    );
  }
  return kept.length > 0 ? 1 : 0;
}

async function rejects(session: Session, [wanted = ""]: readonly string[]): Promise<void> {
  const id = wanted.toLowerCase();
  const rows = await session.call(async (api) => {
    const runs = await api.list("import_runs", { id });
    if (runs.length === 0) {
      throw new SpecqlError("SG292", `there is no import run '${wanted}'`, {
        hint: "'specql import runs' lists them.",
        field: "run",
      });
    }
    return api.list("import_rejects", { import_run_id: id });
  });
  if (session.json) return printJson(session.io, rows);
  printTable(session.io, rows, REJECT_COLUMNS, "no rejected rows");
}

async function retry(session: Session, [reject = ""]: readonly string[], options: Options) {
  const given = text(options, "row");
  const row = await session.call((api) =>
    api.row("retry_import_reject", {
      reject_id: reject,
      row: given === undefined ? undefined : parsedRow(given),
    }),
  );
  if (session.json) printJson(session.io, row);
  else printTable(session.io, [row], REJECT_COLUMNS, "");
}

function parsedRow(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new SpecqlError("SG112", `--row is no JSON: ${(error as Error).message}`, {
      hint: "Give the whole row as a JSON object, in single quotes.",
      field: "row",
    });
  }
}

function withCounts(run: Row): Row {
  const { counts } = (run["report"] ?? {}) as { counts?: Row };
  return { ...run, rows: counts?.["source"], rejected: counts?.["rejected"] };
}
