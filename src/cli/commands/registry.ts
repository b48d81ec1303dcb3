import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import type { JsonObject } from "../../legacy/document.ts";
import { writeRegistryYaml } from "../../legacy/write.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { filesBelow, writeTextFile } from "../files.ts";
import { domainRow, subdomainRow } from "../places.ts";
import { type Column, type Row, clean, line, printJson, printRow, printTable } from "../print.ts";
import type { Session } from "../session.ts";

export const DOMAIN_COLUMNS: readonly Column[] = [
  ["domain_number", "NUMBER"],
  ["domain_name", "NAME"],
  ["multi_tenant", "MULTI-TENANT"],
  ["aliases", "ALIASES"],
  ["description", "DESCRIPTION"],
];
const SUBDOMAIN_COLUMNS: readonly Column[] = [
  ["domain_name", "DOMAIN"],
  ["subdomain_number", "NUMBER"],
  ["subdomain_name", "NAME"],
  ["next_entity_sequence", "NEXT"],
  ["description", "DESCRIPTION"],
];
const ENTITY_COLUMNS: readonly Column[] = [
  ["table_code", "CODE"],
  ["entity_name", "NAME"],
  ["domain_name", "DOMAIN"],
  ["subdomain_name", "SUBDOMAIN"],
  ["entity_code", "SHORT"],
  ["status", "STATUS"],
  ["legacy_code", "LEGACY CODE"],
];

const PROBLEM_COLUMNS: readonly Column[] = [
  ["path", "PATH"],
  ["code", "CODE"],
  ["rule", "RULE"],
  ["message", "PROBLEM"],
  ["hint", "HINT"],
];

/** `specql registry …`. */
export function addRegistry(program: Command, define: Define): void {
  const registry = group(
    program,
    "registry",
    "domains, subdomains, entities and their codes",
    "registry domains list",
  );
  addDomains(group(registry, "domains", "list or show domains", "registry domains list"), define);

  define(group(registry, "subdomains", "list subdomains", "registry subdomains list"), {
    usage: "list",
    summary: "list the subdomains, of one domain or of all",
    examples: ["registry subdomains list --domain=crm"],
    options: [option("--domain <domain>", "number, name or alias of a domain")],
    async run(session, _args, options) {
      const rows = await session.call(async (api) => {
        const domain = text(options, "domain");
        if (domain === undefined) return api.list("subdomains");
        return api.list("subdomains", { domain_id: (await domainRow(api, domain))["id"] });
      });
      show(session, rows, SUBDOMAIN_COLUMNS, "no subdomains");
    },
  });

  define(group(registry, "entities", "list entities", "registry entities list"), {
    usage: "list",
    summary: "list the entities and their codes",
    examples: ["registry entities list --domain=crm --subdomain=customer"],
    options: [
      option("--domain <domain>", "number, name or alias of a domain"),
      option("--subdomain <subdomain>", "number or name of a subdomain"),
    ],
    async run(session, _args, options) {
      show(session, await entities(session, options), ENTITY_COLUMNS, "no entities");
    },
  });

  define(registry, {
    usage: "allocate-code",
    summary: "give an entity the next code of its subdomain; an entity that has one keeps it",
    examples: ["registry allocate-code --domain=crm --subdomain=customer --entity=Contact"],
    options: [
      option("--domain <domain>", "number, name or alias of the domain", true),
      option("--subdomain <subdomain>", "number or name of the subdomain", true),
      option("--entity <name>", "name of the entity", true),
      option("--entity-code <code>", "its short code, such as CON"),
    ],
    run: (session, _args, options) =>
      allocateCode(session, {
        domain: text(options, "domain"),
        subdomain: text(options, "subdomain"),
        entity_name: text(options, "entity"),
        entity_code: text(options, "entityCode"),
      }),
  });
  addExport(registry, define);
  addCheckLayout(registry, define);
}

function addDomains(domains: Command, define: Define): void {
  define(domains, {
    usage: "list",
    summary: "list all domains",
    examples: ["registry domains list", "registry domains list --json"],
    run: listDomains,
  });
  define(domains, {
    usage: "show <domain>",
    summary: "show a domain and its subdomains",
    examples: ["registry domains show crm"],
    run: showDomain,
  });
}

