/** `specql schema preview|prove|apply|rollback|export|drift`: what a request does to the database. */
import type { Command } from "commander";
import {
  applySchemaRequest,
  rollBackSchemaRequest,
  type Applied,
} from "../../database/run-steps.ts";
import { SpecqlError } from "../../errors.ts";
import { type Define, option, type Options, text } from "../define.ts";
import { writeTextFile, readTextFile } from "../files.ts";
import { clean, line, printJson, printRow, printTable } from "../print.ts";
import { requestId } from "../requests.ts";
import type { Api, Session } from "../session.ts";

/** Adds the commands. */
export function addMigrationCommands(schema: Command, define: Define): void {
  define(schema, {
    usage: "preview <id>",
    summary: "print the SQL that a request means, up and down",
    examples: ["schema preview 7d2e…"],
    async run(session, [given = ""]) {
      const [row = {}] = await session.call(async (api) =>
        api.rows("preview_migration", { request_id: await requestId(api, given) }),
      );
      if (session.json) return printJson(session.io, row);
      lines(session, `-- ${clean(row["file_name"])}`, row["up_sql"], "-- down", row["down_sql"]);
    },
  });
  define(schema, {
    usage: "prove <id>",
    summary: "run it up, down and up on a copy that is thrown away; print locks and times",
    examples: ["schema prove 7d2e…"],
    async run(session, [given = ""]) {
      const proof = await session.call(async (api) =>
        api.row("prove_migration", { request_id: await requestId(api, given) }),
      );
      if (session.json) return printJson(session.io, proof);
      printRow(session.io, proof);
    },
  });
  define(schema, {
    usage: "apply <id>",
    summary: "take an approved and proven request into the database",
    examples: ["schema apply 7d2e…"],
    options: [AS],
    run: (session, [given = ""], options) =>
      carryOut(session, options, async (api) =>
        applySchemaRequest(api.caller, await requestId(api, given)),
      ),
  });
  define(schema, {
    usage: "rollback <id>",
    summary: "take an applied change back",
    examples: ["schema rollback 7d2e…", "schema rollback widgets --allow-data-loss"],
    options: [option("--allow-data-loss", "drop rows that came since, too"), AS],
    run: (session, [given = ""], options) =>
      carryOut(session, options, async (api) =>
        rollBackSchemaRequest(
          api.caller,
          await requestId(api, given),
          options["allowDataLoss"] === true,
        ),
      ),
  });
  define(schema, {
    usage: "export <id>",
    summary: "carry an approved change into a graphile-migrate project",
    examples: ["schema export 7d2e… --to current.sql"],
    options: [option("--to <file>", "the migration being written; - prints it", true)],
    run: exportRequest,
  });
  define(schema, {
    usage: "drift [table]",
    summary: "list what differs from what was approved; exit 3 where something does",
    examples: ["schema drift", "schema drift widgets"],
    async run(session, [table = ""]) {
      const rows = await session.call((api) =>
        api.rows("schema_drift", table === "" ? {} : { table_name: table }),
      );
      if (session.json) printJson(session.io, rows);
      else {
        const columns = Object.keys(rows[0] ?? {}).map(
          (name) => [name, name.replaceAll("_", " ").toUpperCase()] as const,
        );
        printTable(session.io, rows, columns, "Nothing differs.");
      }
      return rows.length === 0 ? 0 : 3;
    },
  });
}

const AS = option("--as <name>", "who acts, where no token says so");

/** Carries a migration out, and prints what was done. */
async function carryOut(
  session: Session,
  options: Options,
  work: (api: Api) => Promise<Applied>,
): Promise<void> {
  const applied = await session.call(work, { actor: text(options, "as") });
  if (session.json) return printJson(session.io, applied);
  for (const step of applied.steps) line(session.io, `  step ${step.n}: ${step.outcome}`);
  const { row } = applied;
  line(session.io, `${clean(row["id"])} ${clean(row["table_name"])}: ${clean(row["status"])}`);
}

/** SQL for eyes: line by line, with nothing in it that a terminal would obey. */
function lines(session: Session, ...texts: readonly unknown[]): void {
  for (const text of texts) {
    if (typeof text === "string")
      for (const each of text.split("\n")) line(session.io, clean(each));
  }
}

async function exportRequest(
  session: Session,
  [given = ""]: readonly string[],
  options: Options,
): Promise<void> {
  const file = text(options, "to") ?? "-";
  const { id, sql } = await session.call(async (api) => {
    const request_id = await requestId(api, given);
    return { id: request_id, sql: String(await api.result("export_migration", { request_id })) };
  });
  if (file === "-") return line(session.io, sql);
  const before = await existing(file);
  const after = withBlock(before, id, sql);
  if (after !== before) await writeTextFile(file, after);
  if (session.json) return printJson(session.io, { id, file, changed: after !== before });
  line(session.io, after === before ? `${file} holds it already.` : `Written to ${file}.`);
}

async function existing(file: string): Promise<string> {
  try {
    return (await readTextFile(file)).text;
  } catch (error) {
    if (error instanceof SpecqlError && error.code === "SG291") return "";
    throw error;
  }
}

/** The file with this request's block: where it stood before, else at the end. */
function withBlock(before: string, id: string, sql: string): string {
  const [first, last] = [`-- schema request ${id}`, `-- end of schema request ${id}`];
  const block = `${first}\n${sql.trimEnd()}\n${last}\n`;
  const start = before.indexOf(`${first}\n`);
  const end = before.indexOf(`${last}\n`, start);
  if (start >= 0 && end >= 0) {
    return before.slice(0, start) + block + before.slice(end + last.length + 1);
  }
  return before === "" ? block : `${before.trimEnd()}\n\n${block}`;
}
