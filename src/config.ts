import { parseEmbedder } from "./embedding/setting.ts";
import { SpecqlError } from "./errors.ts";
import { nearest } from "./suggest.ts";

export const REPOSITORY_BACKENDS = ["postgresql", "yaml", "in_memory"] as const;
export type RepositoryBackend = (typeof REPOSITORY_BACKENDS)[number];

/** Everything the program is told from outside, parsed once. */
export interface Config {
  /** A PostgreSQL; without it the embedded database in `dataDir` is used. */
  databaseUrl?: string;
  /** Where `databaseUrl` came from: `--database` or the name of a variable. */
  databaseUrlFrom?: string;
  /** A replica for reads. */
  readUrl?: string;
  /** A remote server, and the token for it. */
  url?: string;
  token?: string;
  dataDir: string;
  jwtSecret?: string;
  poolSize: number;
  maxOverflow: number;
  repositoryBackend: RepositoryBackend;
  yamlPath?: string;
  dualWriteMode: boolean;
  readFromPostgresPercent: number;
  /** Which provider makes vectors: see src/embedding/embedder.ts. */
  embedder?: string;
  /** The key of an embedding endpoint. */
  embedderKey?: string;
}

/** The command-line options that override the environment. */
export interface ConfigFlags {
  database?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface Problem {
  variable: string;
  message: string;
}

/** One variable's text to its value; throws an Error whose message says what is expected. */
type Reader<T> = (value: string) => T;

const PREFIX = "SPECQL_";

/** Every variable that begins with SPECQL_ and means something; any other is a mistake. */
const SPECQL_VARIABLES = [
  "SPECQL_DB_URL",
  "SPECQL_READ_URL",
  "SPECQL_URL",
  "SPECQL_TOKEN",
  "SPECQL_REPOSITORY_BACKEND",
  "SPECQL_YAML_PATH",
  "SPECQL_JWT_SECRET",
  "SPECQL_DATA_DIR",
  "SPECQL_EMBEDDER",
  "SPECQL_EMBEDDER_KEY",
];

/**
 * Reads flags and environment into a Config. Reports every problem at once (SG110): each by the
 * variable's name and what is expected, never by its value, which may be a secret. A variable set
 * to nothing counts as not set.
 */
export function parseConfig(given: { flags?: ConfigFlags; env: Environment }): Config {
  const { flags = {}, env } = given;
  const problems: Problem[] = [];

  const read = <T>(variable: string, reader: Reader<T>): T | undefined => {
    const value = env[variable];
    if (value === undefined || value === "") return undefined;
    return attempt(variable, value, reader);
  };
  const attempt = <T>(variable: string, value: string, reader: Reader<T>): T | undefined => {
    try {
      if (value.includes("\0")) throw new Error("must not contain a NUL character");
      return reader(value);
    } catch (error) {
      problems.push({ variable, message: error instanceof Error ? error.message : "is wrong" });
      return undefined;
    }
  };

  const config: Config = {
    dataDir: read("SPECQL_DATA_DIR", anyText) ?? ".specql/data",
    poolSize: read("POSTGRES_POOL_SIZE", integerBetween(1, 1000)) ?? 10,
    maxOverflow: read("POSTGRES_MAX_OVERFLOW", integerBetween(0, 1000)) ?? 5,
    repositoryBackend:
      read("SPECQL_REPOSITORY_BACKEND", oneOf(REPOSITORY_BACKENDS)) ?? "postgresql",
    dualWriteMode: read("DUAL_WRITE_MODE", yesOrNo) ?? false,
    readFromPostgresPercent: read("READ_FROM_POSTGRES_PERCENT", integerBetween(0, 100)) ?? 100,
  };
  const set = <K extends keyof Config>(key: K, value: Config[K] | undefined): void => {
    if (value !== undefined) config[key] = value;
  };

  const fromFlag =
    flags.database === undefined ? undefined : attempt("--database", flags.database, postgresUrl);
  const specificUrl = read("SPECQL_DB_URL", postgresUrl);
  const generalUrl = read("DATABASE_URL", postgresUrl);
  set("databaseUrl", fromFlag ?? specificUrl ?? generalUrl);
  if (config.databaseUrl !== undefined) {
    config.databaseUrlFrom =
      fromFlag !== undefined
        ? "--database"
        : specificUrl !== undefined
          ? "SPECQL_DB_URL"
          : "DATABASE_URL";
  }
  set("readUrl", read("SPECQL_READ_URL", postgresUrl));
  const url = read("SPECQL_URL", httpUrl);
  // --database says which database: a server named in the environment is then not asked.
  if (flags.database === undefined) set("url", url);
  set("token", read("SPECQL_TOKEN", headerText));
  set("jwtSecret", read("SPECQL_JWT_SECRET", secret));
  set("yamlPath", read("SPECQL_YAML_PATH", anyText));
  set("embedder", read("SPECQL_EMBEDDER", embedder));
  set("embedderKey", read("SPECQL_EMBEDDER_KEY", headerText));

  for (const name of Object.keys(env)) {
    if (!name.startsWith(PREFIX) || SPECQL_VARIABLES.includes(name)) continue;
    const near = nearest(
      name.slice(PREFIX.length),
      SPECQL_VARIABLES.map((known) => known.slice(PREFIX.length)),
    );
    problems.push({
      variable: name,
      message:
        near === undefined ? "is not a known variable" : `is not known; is it ${PREFIX}${near}?`,
    });
  }

  if (problems.length > 0) throw refusal(problems);
  checkBackend(config);
  return config;
}

/** A backend that is the registry's file needs one, and none but it is asked. */
function checkBackend({ repositoryBackend, yamlPath, databaseUrlFrom }: Config): void {
  if (repositoryBackend === "yaml" && yamlPath === undefined) {
    throw new SpecqlError("SG138", "the backend yaml needs a file", {
      hint: "Name the registry's file in SPECQL_YAML_PATH.",
      field: "SPECQL_YAML_PATH",
    });
  }
  if (repositoryBackend !== "postgresql" && databaseUrlFrom === "--database") {
    throw new SpecqlError("SG133", `the backend ${repositoryBackend} uses no database`, {
      hint: "Leave --database out, or unset SPECQL_REPOSITORY_BACKEND.",
      field: "--database",
    });
  }
}

function refusal(problems: readonly Problem[]): SpecqlError {
  const lines = problems.map(({ variable, message }) => `${variable} ${message}`);
  const [first = "the configuration is wrong", ...others] = lines;
  return new SpecqlError(
    "SG110",
    others.length === 0 ? first : `${problems.length} settings are wrong`,
    {
      detail: others.length === 0 ? undefined : lines.join("\n"),
      hint: "The variables are listed by 'specql --help'.",
      field: problems[0]?.variable,
    },
  );
}

function anyText(value: string): string {
  return value;
}

function parsedUrl(value: string, expected: string, protocols: readonly string[]): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !protocols.includes(url.protocol)) {
    throw new Error(`must be ${expected}`);
  }
  return value;
}

