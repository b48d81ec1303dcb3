/** An endpoint of the OpenAI embeddings shape, to be told how to behave. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Endpoint {
  /** Its address, with `?model=test`. */
  readonly setting: string;
  /** What it was asked, in order. */
  readonly asked: { authorization: string | undefined; body: any; url: string | undefined }[];
  close(): Promise<void>;
}

/** A vector that only this text has. */
export function vectorOf(text: string, dimensions = 384): number[] {
  let seed = 7;
  for (const character of text) seed = (seed * 31 + character.codePointAt(0)!) % 65_521;
  return Array.from({ length: dimensions }, (_, i) => Math.sin(seed + i));
}

/** The usual answer, in an order of its own. */
export function usualAnswer(body: { input: string[] }): object {
  const data = body.input.map((text, index) => ({
    object: "embedding",
    index,
    embedding: vectorOf(text),
  }));
  return { object: "list", data: data.toReversed(), model: "test" };
}

type Answer = (body: any, response: ServerResponse, count: number) => unknown;

/** Starts one; `answer` returns the object to send, or sends something itself and returns nothing. */
export async function startEndpoint(
  answer: Answer = (body) => usualAnswer(body),
): Promise<Endpoint> {
  const asked: Endpoint["asked"] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      asked.push({ authorization: request.headers.authorization, body, url: request.url });
      const given = answer(body, response, asked.length);
      if (given === undefined) return;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(given));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    setting: `http://127.0.0.1:${port}/v1?model=test`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
