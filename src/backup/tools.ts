/** PostgreSQL's own programs: where they are, which version, and how they are run. */
import { execFile, spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Environment } from "../config.ts";
import { SpecqlError } from "../errors.ts";

/** The two programs of one installation. */
export interface Tools {
  readonly version: number;
  readonly dump: string;
  readonly restore: string;
}

/** Which versions will do, and which of them is wanted most. */
export interface Wanted {
  readonly atLeast: number;
  readonly preferred: number;
  readonly why: string;
}

/** The installation that fits best; SG911 says what to install where none does. */
export async function findTools(env: Environment, wanted: Wanted): Promise<Tools> {
  const found: Tools[] = [];
  for (const bindir of ["", ...(await bindirs(env))]) {
    const tools = { dump: join(bindir, "pg_dump"), restore: join(bindir, "pg_restore") };
    const versions = await Promise.all([versionOf(tools.dump, env), versionOf(tools.restore, env)]);
    if (versions[0] !== undefined && versions[0] === versions[1]) {
      found.push({ version: versions[0], ...tools });
    }
  }
  // The same version before a newer one: a newer one writes what an older server does not read.
  const [best] = found
    .filter(({ version }) => version >= wanted.atLeast)
    .toSorted((a, b) => rank(a, wanted) - rank(b, wanted));
  if (best !== undefined) return best;
  throw new SpecqlError("SG911", `pg_dump and pg_restore ${wanted.atLeast} or newer are needed`, {
    detail:
      found.length === 0
        ? `None were found. ${wanted.why}`
        : `Found: ${[...new Set(found.map(({ version }) => version))].join(", ")}. ${wanted.why}`,
    hint:
      `Install PostgreSQL's client programs, version ${wanted.preferred} ` +
      `(Debian: postgresql-client-${wanted.preferred}), and have them on PATH.`,
  });
}

function rank({ version }: Tools, { preferred }: Wanted): number {
  return version >= preferred ? version - preferred : 100 + preferred - version;
}

/**
 * The folders that pg_config names, and their siblings: Debian has one for each version, and puts a
 * program on PATH that chooses among them.
 */
async function bindirs(env: Environment): Promise<string[]> {
  const bindir = await output("pg_config", ["--bindir"], env);
  if (bindir === undefined) return [];
  const versions = dirname(dirname(bindir));
  const names = await readdir(versions).catch(() => []);
  return [
    bindir,
    ...names.filter((name) => /^\d+$/.test(name)).map((name) => join(versions, name, "bin")),
  ];
}

async function versionOf(program: string, env: Environment): Promise<number | undefined> {
  const text = await output(program, ["--version"], env);
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(text ?? "") ?? [];
  return major === undefined ? undefined : Number(major);
}

async function output(
  program: string,
  args: readonly string[],
  env: Environment,
): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      env: { ...env },
      timeout: 10_000,
    });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** How a program finds its database. A password is in its environment, never on its command line. */
export interface Address {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The parameters of a URL that PostgreSQL's programs know. */
const KNOWN =
  /^(host|hostaddr|port|user|dbname|sslmode|sslrootcert|sslcert|sslkey|sslcrl|connect_timeout|options|target_session_attrs|channel_binding|gssencmode|keepalives.*)$/;

/** The address of a database, for a program; `database` names another on the same server. */
export function addressOf(databaseUrl: string, database?: string): Address {
  const url = new URL(databaseUrl);
  const password = url.searchParams.get("password") ?? decodeURIComponent(url.password);
  const isEncrypted = ["1", "true"].includes(url.searchParams.get("ssl") ?? "");
  const names = Array.from(url.searchParams.keys());
  for (const name of names.filter((each) => !KNOWN.test(each))) url.searchParams.delete(name);
  if (isEncrypted && !url.searchParams.has("sslmode")) url.searchParams.set("sslmode", "require");
  url.password = "";
  if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`;
  return { url: url.href, env: password === "" ? {} : { PGPASSWORD: password } };
}

/** Runs a program to its end; SG912 says what it said where it failed. */
export async function runTool(
  program: string,
  args: readonly string[],
  env: Environment,
): Promise<void> {
  const said: Buffer[] = [];
  const code = await new Promise<number | string | null>((resolve, reject) => {
    const child = spawn(program, args, { env: { ...env }, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (bytes: Buffer) => said.push(bytes));
    child.once("error", reject);
    child.once("close", (status, signal) => resolve(status ?? signal));
  }).catch((error: unknown) => {
    throw new SpecqlError("SG912", `${basenameOf(program)} cannot be run`, { cause: error });
  });
  if (code === 0) return;
  const text = Buffer.concat(said).toString().trim();
  throw new SpecqlError("SG912", `${basenameOf(program)} failed (${code})`, {
    detail: text.length > 2000 ? `${text.slice(0, 2000)}…` : text,
    hint: hintFor(text),
  });
}

function hintFor(text: string): string {
  if (/row-level security|permission denied/i.test(text)) {
    return "Use a login that may read and make everything: a superuser, or one with BYPASSRLS and specql_owner.";
  }
  return "Nothing was left behind. Mend what it says, and try again.";
}

function basenameOf(program: string): string {
  return program.split(/[\\/]/).at(-1) ?? program;
}
