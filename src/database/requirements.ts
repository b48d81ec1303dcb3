/** What a database must be before its schema can be: version, encoding, extensions. */
import type pg from "pg";
import { fromServer, SpecqlError } from "../errors.ts";

/** What was found. */
export interface Requirements {
  readonly version: number;
  readonly versionText: string;
  readonly encoding: string;
  readonly missing: readonly MissingExtension[];
}

export interface MissingExtension {
  readonly name: string;
  readonly wanted: string;
  /** Undefined where it is not installed in this database. */
  readonly found?: string;
  /** Whether the server could install it. */
  readonly available: boolean;
}

const OLDEST = 15;
const NEWEST = 18;

/** The extensions and the oldest version of each that will do. */
const EXTENSIONS = [
  { name: "vector", oldest: "0.7" },
  { name: "pg_trgm", oldest: "1.6" },
] as const;

/** Asks the server. */
export async function requirements(pool: Pick<pg.ClientBase, "query">): Promise<Requirements> {
  try {
    const { rows } = await pool.query<{
      version: number;
      version_text: string;
      encoding: string;
      installed: Record<string, string>;
      available: string[];
    }>(
      `select
         current_setting('server_version_num')::integer as version,
         current_setting('server_version') as version_text,
         current_setting('server_encoding') as encoding,
         (select coalesce(pg_catalog.jsonb_object_agg(e.extname, e.extversion), '{}')
           from pg_catalog.pg_extension as e) as installed,
         (select coalesce(pg_catalog.array_agg(a.name::text), '{}')
           from pg_catalog.pg_available_extensions as a where a.name = any ($1)) as available`,
      [EXTENSIONS.map(({ name }) => name)],
    );
    const row = rows[0]!;
    return {
      version: Math.floor(row.version / 10_000),
      versionText: row.version_text,
      encoding: row.encoding,
      missing: EXTENSIONS.flatMap(({ name, oldest }) => {
        const found = row.installed[name];
        if (found !== undefined && isAtLeast(found, oldest)) return [];
        const available = row.available.includes(name);
        return [{ name, wanted: oldest, available, ...(found !== undefined && { found }) }];
      }),
    };
  } catch (error) {
    throw fromServer(error);
  }
}

/** The first thing that is wrong, as an error that says what to do; undefined when all is well. */
export function refusal(found: Requirements): SpecqlError | undefined {
  if (found.version < OLDEST || found.version > NEWEST) {
    return new SpecqlError("SG902", `PostgreSQL ${found.versionText} is not supported`, {
      detail: `Supported are ${OLDEST} to ${NEWEST}.`,
      hint:
        found.version < OLDEST ? "Upgrade the server." : "Use a newer specql, or an older server.",
    });
  }
  if (found.encoding !== "UTF8") {
    return new SpecqlError("SG903", `the database's encoding is ${found.encoding}`, {
      detail: "Names and texts need UTF8.",
      hint: "Create another: create database specql encoding 'UTF8' template template0.",
    });
  }
  const [first] = found.missing;
  if (first === undefined) return undefined;
  if (first.found !== undefined) {
    return new SpecqlError("SG904", `the extension ${first.name} is too old`, {
      detail: `It is ${first.found}; needed is ${first.wanted} or newer.`,
      hint: `Install a newer one on the server, then: alter extension ${first.name} update.`,
    });
  }
  return new SpecqlError("SG904", `the extension ${first.name} is not installed`, {
    detail: first.available
      ? "The server has it; this database does not."
      : "The server does not have it either.",
    hint: first.available
      ? `As a superuser: create extension ${first.name}. Or run 'specql migrate' as one.`
      : installHint(first.name, found.version),
  });
}

function installHint(name: string, version: number): string {
  return name === "vector"
    ? `Install pgvector on the server (Debian: postgresql-${version}-pgvector), then run 'specql migrate'.`
    : `Install PostgreSQL's contrib modules on the server, then run 'specql migrate'.`;
}

/** The error for a schema that is not there, or not up to date. */
export function notMigrated(applied: number, pending: readonly string[]): SpecqlError {
  return new SpecqlError(
    "SG906",
    applied === 0
      ? "the database has no SpecQL schema yet"
      : "the database's schema is out of date",
    {
      detail: `${pending.length} migration${pending.length === 1 ? " is" : "s are"} pending, from ${pending[0]} on.`,
      hint: "Run 'specql migrate'.",
    },
  );
}

function isAtLeast(version: string, oldest: string): boolean {
  const parts = (text: string): number[] =>
    text.split(".").map((part) => Number.parseInt(part, 10));
  const [a, b] = [parts(version), parts(oldest)];
  for (const [index, wanted] of b.entries()) {
    const got = a[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}
