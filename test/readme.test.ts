/**
 * The README's two commands and its tour, in a clean clone, as a newcomer would run them.
 *
 * It clones the last commit and installs it, so it takes a minute and needs the npm registry: it runs where `CI` is set, or
 * with `TEST_CLONE=1`. `UPDATE_README=1` writes what was printed into this checkout's README.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { masked, tourSteps, withOutputs } from "./support/tour.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const README = join(ROOT, "README.md");
const wanted = ["CI", "TEST_CLONE", "UPDATE_README"].some(
  (name) => (process.env[name] ?? "") !== "",
);
const inside = process.env["TEST_IN_CLONE"] === "1";
if (!wanted && !inside) {
  console.warn(
    "SKIPPED: the README in a clean clone. TEST_CLONE=1 runs it (a minute, and the npm registry).",
  );
}

/** The environment of a newcomer: nothing of ours, and no Node of ours on the path. */
function newcomer(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|SPECQL_|DATABASE_URL|TEST_|VITEST|NODE_)/u.test(name),
  );
  const path = (process.env["PATH"] ?? "")
    .split(":")
    .filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: path.join(":"), TEST_IN_CLONE: "1" };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe.runIf(wanted && !inside)("in a clean clone", () => {
  let folder: string;
  let clone: string;
  let server: ChildProcess | undefined;
  let hasPsql = true;
  let port: number;
  let psqlPort: number;

  const shell = async (command: string): Promise<string> => {
    try {
      const { stdout, stderr } = await run("bash", ["-c", command], {
        cwd: clone,
        env: newcomer(),
        timeout: 240_000,
        maxBuffer: 1e8,
      });
      return stdout + stderr;
    } catch (error) {
      const failed = error as { stdout?: string; stderr?: string };
      return `${failed.stdout ?? ""}${failed.stderr ?? ""}`;
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "specql-clone-"));
    clone = join(folder, "specql");
    await run("git", ["clone", "--quiet", ROOT, clone]);
    hasPsql = await run("psql", ["--version"]).then(
      () => true,
      () => false,
    );
    port = await freePort();
    psqlPort = await freePort();
  }, 60_000);

  afterAll(async () => {
    if (server?.pid !== undefined && server.exitCode === null) {
      const ended = new Promise((resolve) => server?.once("exit", resolve));
      process.kill(-server.pid, "SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  test("npm ci && npm start serves", async () => {
    await run("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: clone,
      env: newcomer(),
      maxBuffer: 1e8,
    });
    server = spawn("npm", ["start", "--", "--port", String(port), "--pg-port", String(psqlPort)], {
      cwd: clone,
      env: newcomer(),
      detached: true,
      stdio: "ignore",
    });
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/health`).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 60_000, interval: 300 },
      )
      .toBe(200);
  }, 240_000);

  test("the tour prints what the README says", async () => {
    const readme = readFileSync(join(clone, "README.md"), "utf8");
    const outputs: string[] = [];
    for (const step of tourSteps(readme)) {
      if (step.command.startsWith("psql") && !hasPsql) {
        console.warn(`SKIPPED: no psql here for: ${step.command}`);
        outputs.push(step.output);
        continue;
      }
      const command = step.command
        .replaceAll("5678", String(port))
        .replaceAll("5433", String(psqlPort));
      const printed = masked((await shell(command)).replaceAll(String(port), "5678"));
      outputs.push(printed);
      if (process.env["UPDATE_README"] === undefined) {
        expect.soft(printed, step.command).toBe(step.output);
      }
    }
    expect(outputs.length).toBeGreaterThan(10);
    if (process.env["UPDATE_README"] !== undefined) {
      writeFileSync(README, withOutputs(readFileSync(README, "utf8"), outputs));
    }
  }, 240_000);

  test("npm test runs", async () => {
    // The whole suite is what is running this; here a part of it shows that the command works.
    const printed = await shell("npm test -- test/legacy test/tree-equals-migrations.test.ts");
    expect(printed).toMatch(/Tests .*\d+ passed/u);
    expect(printed).not.toMatch(/failed/u);
  }, 240_000);
});

test("every command of the tour has its output in the README", () => {
  const steps = tourSteps(readFileSync(README, "utf8"));
  expect(steps.length).toBeGreaterThan(10);
  for (const step of steps) {
    expect(step.output, step.command).not.toBe("");
  }
});
