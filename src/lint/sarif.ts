import type { LintedFile, Violation } from "./lint.ts";

const LEVELS: Readonly<Record<Violation["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** A rule as the log describes it. */
export interface SarifRule {
  rule_id: string;
  slug: string;
  title: string;
  why: string | null;
  suggestion: string | null;
  severity: Violation["severity"];
}

/** The findings as a SARIF 2.1.0 log, as code scanning services read it. */
export function sarifLog(
  files: readonly LintedFile[],
  rules: readonly SarifRule[],
  version: string,
): unknown {
  const used = rules.filter((rule) =>
    files.some((file) => file.violations.some((each) => each.rule_id === rule.rule_id)),
  );
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "specql",
            version,
            rules: used.map((rule) => ({
              id: rule.rule_id,
              name: rule.slug,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why ?? rule.title },
              help: { text: rule.suggestion ?? rule.title },
              defaultConfiguration: { level: LEVELS[rule.severity] },
            })),
          },
        },
        columnKind: "unicodeCodePoints",
        results: files.flatMap((file) => file.violations.map((each) => result(file, each, used))),
      },
    ],
  };
}

function result(file: LintedFile, found: Violation, rules: readonly SarifRule[]): unknown {
  return {
    ruleId: found.rule_id,
    ruleIndex: rules.findIndex((rule) => rule.rule_id === found.rule_id),
    level: LEVELS[found.severity],
    message: {
      text: found.suggestion === null ? found.message : `${found.message}. ${found.suggestion}`,
    },
    locations: [
      {
        physicalLocation: {
          // A path as a relative reference: characters that a URI reserves are escaped.
          artifactLocation: { uri: file.name.split(/[\\/]/).map(encodeURIComponent).join("/") },
          region: { startLine: found.line, startColumn: found.column },
        },
      },
    ],
    ...(found.waived !== null && {
      suppressions: [{ kind: "inSource", justification: found.waived }],
    }),
  };
}
