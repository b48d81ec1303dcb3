import type { Command } from "commander";
import { type Define, group, option, type Options, text } from "../define.ts";
import { jsonFile, requestId } from "../requests.ts";
import {
  type Column,
  clean,
  line,
  printJson,
  printRow,
  printTable,
  type Row,
  short,
} from "../print.ts";
import type { Api, Session } from "../session.ts";
import { addMigrationCommands } from "./schema-migration.ts";

/** `specql schema …`: asking for tables, deciding, and carrying out. */
export function addSchema(program: Command, define: Define): void {
  const schema = group(
    program,
    "schema",
    "ask for tables and changes; review, prove, apply and undo them",
    "schema submit widgets.json",
  );
  addAsking(schema, define);
  addLooking(schema, define);
  addDeciding(schema, define);
  addMigrationCommands(schema, define);
}

const AS = option("--as <name>", "who acts, where no token says so");
const COMMENT = option("--comment <text>", "what to say about it");
const HASH = option(
  "--hash <hash>",
  "the content hash that was read; refused when it changed since",
);

function addAsking(schema: Command, define: Define): void {
  define(schema, {
    usage: "submit [file]",
    summary: "ask for what a JSON file describes, or submit a draft",
    examples: ["schema submit widgets.json", "schema submit --draft 7d2e…"],
    options: [option("--draft <id>", "a draft that a template or type made"), AS],
    async run(session, [file], options) {
      const draft = text(options, "draft");
      const request = draft === undefined ? await jsonFile(file ?? "") : { draft_id: draft };
      return act(session, options, (api) => api.row("submit_schema_request", { request }));
    },
  });
  define(schema, {
    usage: "revise <id> <file>",
    summary: "say anew what a request asks for; approvals that were given fall",
    examples: ["schema revise 7d2e… widgets.json"],
    options: [COMMENT, HASH, AS],
    async run(session, [id = "", file = ""], options) {
      const wanted = await jsonFile(file);
      return act(session, options, async (api) =>
        api.row("revise_schema_request", {
          request_id: await requestId(api, id),
          schema_json: wanted,
          comment: text(options, "comment"),
          expected_hash: text(options, "hash"),
        }),
      );
    },
  });
  define(schema, {
    usage: "withdraw <id>",
    summary: "take a request back",
    examples: ["schema withdraw 7d2e…"],
    options: [COMMENT, AS],
    run: (session, [id = ""], options) =>
      act(session, options, async (api) =>
        api.row("withdraw_schema_request", {
          request_id: await requestId(api, id),
          comment: text(options, "comment"),
        }),
      ),
  });
}

const LIST: readonly Column[] = [
  ["id", "ID"],
  ["table", "TABLE"],
  ["request_kind", "KIND"],
  ["status", "STATUS"],
  ["requested_by", "REQUESTED BY"],
  ["created_at", "CREATED"],
  ["conflicts", "CONFLICTS"],
];

function addLooking(schema: Command, define: Define): void {
  define(schema, {
    usage: "list",
    summary: "list requests, newest first",
    examples: ["schema list", "schema list --status requested"],
    options: [option("--status <status>", "only those with this status")],
    async run(session, _args, options) {
      const status = text(options, "status");
      const rows = await session.call((api) =>
        api.list("schema_requests", status === undefined ? {} : { status }),
      );
      if (session.json) return printJson(session.io, rows);
      const shown = rows.map((row) => ({
        ...row,
        table: `${String(row["schema_name"])}.${String(row["table_name"])}`,
        conflicts: (row["conflicts_with"] as unknown[]).length,
      }));
      printTable(session.io, shown, LIST, "There are no requests.");
    },
  });
  define(schema, {
    usage: "show <id>",
    summary: "show a request, its reviews, its steps and what it needs",
    examples: ["schema show 7d2e…", "schema show widgets"],
    async run(session, [given = ""]) {
      const found = await session.call(async (api) => {
        const request_id = await requestId(api, given);
        return {
          request: await api.row("find_schema_request", { request_id }),
          reviews: await api.list("schema_request_reviews", { request_id }),
          approvals: await api.row("approval_status", { request_id }),
          steps: await api.rows("schema_request_history", { request_id }),
        };
      });
      if (session.json) return printJson(session.io, found);
      printWhole(session, found);
    },
  });
  define(schema, {
    usage: "events",
    summary: "list the steps of all requests, oldest first",
    examples: ["schema events", "schema events --after 120"],
    options: [option("--after <number>", "only those after this event number")],
    async run(session, _args, options) {
      const rows = await session.call((api) =>
        api.rows("events_after", { cursor: text(options, "after"), limit: 1000 }),
      );
      if (session.json) return printJson(session.io, rows);
      printTable(
        session.io,
        rows,
        [["event_number", "NO."], ["table_name", "TABLE"], ...STEPS],
        "There is nothing new.",
      );
    },
  });
}

