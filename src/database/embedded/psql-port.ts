/** Lets a psql in to the embedded database: one at a time, from this machine. */
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import type { Engine, Session } from "./engine.ts";
import { errorMessage } from "./frames.ts";

export interface PsqlPort {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on loopback. psql takes turns with the server, from transaction to transaction. */
export async function openPsqlPort(engine: Engine, port: number): Promise<PsqlPort> {
  const sockets = new Set<Socket>();
  let taken: Socket | undefined;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => {
      sockets.delete(socket);
      if (taken === socket) taken = undefined;
    });
    socket.setNoDelay(true);
    if (taken !== undefined) return refuse(socket);
    taken = socket;
    void pass(engine, socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => resolve());
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `postgresql://postgres@127.0.0.1:${actual}/postgres`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) {
        socket.end(errorMessage("FATAL", "57P01", "terminating connection: the server stops"));
        setTimeout(() => socket.destroy(), 500).unref();
      }
      await closed;
    },
  };
}

async function pass(engine: Engine, socket: Socket): Promise<void> {
  socket.pause();
  let session: Session;
  try {
    session = await engine.openSession(
      { data: (bytes) => void socket.write(bytes), closed: () => socket.end() },
      { guest: true },
    );
  } catch {
    socket.end(errorMessage("FATAL", "57P03", "the embedded database does not answer", "Try again."));
    return;
  }
  if (socket.destroyed) return session.close();
  socket.once("close", () => session.close());
  socket.once("end", () => session.close());
  socket.on("data", (bytes: Buffer) => session.send(bytes));
  socket.resume();
}

/** Waits for the client to say hello: it takes an error only as an answer. */
function refuse(socket: Socket): void {
  socket.on("data", (bytes: Buffer) => {
    const code = bytes.length >= 8 ? bytes.readUInt32BE(4) : 0;
    // It may ask for encryption first.
    if (code === 80877103 || code === 80877104) return void socket.write("N");
    socket.end(
      errorMessage(
        "FATAL",
        "53300",
        "another client is connected to the embedded database",
        "One at a time can be. Close the other, or use a PostgreSQL server; see README.",
      ),
    );
  });
}
