import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import type { Json } from "../../legacy/document.ts";
import { parseJson, toJson } from "../../legacy/json-reader.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { readDefinition } from "../definition-file.ts";
import { type Column, type Row, line, printJson, printRow, printTable } from "../print.ts";
import type { Api, Session } from "../session.ts";

const TYPE_COLUMNS: readonly Column[] = [
  ["type_name", "TYPE"],
  ["type_category", "CATEGORY"],
  ["default_postgres_type", "POSTGRESQL"],
  ["version", "VERSION"],
  ["is_rich_type", "RICH"],
  ["aliases", "ALIASES"],
  ["description", "DESCRIPTION"],
];

const PROBLEM_COLUMNS: readonly Column[] = [
  ["instance_path", "AT"],
  ["keyword", "KEYWORD"],
  ["message", "PROBLEM"],
];

const DIFFERENCE_COLUMNS: readonly Column[] = [
  ["direction", "DIRECTION"],
  ["path", "AT"],
  ["keyword", "KEYWORD"],
  ["message", "PROBLEM"],
];

const VERSION_COLUMNS: readonly Column[] = [
  ["version", "VERSION"],
  ["is_current", "IN FORCE"],
  ["compatibility_mode", "MODE"],
  ["created_at", "AT"],
  ["created_by", "BY"],
  ["schema_hash", "SHA256"],
];

const MAPPING_COLUMNS: readonly Column[] = [
  ["language", "LANGUAGE"],
  ["mapped_type", "TYPE"],
  ["import_statement", "IMPORT"],
];

const FIELD_COLUMNS: readonly Column[] = [
  ["field_name", "FIELD"],
  ["field_type", "TYPE"],
  ["nullable", "NULLABLE"],
  ["description", "DESCRIPTION"],
];

/** `specql types …`. */
export function addTypes(program: Command, define: Define): void {
  const types = group(
    program,
    "types",
    "list, show and register types; validate values by them",
    "types list",
  );
  define(types, {
    usage: "list",
    summary: "list the types",
    examples: ["types list", "types list --category composite"],
    options: [option("--category <name>", "only those of one category")],
    async run(session, _args, options) {
      const type_category = text(options, "category");
      const rows = await session.call((api) => api.list("types", { type_category }));
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, TYPE_COLUMNS, "no types");
    },
  });
  define(types, {
    usage: "show <type>",
    summary: "show a type with its schema, its mappings and its fields",
    examples: ["types show money"],
    run: show,
  });
  define(types, {
    usage: "register",
    summary: "register types, or new versions of them, from a YAML or JSON file; all or none",
    examples: ["types register --file address.yaml"],
    options: [option("--file <file>", "a definition, or a list of them", true)],
    async run(session, _args, options) {
      const definitions = await readDefinition(text(options, "file") ?? "");
      const rows = await session.call((api) => api.rows("register_types", { definitions }));
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, TYPE_COLUMNS, "nothing to register");
    },
  });
  define(types, {
    usage: "validate <type> <value>",
    summary: "say whether a value is one of a type; exit 1 when it is not",
    examples: [
      "types validate money 12.50",
      'types validate address \'{"city": "Lyon"}\'',
      "types validate 'list(money)' '[1, 2.50]'",
    ],
    options: [
      option("--text", "the value is a text, whatever it looks like"),
      option("--type-version <number>", "validate by this version instead of the one in force"),
    ],
    run: validate,
  });
  define(types, {
    usage: "versions <type>",
    summary: "list the versions of a type",
    examples: ["types versions address"],
    async run(session, [name = ""]) {
      const rows = await session.call(async (api) => {
        const { type_name } = await found(api, name);
        return await api.list("type_versions", { type_name });
      });
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, VERSION_COLUMNS, "the type has no schema, so no versions");
    },
  });
  define(types, {
    usage: "compatibility <type>",
    summary: "hold a schema against the one in force, or set the mode; exit 1 when incompatible",
    examples: [
      "types compatibility address --file address.schema.json",
      "types compatibility address --file address.schema.json --mode FULL",
      "types compatibility address --set BACKWARD_TRANSITIVE",
    ],
    options: [
      option("--file <file>", "a JSON Schema (YAML or JSON) that would be the next version"),
      option("--mode <mode>", "compare by this mode instead of the type's"),
      option(
        "--set <mode>",
        "from now on, new versions of the type must be compatible in this way",
      ),
    ],
    run: compatibility,
  });
}

/** The row of a type by its name or alias. */
async function found(api: Api, name: string): Promise<Row> {
  return await api.row("find_type", { type_name: name });
}

async function show(session: Session, [name = ""]: readonly string[]): Promise<void> {
  const { type, mappings, fields } = await session.call(async (api) => {
    const row = await found(api, name);
    const filter = { type_name: row["type_name"] };
    return {
      type: row,
      mappings: await api.list("type_mappings", filter),
      fields: await api.list("type_fields", filter),
    };
  });
  if (session.json) return printJson(session.io, { ...type, mappings, fields });
  printRow(
    session.io,
    Object.fromEntries(Object.entries(type).filter(([, value]) => value !== null)),
  );
  if (mappings.length > 0) {
    line(session.io);
    printTable(session.io, mappings, MAPPING_COLUMNS, "");
  }
  if (fields.length > 0) {
    line(session.io);
    printTable(session.io, fields, FIELD_COLUMNS, "");
  }
}

async function validate(
  session: Session,
  [name = "", given = ""]: readonly string[],
  options: Options,
): Promise<number> {
  const wanted = text(options, "typeVersion");
  const problems = await session.call((api) =>
    api.rows("validate_value", {
      type_name: name,
      value: options["text"] === true ? given : valueOf(given),
      version: wanted === undefined ? undefined : wanted,
    }),
  );
  if (session.json) printJson(session.io, problems);
  else printTable(session.io, problems, PROBLEM_COLUMNS, "valid");
  return problems.length === 0 ? 0 : 1;
}

/** JSON where it is JSON, else the text as it was typed; what begins like JSON must be JSON. */
function valueOf(given: string): Json {
  try {
    return toJson(parseJson(given, "value"));
  } catch (error) {
    if (!(error instanceof SpecqlError) || /^\s*[[{"]/.test(given)) throw error;
    return given;
  }
}

async function compatibility(
  session: Session,
  [name = ""]: readonly string[],
  options: Options,
): Promise<number> {
  const set = text(options, "set");
  const file = text(options, "file");
  if (set === undefined && file === undefined) {
    const type = await session.call((api) => found(api, name));
    if (session.json) printJson(session.io, type["compatibility_mode"]);
    else line(session.io, String(type["compatibility_mode"]));
    return 0;
  }
  if (set !== undefined) {
    const type = await session.call((api) =>
      api.row("set_type_compatibility", { type_name: name, mode: set }),
    );
    if (session.json) printJson(session.io, type);
    else printRow(session.io, { type: type["type_name"], mode: type["compatibility_mode"] });
    if (file === undefined) return 0;
  }
  const schema = await readDefinition(file ?? "");
  const problems = await session.call(async (api) => {
    const type = await found(api, name);
    if (type["json_schema"] === null) return [];
    return await api.rows("check_compatibility", {
      old: type["json_schema"],
      new: schema,
      mode: text(options, "mode") ?? type["compatibility_mode"],
    });
  });
  if (session.json) printJson(session.io, problems);
  else printTable(session.io, problems, DIFFERENCE_COLUMNS, "compatible");
  return problems.length === 0 ? 0 : 1;
}
