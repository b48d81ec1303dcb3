import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { type Column, type Row, line, printJson, printRow, printTable, short } from "../print.ts";
import type { Session } from "../session.ts";
import { addLint } from "./policy-lint.ts";

const RULE_COLUMNS: readonly Column[] = [
  ["rule_id", "RULE"],
  ["slug", "NAME"],
  ["category", "CATEGORY"],
  ["enabled", "ON"],
  ["severity", "IN FILES"],
  ["request_severity", "IN REQUESTS"],
  ["new_table_severity", "NEW TABLES"],
  ["title", "WHAT IT CATCHES"],
];
const WAIVER_COLUMNS: readonly Column[] = [
  ["id", "ID"],
  ["rule_id", "RULE"],
  ["scope", "WHERE"],
  ["is_live", "LIVE"],
  ["expires_at", "UNTIL"],
  ["created_by", "BY"],
  ["reason", "WHY"],
];
const TEST_COLUMNS: readonly Column[] = [
  ["rule_id", "RULE"],
  ["example", "EXAMPLE"],
  ["detail", "PROBLEM"],
];

/** `specql policy …`. */
export function addPolicy(program: Command, define: Define): void {
  const policy = group(
    program,
    "policy",
    "rules for schema changes: list, set, waive, test, lint SQL files",
    "policy lint migrations/*.sql",
  );
  define(policy, {
    usage: "list",
    summary: "list the rules as they hold everywhere",
    examples: ["policy list", "policy list --category lock --enabled"],
    options: [
      option("--category <category>", "only this category"),
      option("--enabled", "only rules that are on"),
    ],
    async run(session, _args, options) {
      const filter = {
        category: text(options, "category"),
        enabled: options["enabled"] === true ? true : undefined,
      };
      const rows = await session.call((api) => api.list("policy_rules", filter));
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, RULE_COLUMNS, "There are no such rules.");
    },
  });
  define(policy, {
    usage: "show <rule>",
    summary: "show a rule, its examples, settings and waivers, by id or name",
    examples: ["policy show LCK01", "policy show drop-column"],
    run: showRule,
  });
  define(policy, {
    usage: "test",
    summary: "run every rule against its two examples",
    examples: ["policy test"],
    async run(session) {
      const rows = await session.call((api) => api.rows("policy_self_test"));
      const failed = rows.filter((row) => row["passed"] !== true);
      if (session.json) printJson(session.io, { examples: rows.length, failed });
      else if (failed.length === 0)
        line(session.io, `All ${rows.length} examples are as they should be.`);
      else printTable(session.io, failed, TEST_COLUMNS, "");
      return failed.length === 0 ? 0 : 5;
    },
  });
  addSettings(policy, define);
  addLint(policy, define);
}

function addSettings(policy: Command, define: Define): void {
  define(policy, {
    usage: "set <rule>",
    summary: "switch a rule on or off, or change its severity, everywhere or in one place",
    examples: [
      "policy set LCK28 --severity warning",
      "policy set TBL06 --enable --scope domain:crm",
      "policy set DML08 --parameters '{\"max\": 5000}'",
    ],
    options: [
      option("--enable", "switch it on"),
      option("--disable", "switch it off"),
      option("--severity <severity>", "error, warning or info"),
      option("--scope <scope>", "all, domain:NAME, subdomain:DOMAIN/NAME or table:SCHEMA.NAME"),
      option("--parameters <json>", "parameters to change, as a JSON object"),
    ],
    async run(session, [rule], options) {
      const row = await session.call((api) =>
        api.row("set_policy_rule", {
          rule_id: rule,
          enabled: switched(options),
          severity: text(options, "severity"),
          scope: text(options, "scope"),
          parameters: parsedJson(text(options, "parameters"), "--parameters"),
        }),
      );
      if (session.json) printJson(session.io, row);
      else printRow(session.io, row);
    },
  });
  define(policy, {
    usage: "waive <rule>",
    summary: "let a rule be broken in one place, for a reason and until a day",
    examples: [
      'policy waive DES02 --scope table:public.orders --reason "the column is empty" --expires 2027-01-31',
    ],
    options: [
      option(
        "--scope <scope>",
        "all, domain:NAME, subdomain:DOMAIN/NAME, table:SCHEMA.NAME or request:ID",
        true,
      ),
      option("--reason <text>", "why it is right here", true),
      option("--expires <time>", "when the rule holds again", true),
    ],
    async run(session, [rule], options) {
      const row = await session.call((api) =>
        api.row("waive_policy_rule", {
          rule_id: rule,
          scope: text(options, "scope"),
          reason: text(options, "reason"),
          expires_at: text(options, "expires"),
        }),
      );
      if (session.json) printJson(session.io, row);
      else printRow(session.io, row);
    },
  });
  define(policy, {
    usage: "waivers",
    summary: "list the waivers",
    examples: ["policy waivers", "policy waivers --live"],
    options: [option("--live", "only those that count now")],
    async run(session, _args, options) {
      const filter = { is_live: options["live"] === true ? true : undefined };
      const rows = await session.call((api) => api.list("policy_waivers", filter));
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, WAIVER_COLUMNS, "Nothing is waived.");
    },
  });
  define(policy, {
    usage: "revoke <waiver>",
    summary: "end a waiver before its day",
    examples: ["policy revoke 0b2f…"],
    async run(session, [waiver]) {
      const row = await session.call((api) =>
        api.row("revoke_policy_waiver", { waiver_id: waiver }),
      );
      if (session.json) printJson(session.io, row);
      else printRow(session.io, row);
    },
  });
}

async function showRule(session: Session, [asked]: readonly string[]): Promise<void> {
  const found = await session.call(async (api) => {
    const key = (asked ?? "").includes("-") ? "slug" : "rule_id";
    const value = key === "slug" ? asked?.toLowerCase() : asked?.toUpperCase();
    const [rule] = await api.list("policy_rules", { [key]: value });
    if (rule === undefined) {
      throw new SpecqlError("SG215", `there is no rule ${JSON.stringify(asked)}`, {
        hint: "specql policy list shows them all.",
        field: "rule",
      });
    }
    const of = { rule_id: rule["rule_id"] };
    const [settings, waivers] = [
      await api.list("policy_settings", of),
      await api.list("policy_waivers", of),
    ];
    return { rule, settings, waivers };
  });
  if (session.json) {
    printJson(session.io, { ...found.rule, settings: found.settings, waivers: found.waivers });
    return;
  }
  printRow(session.io, found.rule);
  for (const [name, rows] of [
    ["set", found.settings],
    ["waived", found.waivers],
  ] as const) {
    for (const row of rows) line(session.io, `${name}  ${said(row)}`);
  }
}

function said(row: Row): string {
  const parts = ["scope", "enabled", "severity", "parameters", "reason", "expires_at"] as const;
  return parts
    .filter((name) => row[name] !== null && row[name] !== undefined)
    .map((name) => `${name.replace("_at", "")} ${short(row[name])}`)
    .join(", ");
}

function switched(options: Options): boolean | undefined {
  if (options["enable"] === true && options["disable"] === true) {
    throw new SpecqlError("SG960", "--enable and --disable exclude each other", {
      hint: "Give one of them.",
    });
  }
  if (options["enable"] === true) return true;
  return options["disable"] === true ? false : undefined;
}

function parsedJson(given: string | undefined, name: string): unknown {
  if (given === undefined) return undefined;
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new SpecqlError("SG110", `${name} is no JSON`, {
      detail: error instanceof Error ? error.message : undefined,
      hint: `For example ${name} '{"max": 10}'.`,
      field: name,
      cause: error,
    });
  }
}
