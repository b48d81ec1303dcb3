import { Command, CommanderError } from "commander";
import { exitCode, fromServer } from "../errors.ts";
import { type Define, definer, examples, type Outcome } from "./define.ts";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";
import { fromCommander } from "./usage.ts";
import { version } from "./version.ts";

/** Runs the command line (without node and script) and returns the exit status. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const outcome: Outcome = { status: 0 };
  try {
    const program = await makeProgram(io, { outcome, argv });
    await program.parseAsync(argv, { from: "user" });
    return outcome.status;
  } catch (error) {
    const known = error instanceof CommanderError ? fromCommander(error) : fromServer(error);
    if (known === undefined) return 0;
    printError(io, known, argv.includes("--json"));
    return exitCode(known);
  }
}

/** Adds the commands of one or more groups to the program. */
type Adder = (program: Command, define: Define) => void;

/**
 * The groups of commands in the order of the help, and what adds to each. A command loads what its own
 * group needs and nothing else: most of the program reads and writes files that most commands never see.
 */
const GROUPS: Readonly<Record<string, readonly (() => Promise<Adder>)[]>> = {
  serve: [async () => (await import("./commands/serve.ts")).addServe],
  migrate: [addingMigrate],
  status: [addingMigrate],
  registry: [
    async () => (await import("./commands/registry.ts")).addRegistry,
    async () => (await import("./commands/consistency.ts")).addValidate,
  ],
  domain: [
    async () => (await import("./commands/domain.ts")).addDomain,
    async () => (await import("./commands/consistency.ts")).addCheckConsistency,
  ],
  types: [async () => (await import("./commands/types.ts")).addTypes],
  patterns: [
    async () => {
      const { addPatterns } = await import("./commands/patterns.ts");
      const { addPatternsWrite } = await import("./commands/patterns-write.ts");
      return (program, define) => addPatternsWrite(addPatterns(program, define), define);
    },
  ],
  services: [async () => (await import("./commands/services.ts")).addServices],
  schema: [async () => (await import("./commands/schema.ts")).addSchema],
  policy: [async () => (await import("./commands/policy.ts")).addPolicy],
  audit: [async () => (await import("./commands/audit.ts")).addAudit],
  import: [async () => (await import("./commands/import.ts")).addImport],
  monitor: [async () => (await import("./commands/monitor.ts")).addMonitor],
  backup: [addingBackup],
  restore: [addingBackup],
  doctor: [async () => (await import("./commands/doctor.ts")).addDoctor],
  cutover: [
    async () => (await import("./commands/cutover.ts")).addCutover,
    async () => (await import("./commands/consistency.ts")).addCheck,
  ],
};

// Shared by several groups, so that each is added once.
async function addingMigrate(): Promise<Adder> {
  return (await import("./commands/migrate.ts")).addMigrate;
}
async function addingBackup(): Promise<Adder> {
  return (await import("./commands/backup.ts")).addBackup;
}

/** What the command line's first word needs; everything, where it is no command. */
function adders(argv: readonly string[]): Set<() => Promise<Adder>> {
  const word = argv.find(
    (each, index) => !each.startsWith("-") && argv[index - 1] !== "--database",
  );
  // Whoever asks for help, or mistypes, sees all there is.
  const known = word !== undefined && Object.hasOwn(GROUPS, word);
  return new Set(known ? GROUPS[word] : Object.values(GROUPS).flat());
}

/** The program with the commands that `argv` may mean: all of them, where it means none. */
export async function makeProgram(
  io: Io,
  { outcome = { status: 0 }, argv = [] }: { outcome?: Outcome; argv?: readonly string[] } = {},
): Promise<Command> {
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
  for (const adder of adders(argv)) (await adder())(program, define);
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
  SPECQL_REPOSITORY_BACKEND     postgresql (the default), yaml (the registry's file alone), or in_memory
  SPECQL_YAML_PATH              the registry's file: for the backend yaml, and to read while PostgreSQL is gone
  DUAL_WRITE_MODE, READ_FROM_POSTGRES_PERCENT
                                the library's: see docs/library.md

Exit status: 0 done, 1 wrong input, 2 not found, 3 taken or changed meanwhile, 4 not allowed,
5 breaks a governance rule, 64 wrong usage, 69 database not reachable, 70 internal error.
`;
