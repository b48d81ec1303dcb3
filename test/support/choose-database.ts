/**
 * Which database the tests run on. Real PostgreSQL is preferred; the embedded one is what is left
 * when a machine has nothing else.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { promisify } from "node:util";

/** What a run of the tests uses, and why. */
export type DatabaseChoice =
  | { readonly use: "given"; readonly url: string }
  | { readonly use: "docker" }
  | { readonly use: "local"; readonly bindir: string }
  | { readonly use: "embedded"; readonly why: string };

/** The two questions put to the machine; tests answer them without one. */
export interface Probes {
  /** Does a container engine answer? */
  dockerAnswers(): Promise<boolean>;
  /** The folder of PostgreSQL binaries that have the vector extension. */
  localBindir(): Promise<string | undefined>;
}

/** The image of the container that tests start; compose.yaml names the same one. */
export const postgresImage = "pgvector/pgvector:pg18";

/** The script that installs, starts and stops local clusters. */
export const postgresScript: string = new URL("../../scripts/postgres-debian.sh", import.meta.url)
  .pathname;

/** Values of TEST_DATABASE. Anything but `embedded` forbids falling back to the embedded database. */
const wishes = ["postgresql", "docker", "local", "embedded"] as const;

/**
 * Chooses: TEST_DATABASE_URL, else a container, else local binaries, else the embedded database.
 * TEST_DATABASE narrows that to one of them, and then it is an error when that one is missing.
 */
export async function chooseDatabase(
  env: Readonly<Record<string, string | undefined>>,
  probes: Probes,
): Promise<DatabaseChoice> {
  const wish = env["TEST_DATABASE"] || undefined;
  const url = env["TEST_DATABASE_URL"] || undefined;
  if (wish !== undefined && !(wishes as readonly string[]).includes(wish)) {
    throw new Error(`TEST_DATABASE is "${wish}"; it may be ${wishes.join(", ")}`);
  }
  if (wish === "embedded") return { use: "embedded", why: "TEST_DATABASE=embedded asks for it" };
  if (url !== undefined && (wish === undefined || wish === "postgresql")) {
    return { use: "given", url };
  }
  if (wish !== "local" && (await probes.dockerAnswers())) return { use: "docker" };
  if (wish !== "docker") {
    const bindir = await probes.localBindir();
    if (bindir !== undefined) return { use: "local", bindir };
  }
  if (wish !== undefined) {
    throw new Error(`TEST_DATABASE=${wish}, but this machine offers none; see CONTRIBUTING.md`);
  }
  return {
    use: "embedded",
    why: "there is no TEST_DATABASE_URL, no container engine and no PostgreSQL with pgvector",
  };
}

/** Asks the machine itself. Each answer takes a second at most. */
export const machineProbes: Probes = { dockerAnswers, localBindir };

async function localBindir(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("bash", [postgresScript, "bindir"], {
      timeout: 10_000,
    });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** A client without an engine is common, so the engine's own socket is asked. */
function dockerAnswers(): Promise<boolean> {
  const host = process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock";
  let target: { socketPath: string } | { host: string; port: number };
  try {
    const url = new URL(host);
    if (url.protocol === "unix:") {
      if (!existsSync(url.pathname)) return Promise.resolve(false);
      target = { socketPath: url.pathname };
    } else {
      target = { host: url.hostname, port: Number(url.port || 2375) };
    }
  } catch {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    const ping = request({ ...target, path: "/_ping", timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on("timeout", () => ping.destroy(new Error("no answer")));
    ping.on("error", () => resolve(false));
    ping.end();
  });
}
