/** A wire between a program and PostgreSQL that counts the statements passing through. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface CountingProxy {
  /** The database's address, by way of the proxy. */
  readonly url: string;
  /** Statements run so far: simple queries, and executions of prepared ones. */
  count(): number;
  close(): Promise<void>;
}

const QUERY = "Q".charCodeAt(0);
const EXECUTE = "E".charCodeAt(0);

/** Opens the wire on a free port. It reads the frames of the protocol, not the statements. */
export async function countingProxy(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let statements = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const countFrames = frameReader((kind) => {
      if (kind === QUERY || kind === EXECUTE) statements += 1;
    });
    client.on("data", (chunk) => {
      countFrames(chunk);
      upstream.write(chunk);
    });
    upstream.pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.end();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    count: () => statements,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Calls `seen` with the kind of each frame. The first frame, the start-up, has no kind. */
function frameReader(seen: (kind: number) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const header = started ? 5 : 4;
      if (rest.length < header) return;
      const size = started ? rest.readInt32BE(1) + 1 : rest.readInt32BE(0);
      if (rest.length < size) return;
      if (started) seen(rest[0] ?? 0);
      started = true;
      rest = rest.subarray(size);
    }
  };
}