const STEPS: readonly Column[] = [
  ["event_name", "STEP"],
  ["new_status", "STATUS"],
  ["revision_number", "REVISION"],
  ["actor", "WHO"],
  ["created_at", "WHEN"],
];

const REVIEWS: readonly Column[] = [
  ["revision_number", "REVISION"],
  ["decision", "DECISION"],
  ["reviewer", "REVIEWER"],
  ["comment", "COMMENT"],
  ["created_at", "WHEN"],
];

/** What of a request is for people; the rest is for `--json`. */
const SHOWN =
  "id schema_name table_name request_kind status owner requested_by submitted_by justification " +
  "related_issue domain_name subdomain_name table_code revision_number content_hash conflicts_with";

function printWhole(
  session: Session,
  found: { request: Row; reviews: Row[]; approvals: Row; steps: Row[] },
): void {
  const { io } = session;
  const { request, approvals } = found;
  printRow(io, Object.fromEntries(SHOWN.split(" ").map((name) => [name, request[name]])));
  const given = (approvals["given"] as unknown[]).length;
  line(io, `approvals          ${given} of ${String(approvals["count"])}`);
  printViolations(session, request);
  line(io);
  printTable(io, found.reviews, REVIEWS, "There are no reviews.");
  line(io);
  printTable(io, found.steps, STEPS, "There are no steps.");
}

const DECISIONS = {
  approve: ["approve", "approve what a request asks for now"],
  reject: ["reject", "reject a request"],
  "request-changes": ["request_changes", "ask the author for another revision"],
} as const;

function addDeciding(schema: Command, define: Define): void {
  for (const [name, [decision, summary]] of Object.entries(DECISIONS)) {
    define(schema, {
      usage: `${name} <id>`,
      summary,
      examples: [`schema ${name} 7d2e…`, `schema ${name} widgets --comment "as discussed"`],
      options: [COMMENT, HASH, AS],
      run: (session, [id = ""], options) =>
        act(session, options, async (api) =>
          api.row("review_schema_request", {
            request_id: await requestId(api, id),
            decision,
            comment: text(options, "comment"),
            expected_hash: text(options, "hash"),
          }),
        ),
    });
  }
}

type Work = (api: Api) => Promise<Row>;

/** Does something to a request and prints what became of it. */
async function act(session: Session, options: Options, work: Work): Promise<void> {
  const row = await session.call(work, { actor: text(options, "as") });
  if (session.json) return printJson(session.io, row);
  const table = `${clean(row["schema_name"])}.${clean(row["table_name"])}`;
  const code = row["table_code"] == null ? "" : `, code ${clean(row["table_code"])}`;
  line(session.io, `${clean(row["id"])} ${table}: ${clean(row["status"])}${code}`);
  printViolations(session, row);
  for (const other of row["conflicts_with"] as unknown[]) {
    line(session.io, `  conflicts with ${clean(other)}, which touches the same object`);
  }
}

function printViolations(session: Session, row: Row): void {
  for (const each of row["violations"] as Row[]) {
    const where = each["path"] == null ? "" : `${clean(each["path"])}: `;
    line(session.io, `  ${clean(each["severity"])} ${where}${short(each["message"], 500)}`);
  }
}
