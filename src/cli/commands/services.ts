import type { Command } from "commander";
import { readServiceDefinitions } from "../../legacy/read.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { readTextFile } from "../files.ts";
import { type Column, type Row, line, printJson, printRow, printTable } from "../print.ts";
import type { Session } from "../session.ts";
import { inOrder } from "./registry.ts";

const SERVICE_COLUMNS: readonly Column[] = [
  ["service_name", "NAME"],
  ["service_type", "TYPE"],
  ["category", "CATEGORY"],
  ["execution_type", "RUNS AS"],
  ["owner", "OWNER"],
  ["domain_name", "DOMAIN"],
  ["schema_names", "SCHEMAS"],
  ["retired_at", "RETIRED"],
];
const OPERATION_COLUMNS: readonly Column[] = [
  ["operation_name", "OPERATION"],
  ["input_schema", "INPUT"],
  ["output_schema", "OUTPUT"],
  ["timeout_seconds", "TIMEOUT"],
  ["max_retries", "RETRIES"],
];
const DEPENDENCY_COLUMNS: readonly Column[] = [
  ["depth", "DEPTH"],
  ["name", "SERVICE"],
];
const USE_COLUMNS: readonly Column[] = [
  ["schema_name", "SCHEMA"],
  ["table_name", "TABLE"],
  ["column_name", "COLUMN"],
];
const ORDER_COLUMNS: readonly Column[] = [
  ["stage", "STAGE"],
  ["service_name", "SERVICE"],
];

/** `specql services …`. */
export function addServices(program: Command, define: Define): void {
  const services = group(
    program,
    "services",
    "services, their operations and what they depend on",
    "services list",
  );
  define(services, {
    usage: "list",
    summary: "list the services",
    examples: ["services list", "services list --category financial"],
    options: [
      option("--category <category>", "services of this category"),
      option("--type <type>", "services of this type"),
    ],
    async run(session, _args, options) {
      const rows = await session.call((api) =>
        api.list("services", {
          category: text(options, "category"),
          service_type: text(options, "type"),
        }),
      );
      show(session, rows, SERVICE_COLUMNS, "no services");
    },
  });
  define(services, {
    usage: "show <name>",
    summary: "show a service, its operations, what it needs and what it uses",
    examples: ["services show stripe"],
    run: showService,
  });
  define(services, {
    usage: "register",
    summary: "register the service of a file, or all under its 'services:', or change them",
    examples: ["services register --file stripe.yaml"],
    options: [option("--file <file>", "YAML or JSON", true)],
    run: registerFile,
  });
  define(services, {
    usage: "order",
    summary: "list the services in an order in which they can be started",
    examples: ["services order"],
    async run(session) {
      const rows = await session.call((api) => api.rows("service_start_order"));
      show(session, rows, ORDER_COLUMNS, "no services");
    },
  });
  addWays(services, define);
  define(services, {
    usage: "retire <name>",
    summary: "take a service out of use; its row stays",
    examples: ["services retire stripe --reason 'replaced by adyen'"],
    options: [option("--reason <text>", "why")],
    async run(session, [name = ""], options) {
      const row = await session.call((api) =>
        api.row("retire_service", { service_name: name, reason: text(options, "reason") }),
      );
      showRow(session, row);
    },
  });
}

function addWays(services: Command, define: Define): void {
  for (const [usage, summary] of [
    ["dependencies", "list what a service needs, directly and by way of others"],
    ["dependents", "list who needs a service, directly and by way of others"],
  ] as const) {
    define(services, {
      usage: `${usage} <name>`,
      summary,
      examples: [`services ${usage} auth`],
      async run(session, [name = ""]) {
        const rows = await session.call((api) =>
          api.rows(`service_${usage}_of`, { service_name: name }),
        );
        show(session, rows, DEPENDENCY_COLUMNS, `no ${usage}`);
      },
    });
  }
}

async function showService(session: Session, [name = ""]: readonly string[]): Promise<void> {
  const found = await session.call(async (api) => {
    // Says which service was meant where there is none of this name.
    const dependencies = await api.rows("service_dependencies_of", { service_name: name });
    const [service = {}] = await api.list("services", { service_name: name });
    const filter = { service_id: service["id"] };
    const operations = await api.list("service_operations", filter);
    const uses = await api.list("service_uses", filter);
    return { service, operations, dependencies, uses };
  });
  if (session.json) {
    const { service, ...parts } = found;
    return printJson(session.io, { ...service, ...parts });
  }
  printRow(session.io, inOrder(found.service, SERVICE_COLUMNS));
  line(session.io);
  printTable(session.io, found.operations, OPERATION_COLUMNS, "no operations");
  line(session.io);
  printTable(session.io, found.dependencies, DEPENDENCY_COLUMNS, "no dependencies");
  if (found.uses.length > 0) {
    line(session.io);
    printTable(session.io, found.uses, USE_COLUMNS, "");
  }
}

async function registerFile(
  session: Session,
  _args: readonly string[],
  options: Options,
): Promise<void> {
  const file = text(options, "file") ?? "";
  const definitions = readServiceDefinitions((await readTextFile(file)).text, file);
  const rows = await session.call((api) => api.rows("register_services", { definitions }));
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) showRow(session, first);
  else show(session, rows, SERVICE_COLUMNS, "no services");
}

function showRow(session: Session, row: Row): void {
  if (session.json) printJson(session.io, row);
  else printRow(session.io, inOrder(row, SERVICE_COLUMNS));
}

function show(session: Session, rows: Row[], columns: readonly Column[], none: string): void {
  if (session.json) printJson(session.io, rows);
  else printTable(session.io, rows, columns, none);
}
