import type { Command } from "commander";
import { makeProgram } from "./run.ts";

/** The whole help as Markdown: what `docs/cli.md` holds. */
export async function cliReference(): Promise<string> {
  const silent = { write: () => true };
  const program = await makeProgram({ env: {}, stdout: silent, stderr: silent, isTTY: false });
  const parts = [
    "# Command line",
    "Made from the program's own help by `node scripts/cli-docs.ts`; a test compares the two.",
    ...chapters(program, []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function chapters(command: Command, path: readonly string[]): string[] {
  const here = [...path, command.name()];
  let help = "";
  command.configureOutput({ writeOut: (text) => void (help += text), writeErr: () => {} });
  command.outputHelp();
  const heading = `## ${here.join(" ")}`;
  const own = `${heading}\n\n\`\`\`text\n${help.trimEnd().replaceAll(/ +$/gm, "")}\n\`\`\``;
  return [own, ...command.commands.flatMap((inner) => chapters(inner, here))];
}
