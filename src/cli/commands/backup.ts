import type { Command } from "commander";
import { backUp, restore, type RestoreReport } from "../../backup/backup.ts";
import { SpecqlError } from "../../errors.ts";
import { type Define, type Options, option, text } from "../define.ts";
import { clean, line, type Row, printJson, short } from "../print.ts";
import type { Session } from "../session.ts";
import { version } from "../version.ts";

/** `specql backup` and `specql restore`. */
export function addBackup(program: Command, define: Define): void {
  define(program, {
    usage: "backup <place>",
    summary: "back up the database: under a name of its own, or in a folder of backups",
    examples: ["backup backups/", "backup backups/ --keep-days 90", "backup before-upgrade"],
    options: [
      option("--keep-days <days>", "in a folder of backups: remove those that are older").default(
        "30",
      ),
    ],
    run: runBackup,
  });
  define(program, {
    usage: "restore <backup>",
    summary: "restore a backup, whole or not at all, and check what was restored",
    examples: [
      "restore before-upgrade --database postgresql://me@localhost/empty",
      "restore backups/specql-20261121T120000Z --replace",
    ],
    options: [option("--replace", "put it in the place of a database that is not empty")],
    run: runRestore,
  });
}

async function runBackup(
  session: Session,
  [place = ""]: readonly string[],
  options: Options,
): Promise<void> {
  const { io } = session;
  const report = await backUp(place, {
    config: session.config(),
    env: io.env,
    specqlVersion: version(),
    keepDays: days(text(options, "keepDays") ?? ""),
  });
  const { path, manifest, removed, kept } = report;
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
  if (session.json) {
    return printJson(io, {
      path,
      kind: manifest.kind,
      createdAt: manifest.createdAt,
      files: manifest.files.length,
      bytes,
      removed,
      kept,
    });
  }
  line(io, `backed up to ${clean(path)} (${manifest.files.length} files, ${bytes} bytes)`);
  for (const each of removed) line(io, `removed ${clean(each)}`);
  for (const each of kept)
    line(io, `kept ${clean(each)}: it holds files that are not of the backup`);
}

async function runRestore(
  session: Session,
  [backup = ""]: readonly string[],
  options: Options,
): Promise<number> {
  const { io } = session;
  const report = await restore(backup, {
    config: session.config(),
    env: io.env,
    specqlVersion: version(),
    replace: options["replace"] === true,
  });
  const wrong = (report.audit as Row[]).filter((part) => part["ok"] !== true);
  if (session.json) {
    printJson(io, {
      createdAt: report.manifest.createdAt,
      applied: report.applied,
      pending: report.pending,
      audit: report.audit,
    });
  } else tell(session, report, wrong);
  return wrong.length > 0 ? 1 : 0;
}

function tell({ io }: Session, report: RestoreReport, wrong: readonly Row[]): void {
  const { manifest, applied, pending, audit } = report;
  line(io, `restored the backup of ${clean(manifest.createdAt)}`);
  line(io, `migrations: ${applied.length} applied, ${pending.length} pending`);
  if (pending.length > 0) line(io, "Apply them with 'specql migrate'.");
  line(
    io,
    `audit: ${wrong.length === 0 ? "in order" : "NOT in order"}, ${(audit as Row[]).length} parts`,
  );
  for (const part of wrong) {
    line(
      io,
      `  ${clean(part["part"])}: ${short(part["problem"], 400)} ${short(part["detail"], 400)}`,
    );
  }
}

function days(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new SpecqlError("SG110", "--keep-days must be a whole number of days", {
    field: "--keep-days",
  });
}
