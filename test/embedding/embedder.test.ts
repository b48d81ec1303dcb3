import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openEmbedder } from "../../src/embedding/embedder.ts";
import type { Models } from "../../src/embedding/local.ts";
import { parseEmbedder } from "../../src/embedding/setting.ts";
import { DIMENSIONS, type Embedder } from "../../src/embedding/vectors.ts";
import { type Endpoint, startEndpoint, usualAnswer, vectorOf } from "./endpoint.ts";

const folder = mkdtempSync(join(tmpdir(), "specql-embedder-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const noCalls = () => Promise.reject(new Error("no database here"));

let endpoint: Endpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

async function against(
  answer: Parameters<typeof startEndpoint>[0],
  extra = "",
  key?: string,
): Promise<Embedder> {
  endpoint = await startEndpoint(answer);
  return await openEmbedder(endpoint.setting + extra, { call: noCalls, key, pause: 1 });
}

async function refusal(attempt: Promise<unknown>): Promise<{ code: string; text: string }> {
  return await attempt.then(
    () => expect.fail("it was not refused"),
    (error: any) => ({ code: error.code, text: `${error.message} ${error.detail} ${error.hint}` }),
  );
}

describe("a setting", () => {
  it.each([
    "offline",
    "local:/models/x",
    "http://localhost:1/v1?model=m",
    "https://h/v1/embeddings?model=m&dimensions=384&batch=5&timeout=9",
  ])("%s is one", (setting) => {
    expect(parseEmbedder(setting).kind).toBe(setting.split(":")[0]!.replace("https", "http"));
  });
  it("adds the path of the shape where only its beginning is given", () => {
    const parsed = parseEmbedder("http://localhost:11434/v1/?model=a%20b");
    expect(parsed).toMatchObject({ model: "a b", batch: 64, timeout: 60_000 });
    expect(parsed.kind === "http" && parsed.url.href).toBe("http://localhost:11434/v1/embeddings");
  });
  it.each([
    "openai",
    "local:",
    "http://localhost/v1",
    "ftp://x?model=m",
    "http://u:secret@h/v1?model=m",
    "http://h/v1?model=m&api_key=secret",
    "http://h/v1?model=m&batch=0",
    "http://h/v1?model=m&timeout=x",
  ])("%s is none, and is not repeated", (setting) => {
    const error = (() => {
      try {
        return void parseEmbedder(setting);
      } catch (reason) {
        return reason as { code: string; message: string; hint: string };
      }
    })();
    expect(error?.code).toBe("SG177");
    expect(`${error?.message} ${error?.hint}`).not.toContain("secret");
  });
  it("with other dimensions is refused before anything is sent", () => {
    expect(() => parseEmbedder("http://h/v1?model=m&dimensions=768")).toThrow(
      expect.objectContaining({ code: "SG178" }),
    );
  });
});

describe("an HTTP endpoint", () => {
  it("is asked in its shape, and its vectors come in the order of the texts", async () => {
    const embedder = await against(undefined, "&dimensions=384", "sk-secret");
    expect(embedder).toMatchObject({ version: "test", batch: 64 });
    expect(embedder.provider).toMatch(/^127\.0\.0\.1:\d+$/);
    const vectors = await embedder.embed(["one", "two", "drei"]);
    expect(vectors).toEqual(["one", "two", "drei"].map((text) => vectorOf(text)));
    expect(endpoint!.asked).toEqual([
      {
        url: "/v1/embeddings",
        authorization: "Bearer sk-secret",
        body: {
          model: "test",
          input: ["one", "two", "drei"],
          encoding_format: "float",
          dimensions: 384,
        },
      },
    ]);
    expect(await embedder.embed([])).toEqual([]);
    expect(endpoint!.asked).toHaveLength(1);
  });

  it.each([429, 500, 503, 408])("that answers %i for a moment is asked again", async (status) => {
    const embedder = await against((body, response, count) => {
      if (count > 2) return usualAnswer(body);
      response.writeHead(status, count === 1 ? { "retry-after": "0" } : {}).end("busy");
      return undefined;
    });
    expect(await embedder.embed(["x"])).toEqual([vectorOf("x")]);
    expect(endpoint!.asked).toHaveLength(3);
  });

  it("that hangs up is asked again, and given up at last", async () => {
    const embedder = await against((_body, response) => void response.destroy());
    expect(await refusal(embedder.embed(["x"]))).toMatchObject({ code: "SG920" });
    expect(endpoint!.asked).toHaveLength(5);
  });

  it("that does not answer runs into the time limit", async () => {
    const embedder = await against(() => undefined, "&timeout=1");
    // One second each; that it is asked five times is shown above.
    const start = Date.now();
    const error = await refusal(
      Promise.race([
        embedder.embed(["x"]),
        new Promise((_resolve, reject) =>
          setTimeout(() => reject(Object.assign(new Error("still"), { code: "late" })), 20_000),
        ),
      ]),
    );
    expect(error.code).toBe("SG920");
    expect(Date.now() - start).toBeLessThan(15_000);
  }, 30_000);

  it.each([400, 401, 403, 404, 422])(
    "that answers %i is not asked again, and the key is not printed",
    async (status) => {
      const embedder = await against(
        (_body, response) =>
          void response
            .writeHead(status)
            .end(JSON.stringify({ error: { message: "bad key sk-secret-key" } })),
        "",
        "sk-secret-key",
      );
      const error = await refusal(embedder.embed(["x"]));
      expect(error.code).toBe("SG920");
      expect(error.text).toContain(String(status));
      expect(error.text).not.toContain("sk-secret-key");
      expect(endpoint!.asked).toHaveLength(1);
    },
  );

  it("that sends us elsewhere gets no key there", async () => {
    const other = await startEndpoint();
    const embedder = await against(
      (_body, response) =>
        void response
          .writeHead(307, { location: other.setting.replace("?", "/embeddings?") })
          .end(),
      "",
      "sk-secret",
    );
    expect((await refusal(embedder.embed(["x"]))).code).toBe("SG920");
    expect(other.asked).toEqual([]);
    await other.close();
  });

  const one = (embedding: unknown): object => ({ data: [{ index: 0, embedding }] });
  it.each([
    ["768 numbers", one(vectorOf("x", 768)), "SG178"],
    ["no numbers", one([]), "SG178"],
    ["a text in it", one([...vectorOf("x").slice(1), "1"]), "SG179"],
    ["null in it", one([...vectorOf("x").slice(1), null]), "SG179"],
    ["zeros only", one(Array(DIMENSIONS).fill(0)), "SG179"],
    ["base64", one("AAAA"), "SG179"],
    ["no vector", { data: [] }, "SG179"],
    [
      "two vectors",
      { data: [{ embedding: vectorOf("x") }, { embedding: vectorOf("y") }] },
      "SG179",
    ],
    ["a wrong number", { data: [{ index: 7, embedding: vectorOf("x") }] }, "SG179"],
    ["another shape", { embedding: vectorOf("x") }, "SG179"],
    ["a list", [1], "SG179"],
  ])("that gives %s is refused", async (_what, answer, code) => {
    expect((await refusal((await against(() => answer)).embed(["x"]))).code).toBe(code);
  });

  it("that gives no JSON is refused", async () => {
    const embedder = await against((_body, response) => void response.end("<html>"));
    expect((await refusal(embedder.embed(["x"]))).code).toBe("SG179");
  });
});

describe("a local model", () => {
  const directory = join(folder, "tiny-model");
  mkdirSync(join(directory, "onnx"), { recursive: true });
  writeFileSync(join(directory, "config.json"), "{}");
  writeFileSync(join(directory, "tokenizer.json"), "{}");
  writeFileSync(join(directory, "onnx", "model.onnx"), "weights");

  /** Stands in for the package, whose runtime is not installed here: it shows how it is called. */
  function models(vectors: (texts: readonly string[]) => unknown, log: unknown[] = []): Models {
    const env = { allowRemoteModels: true, allowLocalModels: false, localModelPath: "" };
    return {
      env,
      async pipeline(task, model) {
        log.push([task, model, { ...env }]);
        return async (texts, options) => {
          log.push([texts, options]);
          return { tolist: () => vectors(texts) };
        };
      },
    };
  }

  it("is loaded from its directory and nowhere else", async () => {
    const log: unknown[] = [];
    const embedder = await openEmbedder(`local:${directory}`, {
      call: noCalls,
      loadModels: async () => models((texts) => texts.map((text) => vectorOf(text)), log),
    });
    expect(embedder.provider).toBe("transformers");
    expect(embedder.version).toMatch(/^tiny-model@[0-9a-f]{12}$/);
    expect(await embedder.embed(["a", "b"])).toEqual([vectorOf("a"), vectorOf("b")]);
    expect(log).toEqual([
      [
        "feature-extraction",
        "tiny-model",
        { allowRemoteModels: false, allowLocalModels: true, localModelPath: folder },
      ],
      [["a", "b"], { pooling: "mean", normalize: true }],
    ]);
  });

  it("is another version when its files are others", async () => {
    const open = () =>
      openEmbedder(`local:${directory}`, {
        call: noCalls,
        loadModels: async () => models(() => []),
      });
    const before = (await open()).version;
    expect((await open()).version).toBe(before);
    writeFileSync(join(directory, "onnx", "model.onnx"), "other weights");
    expect((await open()).version).not.toBe(before);
  });

  it("of other dimensions, or that cannot be loaded, is refused", async () => {
    const wide = await openEmbedder(`local:${directory}`, {
      call: noCalls,
      loadModels: async () => models((texts) => texts.map((text) => vectorOf(text, 768))),
    });
    expect((await refusal(wide.embed(["a"]))).code).toBe("SG178");
    const broken = openEmbedder(`local:${directory}`, {
      call: noCalls,
      loadModels: async () => ({
        ...models(() => []),
        pipeline: () => Promise.reject(new Error("no such file")),
      }),
    });
    expect((await refusal(broken)).code).toBe("SG179");
  });

  it("that is not there is said before the package is loaded", async () => {
    for (const path of [join(folder, "nowhere"), folder, join(directory, "config.json")]) {
      expect(
        (await refusal(openEmbedder(`local:${path}`, { call: noCalls, loadModels: noCalls }))).code,
      ).toBe("SG177");
    }
  });
});
