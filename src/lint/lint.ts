import { type ParsedSql, parseSql, placesOf } from "./parse-sql.ts";

/** A row of `app.policy_violations`, and where it stands in the file. */
export interface Violation {
  rule_id: string;
  severity: "error" | "warning" | "info";
  path: string | null;
  message: string;
  suggestion: string | null;
  statement: number | null;
  location: number | null;
  waived: string | null;
  line: number;
  column: number;
}

/** What was found in one file. */
export interface LintedFile {
  name: string;
  violations: Violation[];
}

/** How files are to be looked at; passed on to `app.lint_statements()`. */
export interface LintOptions {
  wrapped?: boolean;
  ignore_sizes?: boolean;
  domain?: string;
  subdomain?: string;
}

/** Asks the database: `app.lint_statements()`. */
export type AskLint = (tree: ParsedSql) => Promise<Omit<Violation, "line" | "column">[]>;

/** Lints one file. What is wrong is for the database to say; this only says where it stands. */
export async function lintText(
  name: string,
  text: string,
  options: LintOptions,
  ask: AskLint,
): Promise<LintedFile> {
  const tree = await parseSql(text);
  const found = await ask({ ...tree, options: { ...options } });
  const place = placesOf(text);
  const violations = found.map((row) => ({ ...row, ...place(row.location ?? 0) }));
  // As they stand in the file; what stands at one place stays in the order of its severity.
  violations.sort((one, other) => (one.location ?? 0) - (other.location ?? 0));
  return { name, violations };
}
