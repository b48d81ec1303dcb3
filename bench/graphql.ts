/**
 * (d) The whole registry in one GraphQL document, from a server in a process of its own, over one
 * connection that is kept alive. Also: how many SQL statements one such request makes.
 */
import { Agent, request } from "node:http";
import { type Bench, percentile } from "./support/figures.ts";
import { serveProcess } from "./support/program.ts";
import { countingProxy } from "./support/proxy.ts";
import { type BenchDatabase, FULL, registriesOn } from "./support/registry.ts";

const document =
  "{ domains { domainName subdomains { subdomainName entities { entityName tableCode } } } }";
const WARM_UP = 50;
const REQUESTS = 200;

/** Runs (d). */
export const graphql: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  try {
    const small = await registries.create("one domain");
    const full = await registries.create("full");
    const few = await statementsPerRequest(small, 225);
    const many = await statementsPerRequest(full, FULL);
    context.log(`(d) statements: ${few} with 1 domain, ${many} with 15`);

    const server = await serveProcess(full.url);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const p95: number[] = [];
    const medians: number[] = [];
    try {
      for (let index = 0; index < WARM_UP; index += 1) await ask(server.url, agent);
      for (let round = 0; round < context.runs; round += 1) {
        const durations: number[] = [];
        for (let index = 0; index < REQUESTS; index += 1) {
          const start = performance.now();
          await ask(server.url, agent);
          durations.push(performance.now() - start);
        }
        p95.push(percentile(durations, 0.95));
        medians.push(percentile(durations, 0.5));
        context.log(`(d) p95 ${p95.at(-1)?.toFixed(1)} ms`);
      }
    } finally {
      agent.destroy();
      await server.stop();
    }
    return [
      {
        what: "(d) domains { subdomains { entities } }, 3,375 entities: p95 of 200 requests",
        target: { bound: "below", value: 30 },
        values: p95,
        unit: "ms",
      },
      { what: "(d) the same, median of 200 requests", values: medians, unit: "ms" },
      {
        what: "(d) its SQL statements for 15 domains, more than for 1",
        target: { bound: "below", value: 1 },
        values: [many - few],
        unit: "count",
      },
      { what: "(d) its SQL statements, transaction included", values: [many], unit: "count" },
    ];
  } finally {
    await registries.dropAll();
  }
};

/** Asked once the server has made its plans, so only the request itself is counted. */
async function statementsPerRequest(database: BenchDatabase, entities: number): Promise<number> {
  const proxy = await countingProxy(database.url);
  const server = await serveProcess(proxy.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (let index = 0; index < 3; index += 1) await ask(server.url, agent);
    const before = proxy.count();
    const text = await ask(server.url, agent);
    const found = text.split('"tableCode"').length - 1;
    if (found !== entities) throw new Error(`the answer holds ${found} of ${entities} entities`);
    return proxy.count() - before;
  } finally {
    agent.destroy();
    await server.stop();
    await proxy.close();
  }
}

/** One request; resolves when the last byte of the answer has come. */
function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/graphql`,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200 && !text.includes('"errors"')) resolve(text);
          else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    asked.on("error", reject);
    asked.end(JSON.stringify({ query: document }));
  });
}
