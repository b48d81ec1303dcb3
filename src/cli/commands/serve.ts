import type { Command } from "commander";
import type { Config } from "../../config.ts";
import { SpecqlError } from "../../errors.ts";
import { type Define, type Options, option, text } from "../define.ts";
import { line, printJson, short } from "../print.ts";

/** `specql serve`. */
export function addServe(program: Command, define: Define): void {
  define(program, {
    usage: "serve",
    summary: "GraphQL, REST and the explorer; opens and migrates the embedded database",
    examples: ["serve", "serve --port 8080 --pg-port 5433"],
    options: [
      option("--port <number>", "where to listen; 0 takes any free port").default("5678"),
      option(
        "--host <address>",
        "on which address; other than this machine only with SPECQL_JWT_SECRET",
      ),
      option(
        "--allow-host <name...>",
        "names by which the server may be called, besides localhost",
      ),
      option("--pg-port <number>", "let one psql at a time into the embedded database"),
      option("--no-mirror", "do not write legacy files; another process mirrors"),
    ],
    async run(session, _args, options) {
      const { io } = session;
      const config = session.config();
      // Loaded only here: GraphQL takes longer to load than any other command to run.
      const { serve } = await import("../../server/serve.ts");
      const pgPort = port(options, "pgPort", "--pg-port");
      const server = await serve(
        {
          ...config,
          port: port(options, "port", "--port") ?? 5678,
          ...(pgPort !== undefined && { pgPort }),
          mirror: options["mirror"] !== false,
          ...(text(options, "host") !== undefined && { host: text(options, "host") }),
          ...(Array.isArray(options["allowHost"]) && { allowedHosts: options["allowHost"] }),
        },
        { log: (entry) => void io.stderr.write(`${short(entry, 4000)}\n`) },
      );
      if (session.json) printJson(io, { url: server.url, pgUrl: server.pgUrl ?? null });
      else {
        line(io, `SpecQL at ${server.url}`);
        line(io, `psql: ${psqlHint(config, server.pgUrl)}`);
        line(io, `acts as: ${actsAs(config)}`);
        line(io, "Stop it with Ctrl-C.");
      }
      await io.stopped;
      await server.close();
    },
  });
}

/** The command to type; never the URL itself, which may hold a password. */
function psqlHint(config: Config, pgUrl: string | undefined): string {
  if (pgUrl !== undefined) return `psql '${pgUrl}'`;
  if (config.databaseUrlFrom === "--database") return "psql with the URL given to --database";
  if (config.databaseUrlFrom !== undefined) return `psql "$${config.databaseUrlFrom}"`;
  return "restart with --pg-port 5433 to let it in";
}

function actsAs(config: Config): string {
  return config.jwtSecret === undefined
    ? "specql_admin, for this machine only (SPECQL_JWT_SECRET is not set)"
    : "the role of each request's token";
}

function port(options: Options, name: string, flag: string): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const number = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(number <= 65535)) {
    throw new SpecqlError("SG110", `${flag} must be a whole number from 0 to 65535`, {
      field: flag,
    });
  }
  return number;
}
