import { Command, Option } from "commander";
import type { GlobalOptions, Io } from "./io.ts";
import { openSession, type Session } from "./session.ts";

/** Options as commander hands them over. */
export type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;

export interface Definition {
  /** Name and arguments: `get <domain>`. */
  usage: string;
  summary: string;
  /** Commands as they are typed, without the word `specql`. */
  examples: readonly string[];
  options?: readonly Option[];
  /** Returns the exit status; nothing is 0. */
  run(session: Session, args: readonly string[], options: Options): Promise<number | void>;
}

/** Keeps the exit status of the command that ran. */
export interface Outcome {
  status: number;
}

/** Adds commands to a parent. */
export type Define = (parent: Command, definition: Definition) => void;

/** Makes the function that adds a command which runs with this outside. */
export function definer(io: Io, outcome: Outcome): Define {
  return (parent, definition) => {
    const command = parent.command(definition.usage).description(definition.summary);
    for (const option of definition.options ?? []) command.addOption(option);
    command.addHelpText("after", () => examples(definition.examples));
    command.allowExcessArguments(false);
    command.action(async () => {
      const session = openSession(io, command.optsWithGlobals<GlobalOptions>());
      // A command whose last argument is a list gets its items as further arguments.
      const args = command.processedArgs.flatMap((argument: string | string[] | undefined) =>
        Array.isArray(argument) ? argument : [argument ?? ""],
      );
      outcome.status = (await definition.run(session, args, command.opts<Options>())) ?? 0;
    });
  };
}

/** A command that only holds others. */
export function group(parent: Command, name: string, summary: string, example: string): Command {
  const command = parent.command(name).description(summary).helpCommand(false);
  return command.addHelpText("after", ({ command: asked }) =>
    // Commander gives this text to the commands inside as well, which have examples of their own.
    asked === command ? examples([example]) : "",
  );
}

/** An option, `required` when the command cannot do without. */
export function option(flags: string, summary: string, required = false): Option {
  return new Option(flags, summary).makeOptionMandatory(required);
}

/** The examples below a help text. */
export function examples(lines: readonly string[]): string {
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((each) => `  specql ${each}\n`).join("")}`;
}

/** The text of an option, if it was given. */
export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
