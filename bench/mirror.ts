/**
 * (mirror) How far a legacy file is behind: 200 tasks a second are made over RPC, the server's mirror
 * writes each into the JSON file, and a reader of the file notes when each stands there.
 */
import { readFile, stat, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, percentile } from "./support/figures.ts";
import { runCommand, serveProcess } from "./support/program.ts";
import { registriesOn } from "./support/registry.ts";

const PER_SECOND = 200;
const SECONDS = 20;

/** How often the file is looked at, in milliseconds; the lag is exact to that. */
const LOOK = 20;

/** Runs (mirror). */
export const mirror: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const { url } = await registries.create("bare");
  const file = join(context.folder, "tasks.json");
  try {
    const task = (id: string): object => ({
      id,
      direction: `do ${id}`,
      task_type: "impl",
      status: "pending",
      model: "local/large",
      command: "agent",
      created_at: "2026-02-16T05:00:07.654321+00:00",
      updated_at: null,
    });
    const tasks = Array.from({ length: 500 }, (_, index) => task(`old_${index}`));
    await writeFile(file, JSON.stringify({ tasks }, null, 2));
    for (const args of [
      ["import", "tasks", file],
      ["cutover", "attach", "tasks", file],
      ["cutover", "advance", "tasks", "--phase", "dual_write"],
    ]) {
      await runCommand([...args, "--database", url]);
    }
    const server = await serveProcess(url);
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    try {
      const lags = await lagsOf({ file, url: server.url, agent });
      context.log(`(mirror) ${lags.length} writes, p95 ${percentile(lags, 0.95).toFixed(0)} ms`);
      const what = `(mirror) from the answer to the file, ${PER_SECOND} writes a second for ${SECONDS} s`;
      return [
        { what: `${what}: median`, values: [percentile(lags, 0.5)], unit: "ms" },
        {
          what: `${what}: p95`,
          target: { bound: "below", value: 1000 },
          values: [percentile(lags, 0.95)],
          unit: "ms",
        },
        { what: `${what}: longest`, values: [Math.max(...lags)], unit: "ms" },
        {
          what: `${what}: writes that reached the file`,
          target: { bound: "at least", value: PER_SECOND * SECONDS },
          values: [lags.length],
          unit: "count",
        },
      ];
    } finally {
      agent.destroy();
      await server.stop();
    }
  } finally {
    await registries.dropAll();
  }
};

async function lagsOf(use: { file: string; url: string; agent: Agent }): Promise<number[]> {
  const answered = new Map<string, number>();
  const seen = new Map<string, number>();
  const all = PER_SECOND * SECONDS;
  let done = false;
  const reading = (async () => {
    let last = "";
    for (const end = Date.now() + (SECONDS + 60) * 1000; seen.size < all && Date.now() < end;) {
      const now = performance.now();
      // Each write puts another file in the place of the old one: the same one need not be read again.
      const { ino, size, mtimeNs } = await stat(use.file, { bigint: true });
      const file = `${ino} ${size} ${mtimeNs}`;
      if (file !== last) {
        last = file;
        const text = await readFile(use.file, "utf8");
        for (const [, id = ""] of text.matchAll(/"id": ?"(new_\d+)"/g)) {
          if (!seen.has(id)) seen.set(id, now);
        }
      }
      if (done && seen.size >= answered.size) break;
      await sleep(LOOK);
    }
  })();
  const start = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < all) {
    const due = Math.min(all, Math.floor(((performance.now() - start) / 1000) * PER_SECOND));
    while (sent.length < due) {
      const id = `new_${sent.length}`;
      sent.push(create(use, id).then(() => void answered.set(id, performance.now())));
    }
    await sleep(2);
  }
  await Promise.all(sent);
  done = true;
  await reading;
  // In the file before its answer has come: no lag at all.
  return [...answered].flatMap(([id, at]) => {
    const when = seen.get(id);
    return when === undefined ? [] : [Math.max(0, when - at)];
  });
}

function create({ url, agent }: { url: string; agent: Agent }, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/rpc/create_task`,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(String(response.statusCode))),
        );
      },
    );
    asked.on("error", reject);
    asked.end(JSON.stringify({ direction: `do ${id}`, task_type: "impl", task_id: id }));
  });
}
