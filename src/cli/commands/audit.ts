import type { Command } from "commander";
import { asDocument, readAnchor } from "../anchor.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { readTextFile, writeTextFile } from "../files.ts";
import {
  type Column,
  type Row,
  asJson,
  clean,
  line,
  printJson,
  printTable,
  short,
} from "../print.ts";
import type { Session } from "../session.ts";

const LOG_COLUMNS: readonly Column[] = [
  ["changed_at", "AT"],
  ["table", "TABLE"],
  ["operation", "OPERATION"],
  ["row_id", "ROW"],
  ["actor", "ACTOR"],
  ["role_name", "ROLE"],
  ["changed", "CHANGED"],
];

const SEAL_COLUMNS: readonly Column[] = [
  ["seq", "SEAL"],
  ["changes", "CHANGES"],
  ["first_changed_at", "FROM"],
  ["last_changed_at", "TO"],
  ["seal_hash", "HASH"],
];

/** `specql audit …`. */
export function addAudit(program: Command, define: Define): void {
  const audit = group(
    program,
    "audit",
    "who changed what, and proof that it stayed so",
    "audit log",
  );
  define(audit, {
    usage: "log",
    summary: "list the latest changes, oldest first",
    examples: ["audit log", "audit log --table tb_domain --limit 200"],
    options: [
      option("--table <table>", "changes of this table only"),
      option("--limit <n>", "how many, 1000 at most").default("50"),
    ],
    run: showLog,
  });
  define(audit, {
    usage: "seal",
    summary: "seal what was changed since the last seal",
    examples: ["audit seal"],
    async run(session) {
      const seals = await session.call((api) => api.rows("seal_audit"));
      if (session.json) printJson(session.io, seals);
      else printTable(session.io, seals, SEAL_COLUMNS, "nothing to seal");
    },
  });
  define(audit, {
    usage: "anchor",
    summary: "print where each stream of the ledger ends, to be kept outside the database",
    examples: ["audit anchor --to anchor.json", "audit anchor --to anchor.json --key ed25519.pem"],
    options: [
      option("--to <file>", "write it to a file"),
      option("--key <file>", "sign it with this private key (Ed25519, PEM)"),
    ],
    run: showAnchor,
  });
  define(audit, {
    usage: "verify",
    summary: "check that nothing was altered, removed, added or moved; exit 1 if something was",
    examples: ["audit verify", "audit verify --anchor anchor.json --key ed25519.pub.pem"],
    options: [
      option("--anchor <file>", "an anchor that was kept, to find a log that was computed anew"),
      option("--key <file>", "public key that the anchor must be signed with"),
      option("--since-anchor", "trust what is older than the anchor, which is quick"),
    ],
    run: verify,
  });
}

async function showLog(
  session: Session,
  _args: readonly string[],
  options: Options,
): Promise<void> {
  const changes = await session.call((api) =>
    api.rows("latest_changes", {
      table_name: text(options, "table"),
      limit: text(options, "limit"),
    }),
  );
  changes.reverse();
  if (session.json) return printJson(session.io, changes);
  const rows = changes.map((change) => ({
    ...change,
    table: `${clean(change["table_schema"])}.${clean(change["table_name"])}`,
    changed: changedColumns(change).join(", "),
  }));
  printTable(session.io, rows, LOG_COLUMNS, "no changes");
}

/** Names of the columns that an update gave another value. */
function changedColumns({ old_row: before, new_row: after }: Row): string[] {
  if (!before || !after) return [];
  const old = before as Row;
  return Object.entries(after as Row)
    .filter(([name]) => !name.startsWith("updated_"))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
    .map(([name]) => name);
}

async function showAnchor(
  session: Session,
  _args: readonly string[],
  options: Options,
): Promise<void> {
  const anchor = await session.call((api) => api.rows("audit_anchor"));
  const key = text(options, "key");
  const document = asDocument(anchor, key === undefined ? undefined : await readKey(key));
  const to = text(options, "to");
  if (to === undefined) return printJson(session.io, document);
  await writeTextFile(to, `${asJson(document)}\n`);
  if (!session.json) line(session.io, `wrote ${clean(to)}`);
}

async function verify(
  session: Session,
  _args: readonly string[],
  options: Options,
): Promise<number> {
  const file = text(options, "anchor");
  const key = text(options, "key");
  const anchor =
    file === undefined
      ? undefined
      : readAnchor(
          file,
          (await readTextFile(file)).text,
          key === undefined ? undefined : await readKey(key),
        );
  const parts = await session.call((api) =>
    api.rows("verify_audit", { anchor, since_anchor: options["sinceAnchor"] === true }),
  );
  const failed = parts.filter((part) => part["ok"] !== true);
  if (session.json) printJson(session.io, parts);
  else {
    for (const part of parts) {
      const verdict = part["ok"] === true ? "ok  " : "FAIL";
      const found = part["problem"]
        ? `${clean(part["problem"])}: ${short(part["detail"], 500)}`
        : "";
      line(session.io, `${verdict}  ${clean(part["part"])}: ${found || clean(part["checked"])}`);
    }
    line(session.io, failed.length === 0 ? "all well" : "the log is not what it was");
  }
  return failed.length > 0 ? 1 : 0;
}

async function readKey(file: string): Promise<{ file: string; pem: string }> {
  return { file, pem: (await readTextFile(file)).text };
}
