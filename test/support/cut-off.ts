/** A way to a database that can be cut off and mended, as if the server were gone and back. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

export interface Way {
  /** The database's URL by this way. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Lets everything through again. */
  mend(): Promise<void>;
  /** Accepts connections and says nothing; what is open hangs. */
  silence(): void;
  /** How often somebody has tried to come in since the way was cut. */
  readonly attempts: number;
  close(): Promise<void>;
}

/** Opens a way to the server of `url`. */
export async function wayTo(url: string): Promise<Way> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "silent" = "open";
  let attempts = 0;
  const server: Server = createServer((inner) => {
    sockets.add(inner);
    inner.on("close", () => sockets.delete(inner));
    inner.on("error", () => {});
    if (state !== "open") {
      attempts += 1;
      if (state === "cut") inner.destroy();
      return;
    }
    const outer = connect(Number(target.port || 5432), target.hostname);
    sockets.add(outer);
    outer.on("error", () => inner.destroy());
    outer.on("close", () => {
      sockets.delete(outer);
      if (state !== "silent") inner.destroy();
    });
    inner.on("close", () => outer.destroy());
    inner.on("data", (bytes) => {
      if (state === "open") outer.write(bytes);
    });
    outer.on("data", (bytes) => {
      if (state === "open") inner.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = new URL(url);
  address.hostname = "127.0.0.1";
  address.port = String((server.address() as AddressInfo).port);
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: address.href,
    get attempts() {
      return attempts;
    },
    async cut() {
      state = "cut";
      attempts = 0;
      destroyAll();
    },
    async mend() {
      state = "open";
      destroyAll();
    },
    silence() {
      state = "silent";
      attempts = 0;
    },
    async close() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
