/** The server as a process of its own, on the embedded database, as users start it. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openCaller } from "../../src/call.ts";
import { temporaryFolder } from "../database/support.ts";
import { post } from "./support.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterEach(() => {
  for (const one of running) one.kill("SIGKILL");
});
afterAll(() => folder.remove());

interface Started {
  readonly url: string;
  readonly process: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  readonly printed: () => string;
}

/** Starts a server in the folder and waits until it says where it is. */
async function start(): Promise<Started> {
  const one = spawn(process.execPath, [main, "serve", "--port", "0"], {
    cwd: folder.path,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder.path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(one);
  let printed = "";
  one.stdout.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  one.stderr.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  const ended = new Promise<number | string | null>((resolve) =>
    one.once("exit", (code, signal) => {
      running.delete(one);
      resolve(code ?? signal);
    }),
  );
  const file = join(folder.path, ".specql", "server.json");
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (one.exitCode !== null) throw new Error(printed);
    const text = await readFile(file, "utf8").catch(() => "");
    const server = text === "" ? undefined : (JSON.parse(text) as { pid: number; url: string });
    if (server?.pid === one.pid)
      return { url: server!.url, process: one, ended, printed: () => printed };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not start: ${printed}`);
}

describe("specql serve", { tags: ["slow"] }, () => {
  it("stops in good order on SIGTERM", async () => {
    const server = await start();
    expect((await post(`${server.url}/rpc/health`, {})).status).toBe(200);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expect(existsSync(join(folder.path, ".specql", "server.json"))).toBe(false);
    expect(existsSync(join(folder.path, ".specql", "holder.json"))).toBe(false);
  });

  it("keeps every acknowledged row when it is killed while writing", async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const server = await start();
      let stop = false;
      const write = async (writer: number): Promise<void> => {
        for (let n = 0; !stop; n += 1) {
          const code = `0${writer}${"123456789ABCDEF"[n % 15]}${"123456789ABCDEF"[round]}${"123456789ABCDEF"[Math.floor(n / 15) % 15]}1`;
          const answer = await post(`${server.url}/rpc/reserve_code`, {
            code,
            reason: `round ${round}`,
          }).catch(() => undefined);
          if (answer?.status === 200) acknowledged.push(code);
        }
      };
      const writers = [1, 2, 3].map(write);
      await new Promise((resolve) => setTimeout(resolve, 300 + 150 * round));
      server.process.kill("SIGKILL");
      expect(await server.ended).toBe("SIGKILL");
      stop = true;
      await Promise.all(writers);
    }
    expect(acknowledged.length).toBeGreaterThan(20);

    const caller = await openCaller({ dataDir: join(folder.path, ".specql", "data"), poolSize: 1 });
    try {
      expect(caller.via).toBe("sql");
      const codes = new Set<string>();
      for (let offset = 0; ; offset += 1000) {
        const { result } = await caller.call("list_rows", {
          view_name: "reserved_codes",
          limit: 1000,
          offset,
        });
        const rows = result as { code: string }[];
        for (const { code } of rows) codes.add(code);
        if (rows.length < 1000) break;
      }
      expect(acknowledged.filter((code) => !codes.has(code))).toEqual([]);
    } finally {
      await caller.close();
    }
  });
});