function postgresUrl(value: string): string {
  return parsedUrl(value, "a URL like postgresql://user@host:5432/database", [
    "postgresql:",
    "postgres:",
  ]);
}

function httpUrl(value: string): string {
  return parsedUrl(value, "a URL like https://host:5678", ["http:", "https:"]);
}

function headerText(value: string): string {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error("must be one word of printable ASCII");
  return value;
}

function embedder(value: string): string {
  try {
    parseEmbedder(value);
  } catch (error) {
    throw new Error(`is wrong: ${error instanceof Error ? error.message : "it does not parse"}`, {
      cause: error,
    });
  }
  return value;
}

function secret(value: string): string {
  if (Buffer.byteLength(value) < 32) {
    throw new Error("must be at least 32 bytes long, as HS256 asks for");
  }
  return value;
}

function integerBetween(least: number, most: number): Reader<number> {
  return (value) => {
    const number = /^\d{1,9}$/.test(value.trim()) ? Number(value) : NaN;
    if (!(number >= least && number <= most)) {
      throw new Error(`must be a whole number from ${least} to ${most}`);
    }
    return number;
  };
}

function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new Error(`must be one of ${words.join(", ")}`);
    return word;
  };
}

function yesOrNo(value: string): boolean {
  const word = value.trim().toLowerCase();
  if (["true", "1", "on", "yes"].includes(word)) return true;
  if (["false", "0", "off", "no"].includes(word)) return false;
  throw new Error("must be true or false");
}

/** A URL as it may be shown: without password and query. */
export function maskUrl(value: string): string {
  if (!URL.canParse(value)) return "(a URL)";
  const url = new URL(value);
  const user = url.username === "" ? "" : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}
