/** The program's entry, and the one file that touches the process. */
import process from "node:process";
import { run } from "./cli/run.ts";
import type { Io } from "./cli/io.ts";

const io: Io = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  isTTY: process.stderr.isTTY,
  async stdin() {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(Buffer.from(part as Buffer));
    return Buffer.concat(parts);
  },
  get stopped() {
    return new Promise((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
  },
};

// What serves GraphQL asks for this, and says so at length when it is missing.
process.env["GRAPHILE_ENV"] ??= "production";

// Whoever reads our output may stop reading (`specql … | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

run(process.argv.slice(2), io).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 70;
  },
);
