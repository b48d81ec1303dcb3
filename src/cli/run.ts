import { Command, CommanderError } from "commander";
import { exitCode, fromServer } from "../errors.ts";
import { addAudit } from "./commands/audit.ts";
import { addConsistency } from "./commands/consistency.ts";
import { addCutover } from "./commands/cutover.ts";
import { addBackup } from "./commands/backup.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addDomain } from "./commands/domain.ts";
import { addImport } from "./commands/import.ts";
import { addMigrate } from "./commands/migrate.ts";
import { addMonitor } from "./commands/monitor.ts";
import { addPatternsWrite } from "./commands/patterns-write.ts";
import { addPatterns } from "./commands/patterns.ts";
import { addPolicy } from "./commands/policy.ts";
import { addRegistry } from "./commands/registry.ts";
import { addSchema } from "./commands/schema.ts";
import { addServe } from "./commands/serve.ts";
import { addServices } from "./commands/services.ts";
import { addTypes } from "./commands/types.ts";
import { definer, examples, type Outcome } from "./define.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";
import { fromCommander } from "./usage.ts";
import { version } from "./version.ts";

/** Runs the command line (without node and script) and returns the exit status. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const outcome: Outcome = { status: 0 };
  const program = makeProgram(io, outcome);
  try {
    await program.parseAsync(argv, { from: "user" });
    return outcome.status;
  } catch (error) {
    const known = error instanceof CommanderError ? fromCommander(error) : fromServer(error);
    if (known === undefined) return 0;
    printError(io, known, argv.includes("--json"));
    return exitCode(known);
  }
}

/** The program with all its commands; `docs/cli.md` is made from it. */
export function makeProgram(io: Io, outcome: Outcome = { status: 0 }): Command {
  const program = new Command("specql");
  program
    .description("A schema registry and governance system inside PostgreSQL.")
    .version(version(), "--version", "print the version")
    .option("--json", "print data for programs")
    .option("--database <url>", "the PostgreSQL to use, instead of DATABASE_URL")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // Printed once, by printError.
      outputError: () => {},
    })
    .addHelpText("after", () => `${examples(PROGRAM_EXAMPLES)}${ENVIRONMENT}`)
    .exitOverride();
  const define = definer(io, outcome);
  addServe(program, define);
  addMigrate(program, define);
  addRegistry(program, define);
  addDomain(program, define);
  addTypes(program, define);
  addPatternsWrite(addPatterns(program, define), define);
  addServices(program, define);
  addSchema(program, define);
  addPolicy(program, define);
  addAudit(program, define);
  addImport(program, define);
  addBackup(program, define);
  addMonitor(program, define);
  addDoctor(program, define);
  addCutover(program, define);
  addConsistency(program, define);
  return program;
}

const PROGRAM_EXAMPLES = [
  "serve",
  "import registry domain_registry.yaml",
  "registry allocate-code --domain=crm --subdomain=customer --entity=Contact",
];

const ENVIRONMENT = `
Environment:
  DATABASE_URL, SPECQL_DB_URL   the PostgreSQL to use (the second wins); without one, the embedded database
  SPECQL_DATA_DIR               where the embedded database lies (.specql/data)
  SPECQL_URL, SPECQL_TOKEN      a server to call instead of a database, and the token for it
  SPECQL_READ_URL               a replica for reads
  SPECQL_JWT_SECRET             serve: ask every request for a token signed with it (32 bytes or more)
  POSTGRES_POOL_SIZE, POSTGRES_MAX_OVERFLOW
                                serve: connections kept open (10), and how many more at most (5)
  SPECQL_EMBEDDER               what makes vectors: offline (the default), local:PATH of a sentence model,
                                or the URL of an OpenAI-like endpoint with ?model=NAME
  SPECQL_EMBEDDER_KEY           the key of that endpoint
  SPECQL_REPOSITORY_BACKEND, SPECQL_YAML_PATH, DUAL_WRITE_MODE, READ_FROM_POSTGRES_PERCENT
                                checked, and kept for commands to come

Exit status: 0 done, 1 wrong input, 2 not found, 3 taken or changed meanwhile, 4 not allowed,
5 breaks a governance rule, 64 wrong usage, 69 database not reachable, 70 internal error.
`;
