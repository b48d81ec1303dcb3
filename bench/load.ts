/**
 * Look-ups over GraphQL and RPC at a steady 1,000 requests a second, half of each, for ten minutes:
 * how many are answered, how long that takes, and what the server's memory does. Requests are sent
 * when they are due whatever became of those before, and their time counts from when they were due,
 * so that a server that stalls is not spared. Whoever has waited for five seconds gives up. Afterwards
 * a minute at half the rate. BENCH_LOAD_SECONDS shortens it.
 */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bench, percentile } from "./support/figures.ts";
import { serveProcess } from "./support/program.ts";
import { registriesOn } from "./support/registry.ts";

const PER_SECOND = 1000;
const SECONDS = Number(process.env["BENCH_LOAD_SECONDS"] ?? 600);
const WARM_UP_SECONDS = Math.min(10, SECONDS);

/** An answer later than this counts as none, in milliseconds. */
const LATEST = 5000;

/** Connections of the client. */
const MOST_OPEN = 128;

/** How often what is due is looked at, in milliseconds. */
const TICK = 5;

interface Door {
  readonly name: "GraphQL" | "RPC";
  readonly path: string;
  /** The body for a code of the registry. */
  body(code: string): string;
}

const DOORS: readonly Door[] = [
  {
    name: "GraphQL",
    path: "/graphql",
    body: (code) =>
      JSON.stringify({
        query:
          "query ($code: String!) { resolveCode(code: $code) { fullCode status domainName entityName } }",
        variables: { code },
      }),
  },
  { name: "RPC", path: "/rpc/resolve_code", body: (code) => JSON.stringify({ code }) },
];

interface Taken {
  readonly door: Door["name"];
  readonly milliseconds: number;
}

/** Runs the load. */
export const load: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  try {
    const { url } = await registries.create("full");
    const codes = Array.from({ length: 15 * 15 * 15 }, (_, index) => {
      const digit = (place: number): string =>
        ((Math.floor(index / 15 ** place) % 15) + 1).toString(16);
      return `01${digit(2)}${digit(1)}${digit(0)}1`.toUpperCase();
    });
    const server = await serveProcess(url);
    const agent = new Agent({ keepAlive: true, maxSockets: MOST_OPEN });
    try {
      await run({ url: server.url, agent, codes, seconds: WARM_UP_SECONDS });
      const before = await memoryOf(server.url);
      const result = await run({ url: server.url, agent, codes, seconds: SECONDS });
      const after = await memoryOf(server.url);
      const calm = await run({
        url: server.url,
        agent,
        codes,
        seconds: Math.min(60, SECONDS),
        perSecond: PER_SECOND / 2,
      });
      const due = PER_SECOND * SECONDS;
      const calmly = `load: ${PER_SECOND / 2} look-ups a second`;
      const calmTimes = calm.taken.map(({ milliseconds }) => milliseconds);
      context.log(
        `load: ${result.taken.length} of ${due} answered; ${before} MB, then ${after} MB`,
      );
      const of = (door: Door["name"]): number[] =>
        result.taken.filter((one) => one.door === door).map(({ milliseconds }) => milliseconds);
      const what = `load: ${PER_SECOND} look-ups a second for ${SECONDS} s`;
      return [
        {
          what: `${what}: share answered`,
          target: { bound: "at least", value: 1 },
          values: [result.taken.length / due],
          unit: "ratio",
        },
        ...DOORS.flatMap(({ name }) => [
          {
            what: `${what}, ${name}: p95`,
            values: [percentile(of(name), 0.95)],
            unit: "ms",
          } as const,
          {
            what: `${what}, ${name}: p99`,
            values: [percentile(of(name), 0.99)],
            unit: "ms",
          } as const,
        ]),
        { what: `${what}: server's memory at the start`, values: [before], unit: "MB" },
        { what: `${what}: server's memory at the end`, values: [after], unit: "MB" },
        {
          what: `${calmly}: share answered`,
          values: [calm.taken.length / ((PER_SECOND / 2) * Math.min(60, SECONDS))],
          unit: "ratio",
        },
        { what: `${calmly}: p95`, values: [percentile(calmTimes, 0.95)], unit: "ms" },
        { what: `${calmly}: p99`, values: [percentile(calmTimes, 0.99)], unit: "ms" },
      ];
    } finally {
      agent.destroy();
      await server.stop();
    }
  } finally {
    await registries.dropAll();
  }
};

async function run(options: {
  url: string;
  agent: Agent;
  codes: readonly string[];
  seconds: number;
  perSecond?: number;
}): Promise<{ taken: Taken[] }> {
  const { perSecond = PER_SECOND } = options;
  const taken: Taken[] = [];
  const failures = new Map<string, number>();
  const fail = (why: string): void => void failures.set(why, (failures.get(why) ?? 0) + 1);
  const due = perSecond * options.seconds;
  const start = performance.now();
  const waiting: { door: Door; code: string; dueAt: number }[] = [];
  let sent = 0;
  let open = 0;
  const next = (): void => {
    while (open < MOST_OPEN) {
      const one = waiting.shift();
      if (one === undefined) return;
      if (performance.now() - one.dueAt > LATEST) {
        fail(`gave up after ${LATEST} ms`);
        continue;
      }
      open += 1;
      ask(options, one.door, one.code)
        .then(
          () => taken.push({ door: one.door.name, milliseconds: performance.now() - one.dueAt }),
          (error: Error) => fail(error.message),
        )
        .finally(() => {
          open -= 1;
          next();
        });
    }
  };
  while (sent < due || open > 0) {
    const now = performance.now() - start;
    const wanted = Math.min(due, Math.floor((now / 1000) * perSecond));
    for (; sent < wanted; sent += 1) {
      const door = DOORS[sent % DOORS.length]!;
      const code = options.codes[(sent * 7919) % options.codes.length]!;
      waiting.push({ door, code, dueAt: start + (sent * 1000) / perSecond });
    }
    next();
    await sleep(TICK);
  }
  for (const [message, count] of failures) console.error(`load: ${count} × ${message}`);
  return { taken: taken.filter(({ milliseconds }) => milliseconds <= LATEST) };
}

function ask(
  { url, agent }: { url: string; agent: Agent },
  door: Door,
  code: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url + door.path,
      { method: "POST", agent, headers: { "content-type": "application/json" }, timeout: LATEST },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => (text += piece));
        response.on("error", reject);
        response.on("end", () => {
          // The code itself is in a right answer, as text or as JSON within JSON.
          if (response.statusCode === 200 && text.includes(code) && !text.includes('"errors"')) {
            resolve();
          } else reject(new Error(`${door.name}: ${response.statusCode} ${text.slice(0, 200)}`));
        });
      },
    );
    asked.on("timeout", () =>
      asked.destroy(new Error(`${door.name}: no answer within ${LATEST} ms`)),
    );
    asked.on("error", reject);
    asked.end(door.body(code));
  });
}

/** The server's resident memory as it says itself, in megabytes. */
async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, bytes] = /^process_resident_memory_bytes (\S+)$/m.exec(text) ?? [];
  if (bytes === undefined) throw new Error("the server does not tell its memory");
  return Math.round(Number(bytes) / 1e6);
}
