import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { embedPatterns, type Patterns } from "../../src/embedding/embed-patterns.ts";
import { type CallRows, openEmbedder } from "../../src/embedding/embedder.ts";
import { cleanEnvironment, specql } from "../cli/program.ts";
import { databaseKind, type TestDatabase, testDatabase } from "../support/database.ts";
import { callFunction } from "../../src/database/call-function.ts";
import { type Endpoint, startEndpoint, usualAnswer, vectorOf } from "./endpoint.ts";

let database: TestDatabase;
let endpoint: Endpoint | undefined;
const folder = mkdtempSync(join(tmpdir(), "specql-embed-"));

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(
    `select app.register_patterns((
       select jsonb_agg(jsonb_build_object('pattern_name', 'pattern ' || n, 'pattern_category', 'test', 'description', 'Number ' || n))
       from generate_series(100, 139) as n))`,
  );
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

const api: Patterns = {
  async rows(name, args) {
    return (await api.result(name, args)) as Record<string, unknown>[];
  },
  async result(name, args) {
    const client = await database.pool.connect();
    try {
      return (await callFunction(client, name, args)).result;
    } finally {
      client.release();
    }
  },
};

const call: CallRows = (name, args) => api.rows(name, args);

async function stored(provider: string): Promise<number> {
  const { rows } = await database.pool.query(
    "select count(*)::integer as n from app.pattern_embeddings where provider = $1 and not stale",
    [provider],
  );
  return rows[0].n;
}

const quiet = { begin: () => {}, step: () => {}, stopped: () => false };
const host = (setting: string): string => new URL(setting).host;

describe("embedPatterns", () => {
  test("embeds what is lacking, in batches, and then nothing", async () => {
    endpoint = await startEndpoint();
    const embedder = await openEmbedder(`${endpoint.setting}&batch=16`, { call });
    const steps: number[] = [];
    let total = 0;
    const done = await embedPatterns(api, embedder, {
      all: false,
      progress: { ...quiet, begin: (n) => (total = n), step: (n) => steps.push(n) },
    });
    expect(done).toEqual({
      provider: host(endpoint.setting),
      version: "test",
      embedded: 40,
      remaining: 0,
    });
    expect([total, steps]).toEqual([40, [16, 32, 40]]);
    expect(endpoint.asked.map((ask) => ask.body.input.length)).toEqual([16, 16, 8]);
    expect(await stored(embedder.provider)).toBe(40);

    expect((await embedPatterns(api, embedder, { all: false, progress: quiet })).embedded).toBe(0);
    await database.pool.query("select app.update_pattern('pattern 117', description => 'Another')");
    expect((await embedPatterns(api, embedder, { all: false, progress: quiet })).embedded).toBe(1);
    expect((await embedPatterns(api, embedder, { all: true, progress: quiet })).embedded).toBe(40);
    // Another version is another provider: its vectors come beside the others.
    const newer = await openEmbedder(endpoint.setting.replace("=test", "=test-2"), {
      call,
    });
    expect((await embedPatterns(api, newer, { all: false, progress: quiet })).embedded).toBe(40);
    expect(await stored(embedder.provider)).toBe(80);
    // And a search by it finds the text that the vector was made of.
    const { rows } = await database.pool.query(
      "select pattern_name, distance from app.search_patterns($1::real[], 1, provider => $2, provider_version => 'test')",
      [vectorOf(endpoint.asked[0]!.body.input[3]), embedder.provider],
    );
    expect(rows[0]).toMatchObject({ pattern_name: "pattern 103" });
    expect(Number(rows[0].distance)).toBeLessThan(1e-5);
  });

  test("goes on where it was after an endpoint failed in the middle", async () => {
    endpoint = await startEndpoint((body, response, count) => {
      if (count !== 3) return usualAnswer(body);
      response.writeHead(400).end("{}");
      return undefined;
    });
    const embedder = await openEmbedder(`${endpoint.setting}&batch=10`, { call });
    await expect(
      embedPatterns(api, embedder, { all: false, progress: quiet }),
    ).rejects.toMatchObject({ code: "SG920" });
    expect(await stored(embedder.provider)).toBe(20);
    expect(await embedPatterns(api, embedder, { all: false, progress: quiet })).toMatchObject({
      embedded: 20,
      remaining: 0,
    });
    const texts = endpoint.asked.flatMap((ask) => ask.body.input as string[]);
    // The failed batch is asked twice, every other text once.
    expect([texts.length, new Set(texts).size]).toEqual([50, 40]);
  });

  test("stops between two batches when it is asked to", async () => {
    endpoint = await startEndpoint();
    const embedder = await openEmbedder(`${endpoint.setting}&batch=10`, { call });
    let at = 0;
    const progress = { ...quiet, step: (n: number) => (at = n), stopped: () => at >= 20 };
    expect(await embedPatterns(api, embedder, { all: false, progress })).toMatchObject({
      embedded: 20,
      remaining: 20,
    });
  });

  test("the offline provider needs nothing, and is what the database keeps itself", async () => {
    const embedder = await openEmbedder(undefined, { call });
    expect(await embedPatterns(api, embedder, { all: false, progress: quiet })).toEqual({
      provider: "specql-offline",
      version: "1",
      embedded: 0,
      remaining: 0,
    });
    expect(await embedPatterns(api, embedder, { all: true, progress: quiet })).toMatchObject({
      embedded: 40,
    });
    const [one] = await embedder.embed(["an approval workflow"]);
    const { rows } = await database.pool.query(
      "select embedding from app.embed_text('an approval workflow')",
    );
    expect(one).toEqual(rows[0].embedding.map(Number));
  });
});

