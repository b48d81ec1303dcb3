import { CommanderError } from "commander";
import { SpecqlError } from "../errors.ts";

/** SG960: the command line was not understood. Exit 64. */
export function usageError(message: string, hint = "See 'specql --help'."): SpecqlError {
  return new SpecqlError("SG960", message, { hint });
}

/** Commander's complaint as ours; undefined when it only printed help or the version. */
export function fromCommander(error: CommanderError): SpecqlError | undefined {
  if (error.code === "commander.helpDisplayed" || error.code === "commander.version") {
    return undefined;
  }
  if (error.code === "commander.help") return usageError("a command is missing");
  const [first = "", ...others] = error.message.replace(/^error: /, "").split("\n");
  const suggestion = others
    .join(" ")
    .replace(/^\((.*)\)$/, "$1")
    .trim();
  return usageError(first, suggestion === "" ? undefined : suggestion);
}
