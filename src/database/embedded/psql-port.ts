/** Lets a psql in to the embedded database: one at a time, from this machine. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Engine, Session } from "./engine.ts";
import { errorMessage } from "./frames.ts";

export interface PsqlPort {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds that a client gets to go. */
const GRACE = 500;

/** Listens on loopback. psql takes turns with the server, from transaction to transaction. */
export async function openPsqlPort(engine: Engine, port: number): Promise<PsqlPort> {
  const sockets = new Set<Socket>();
  let taken: Socket | undefined;
  const admit = async (socket: Socket): Promise<void> => {
    // Somebody who quits and comes back at once is not met by his own ghost.
    if (taken !== undefined) await Promise.race([once(taken, "close"), setTimeout(GRACE)]);
    if (socket.destroyed) return;
    if (taken !== undefined) return refuse(socket);
    taken = socket;
    await pass(engine, socket);
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => {
      sockets.delete(socket);
      if (taken === socket) taken = undefined;
    });
    socket.setNoDelay(true);
    socket.pause();
    void admit(socket);
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
      }
      await Promise.race([closed, setTimeout(GRACE)]);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function pass(engine: Engine, socket: Socket): Promise<void> {
  let session: Session;
  try {
    session = await engine.openSession(
      { data: (bytes) => void socket.write(bytes), closed: () => socket.end() },
      { guest: true },
    );
  } catch {
    socket.end(
      errorMessage("FATAL", "57P03", "the embedded database does not answer", "Try again."),
    );
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
        "Close the other first: only one at a time can be connected.",
      ),
    );
  });
  socket.resume();
}
