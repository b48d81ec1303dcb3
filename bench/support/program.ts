/** The program itself, as its users start it, in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const command = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));
const reporter = new URL("report-memory.ts", import.meta.url).href;

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `specql serve` on a free port and waits for its address. */
export async function serveProcess(databaseUrl: string): Promise<ServerProcess> {
  // As `npm start` does it.
  const args = [
    "--max-semi-space-size=64",
    server,
    "serve",
    "--port",
    "0",
    "--database",
    databaseUrl,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: ownEnv() });
  const said: string[] = [];
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`the server ended:\n${said.join("\n")}`)));
  });
  return { url: await address, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** What one command took, start of the process included. */
export interface CommandRun {
  readonly stdout: string;
  readonly seconds: number;
  /** The largest amount of memory that the process held, in megabytes of 1,000,000 bytes. */
  readonly megabytes: number;
}

/** Runs a command to its end; a status other than the wanted one is an error. */
export async function runCommand(args: readonly string[], wanted = 0): Promise<CommandRun> {
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", reporter, command, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: ownEnv(),
  });
  const [stdout, stderr, memory] = [1, 2, 3].map((number) => textOf(child, number));
  const [status] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  if (status !== wanted) {
    throw new Error(`specql ${args[0]} ended with ${status}:\n${await stderr}${await stdout}`);
  }
  const megabytes = (Number(await memory) * 1024) / 1e6;
  if (!(megabytes > 0)) throw new Error("the command did not report its memory");
  return { stdout: (await stdout) ?? "", seconds, megabytes };
}

async function textOf(child: ChildProcess, number: number): Promise<string> {
  const stream = child.stdio[number];
  let text = "";
  if (!stream || !("setEncoding" in stream)) return text;
  stream.setEncoding("utf8");
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Settings of whoever runs the bench must not reach the program. */
function ownEnv(): NodeJS.ProcessEnv {
  const foreign =
    /^(SPECQL_|DATABASE_URL$|POSTGRES_|PG|DUAL_WRITE_MODE$|READ_FROM_POSTGRES_PERCENT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