// The embedded database is open in this process, so a program of its own cannot open it too.
describe.runIf(databaseKind === "postgresql")("specql patterns embed", { tags: ["slow"] }, () => {
  const program = (...args: string[]) =>
    specql(args, { env: { DATABASE_URL: database.url! }, cwd: folder });

  test("killed half-way loses nothing that it had", async () => {
    let asked: (() => void) | undefined;
    const third = new Promise<void>((resolve) => (asked = resolve));
    endpoint = await startEndpoint((body, _response, count) => {
      // The fourth batch is never answered: there it is killed.
      if (count < 4) return usualAnswer(body);
      if (count > 4) return usualAnswer(body);
      asked?.();
      return undefined;
    });
    const args = ["patterns", "embed", "--provider", `${endpoint.setting}&batch=5`];
    const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));
    const child: ChildProcess = spawn(process.execPath, [entry, ...args], {
      env: cleanEnvironment({ DATABASE_URL: database.url! }),
      cwd: folder,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await third;
    child.kill("SIGKILL");
    await ended;
    expect(await stored(host(endpoint.setting))).toBe(15);

    const { status, stdout } = await program(...args, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ embedded: 25, remaining: 0 });
    expect(await stored(host(endpoint.setting))).toBe(40);
    const again = await program(...args);
    expect(again.stdout).toContain("Nothing to do");
  });

  test("prints no key, whatever goes wrong", async () => {
    endpoint = await startEndpoint(
      (_body, response) => void response.writeHead(401).end('{"error": "no sk-very-secret"}'),
    );
    const { status, stdout, stderr } = await specql(["patterns", "embed", "--json"], {
      env: {
        DATABASE_URL: database.url!,
        SPECQL_EMBEDDER: endpoint.setting,
        SPECQL_EMBEDDER_KEY: "sk-very-secret",
      },
      cwd: folder,
    });
    expect(status).toBe(69);
    expect(JSON.parse(stderr).error.code).toBe("SG920");
    expect(endpoint.asked[0]!.authorization).toBe("Bearer sk-very-secret");
    expect(stdout + stderr).not.toContain("sk-very-secret");
    const wrong = await specql(["patterns", "list"], {
      env: { DATABASE_URL: database.url!, SPECQL_EMBEDDER: "sk-very-secret" },
    });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("SPECQL_EMBEDDER");
    expect(wrong.stderr).not.toContain("sk-very-secret");
  });

  test("finds the package of local models where the command runs, and says when it is not there", async () => {
    const model = join(folder, "model");
    mkdirSync(model);
    writeFileSync(join(model, "config.json"), "{}");
    const args = ["patterns", "embed", "--provider", `local:${model}`, "--json"];
    const without = await program(...args);
    expect(without.status).toBe(1);
    expect(JSON.parse(without.stderr).error).toMatchObject({
      code: "SG177",
      hint: expect.stringContaining("npm install @huggingface/transformers"),
    });
    const place = join(folder, "node_modules", "@huggingface", "transformers");
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, "package.json"),
      '{"name": "@huggingface/transformers", "type": "module", "exports": "./index.js"}',
    );
    writeFileSync(
      join(place, "index.js"),
      `export const env = {};
       export async function pipeline(task, model) {
         if (env.allowRemoteModels !== false) throw new Error("would download");
         return async (texts) => ({ tolist: () => texts.map((t) => Array.from({ length: 384 }, (_, i) => Math.cos(t.length + i))) });
       }`,
    );
    const done = await program(...args);
    expect(done.stderr).toBe("");
    expect(JSON.parse(done.stdout)).toMatchObject({ provider: "transformers", embedded: 40 });
  });

  test("a search asks the provider of the setting", async () => {
    endpoint = await startEndpoint();
    await program("patterns", "embed", "--provider", endpoint.setting);
    // In the very words of a pattern its vector is the nearest, whatever this provider's vectors mean.
    const words = endpoint.asked
      .flatMap((ask) => ask.body.input as string[])
      .find((text) => text.includes("120"))!;
    const { status, stdout, stderr } = await specql(["patterns", "search", words, "--json"], {
      env: { DATABASE_URL: database.url!, SPECQL_EMBEDDER: endpoint.setting },
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(endpoint.asked.at(-1)!.body.input).toEqual([words]);
    expect(JSON.parse(stdout)[0]).toMatchObject({ pattern_name: "pattern 120", vector_rank: 1 });
  });
});