/** All domains, as a table. */
export async function listDomains(session: Session): Promise<void> {
  const rows = await session.call((api) => api.list("domains"));
  show(session, rows, DOMAIN_COLUMNS, "no domains");
}

/** One domain, by number, name or alias, with its subdomains. */
export async function showDomain(
  session: Session,
  [wanted = ""]: readonly string[],
): Promise<void> {
  const { domain, subdomains } = await session.call(async (api) => {
    const found = await domainRow(api, wanted);
    return { domain: found, subdomains: await api.list("subdomains", { domain_id: found["id"] }) };
  });
  if (session.json) return printJson(session.io, { ...domain, subdomains });
  printRow(session.io, inOrder(domain, DOMAIN_COLUMNS));
  line(session.io);
  printTable(session.io, subdomains, SUBDOMAIN_COLUMNS.slice(1), "no subdomains");
}

/** A row with the columns of the table first. */
export function inOrder(row: Row, columns: readonly Column[]): Row {
  const first = columns.flatMap(([key]) => (key in row ? [[key, row[key]] as const] : []));
  return { ...Object.fromEntries(first), ...row };
}

/** Allocates a code and prints it, alone on its line. */
export async function allocateCode(session: Session, args: Row): Promise<void> {
  const code = await session.call((api) => api.result("allocate_entity_code", args));
  if (session.json) printJson(session.io, { table_code: code });
  else line(session.io, clean(code));
}

async function entities(session: Session, options: Options): Promise<Row[]> {
  const wanted = text(options, "domain");
  const subdomain = text(options, "subdomain");
  return session.call(async (api) => {
    if (wanted === undefined) return api.list("entities", { subdomain_name: subdomain });
    const domain = await domainRow(api, wanted);
    if (subdomain === undefined) {
      return api.list("entities", { domain_name: domain["domain_name"] });
    }
    const { id } = await subdomainRow(api, domain, subdomain);
    return api.list("entities", { subdomain_id: id });
  });
}

function show(session: Session, rows: Row[], columns: readonly Column[], none: string): void {
  if (session.json) printJson(session.io, rows);
  else printTable(session.io, rows, columns, none);
}

function addExport(registry: Command, define: Define): void {
  define(registry, {
    usage: "export",
    summary: "write the registry in the legacy format",
    examples: ["registry export --yaml domain_registry.yaml", "registry export --yaml -"],
    options: [option("--yaml <file>", "the file to write; - is standard output", true)],
    async run(session, _args, options) {
      const document = await session.call((api) => api.result("export_registry"));
      if (typeof document !== "object" || document === null) {
        throw new SpecqlError("SG999", "the export is no document");
      }
      const yaml = writeRegistryYaml(document as JsonObject);
      const file = text(options, "yaml") ?? "-";
      if (file === "-") {
        session.io.stdout.write(yaml);
        return;
      }
      await writeTextFile(file, yaml);
      const bytes = Buffer.byteLength(yaml);
      if (session.json) printJson(session.io, { file, bytes });
      else line(session.io, `wrote ${clean(file)} (${bytes} bytes)`);
    },
  });
}

function addCheckLayout(registry: Command, define: Define): void {
  define(registry, {
    usage: "check-layout <dir>",
    summary:
      "check the numbers of a source tree against the rules and the registry; exit 1 if any is wrong",
    examples: ["registry check-layout db/0_schema"],
    async run(session, [directory = "."]) {
      const paths = await filesBelow(directory);
      const problems = await session.call((api) => api.rows("check_layout", { paths }));
      if (session.json) printJson(session.io, { files: paths.length, problems });
      else if (problems.length === 0) line(session.io, `${paths.length} files, no problem`);
      else {
        printTable(session.io, problems, PROBLEM_COLUMNS, "");
        line(session.io, `${paths.length} files, ${problems.length} problems`);
      }
      return problems.length > 0 ? 1 : 0;
    },
  });
}
