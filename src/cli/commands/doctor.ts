import type { Command } from "commander";
import type { Define } from "../define.ts";
import { clean, line, printJson, short } from "../print.ts";

/** `specql doctor`. */
export function addDoctor(program: Command, define: Define): void {
  define(program, {
    usage: "doctor",
    summary: "check every invariant of a live database, one line each; exit 1 if any fails",
    examples: ["doctor", "doctor --json"],
    async run(session) {
      const checks = await session.call((api) => api.rows("doctor"));
      const failed = checks.filter((check) => check["ok"] !== true);
      if (session.json) printJson(session.io, checks);
      else {
        for (const check of checks) {
          const detail = short(check["detail"], 1000);
          const verdict = check["ok"] === true ? "ok  " : "FAIL";
          line(session.io, `${verdict}  ${clean(check["check_name"])}${detail && `: ${detail}`}`);
        }
        line(
          session.io,
          failed.length === 0 ? "all well" : `${failed.length} of ${checks.length} fail`,
        );
      }
      return failed.length > 0 ? 1 : 0;
    },
  });
}
