import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import { decodeText } from "../../legacy/text.ts";
import { type LintedFile, type LintOptions, lintText, type Violation } from "../../lint/lint.ts";
import { sarifLog, type SarifRule } from "../../lint/sarif.ts";
import { type Define, type Options, option, text } from "../define.ts";
import { readTextFile } from "../files.ts";
import { clean, line, printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { version } from "../version.ts";

const FORMATS = ["text", "json", "sarif"] as const;
type Format = (typeof FORMATS)[number];

/** `specql policy lint`. */
export function addLint(policy: Command, define: Define): void {
  define(policy, {
    usage: "lint [files...]",
    summary: "hold SQL files against the rules; - is standard input; exit 5 when there are errors",
    examples: [
      "policy lint migrations/*.sql",
      "policy lint - < change.sql",
      "policy lint change.sql --format sarif > lint.sarif",
    ],
    options: [
      option("--format <format>", "text, json or sarif"),
      option("--in-transaction", "whoever runs the files puts each into a transaction"),
      option("--ignore-sizes", "the tables are larger where the files will run"),
      option("--domain <domain>", "the domain whose settings hold"),
      option("--subdomain <subdomain>", "the subdomain whose settings hold"),
      option("--strict", "exit 5 when there are warnings, too"),
    ],
    run: lint,
  });
}

async function lint(session: Session, args: readonly string[], options: Options): Promise<number> {
  const format = chosenFormat(session, text(options, "format"));
  const names = args.filter((name) => name !== "");
  if (names.length === 0) {
    throw new SpecqlError("SG960", "there is no file to lint", {
      hint: "Name SQL files, or - for standard input.",
    });
  }
  const how: LintOptions = {
    ...(options["inTransaction"] === true && { wrapped: true }),
    ...(options["ignoreSizes"] === true && { ignore_sizes: true }),
    ...optional("domain", text(options, "domain")),
    ...optional("subdomain", text(options, "subdomain")),
  };
  // Every file is read before the first is checked: a wrong name costs nothing.
  const texts: { name: string; content: string }[] = [];
  for (const name of names) texts.push({ name, content: await contentOf(session, name) });

  const { files, rules } = await session.call(async (api) => {
    const done: LintedFile[] = [];
    for (const { name, content } of texts) {
      const shown = name === "-" ? "<stdin>" : name;
      done.push(
        await lintText(shown, content, how, async (tree) => {
          const rows = await api.rows("lint_statements", { parse_tree: tree });
          return rows as unknown as Omit<Violation, "line" | "column">[];
        }),
      );
    }
    const described =
      format === "sarif" ? ((await api.list("policy_rules")) as unknown as SarifRule[]) : [];
    return { files: done, rules: described };
  });
  print(session, format, files, rules);
  const all = files.flatMap((file) => file.violations);
  const refused = options["strict"] === true ? ["error", "warning"] : ["error"];
  return all.some((each) => refused.includes(each.severity)) ? 5 : 0;
}

function print(
  session: Session,
  format: Format,
  files: readonly LintedFile[],
  rules: readonly SarifRule[],
): void {
  const { io } = session;
  const all = files.flatMap((file) => file.violations);
  const counts = { error: 0, warning: 0, info: 0 };
  for (const each of all) counts[each.severity] += 1;
  if (format === "json") {
    printJson(io, { files, counts });
    return;
  }
  if (format === "sarif") {
    printJson(io, sarifLog(files, rules, version()));
    return;
  }
  for (const file of files) {
    for (const each of file.violations) {
      const place = `${clean(file.name)}:${each.line}:${each.column}`;
      const waived = each.waived === null ? "" : ` (waived: ${clean(each.waived)})`;
      line(io, `${place}: ${each.severity} ${each.rule_id} ${clean(each.message)}${waived}`);
      if (each.suggestion !== null && each.waived === null)
        line(io, `    ${clean(each.suggestion)}`);
    }
  }
  const looked = files.length === 1 ? "1 file" : `${files.length} files`;
  line(io, `${looked}: ${counts.error} errors, ${counts.warning} warnings, ${counts.info} notes`);
}

function chosenFormat(session: Session, given: string | undefined): Format {
  if (given === undefined) return session.json ? "json" : "text";
  const found = FORMATS.find((each) => each === given);
  if (found !== undefined) return found;
  throw new SpecqlError("SG110", `there is no format ${JSON.stringify(given)}`, {
    hint: `It can be ${FORMATS.join(", ")}.`,
    field: "--format",
  });
}

async function contentOf(session: Session, name: string): Promise<string> {
  if (name !== "-") return (await readTextFile(name)).text;
  if (session.io.stdin === undefined) {
    throw new SpecqlError("SG132", "standard input cannot be read", {
      hint: "Name a file.",
    });
  }
  return decodeText(await session.io.stdin(), "<stdin>");
}

function optional<K extends string>(name: K, value: string | undefined): { [P in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: string };
}
