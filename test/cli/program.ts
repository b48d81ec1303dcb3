import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The environment of a child: ours without anything that would steer the program. */
export function cleanEnvironment(own: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SPECQL_|DATABASE_URL$|POSTGRES_|DUAL_|READ_FROM_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...own };
}

/** Runs the real program, with `node` as this test runs on. */
export function specql(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], {
      env: cleanEnvironment(options.env ?? {}),
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...output }));
  });
}
