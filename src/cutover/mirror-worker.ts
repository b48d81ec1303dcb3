/** The thread in which the server mirrors: what is written to files does not wait for requests. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { startMirror } from "./mirror.ts";
import type { FromMirror, MirrorThreadData, ToMirror } from "./mirror-thread.ts";
import { MIRROR, mirrorPool, poolPort } from "./port.ts";

const { url, dataDir, holder } = workerData as MirrorThreadData;
const parent = parentPort as MessagePort;
const tell = (message: FromMirror): void => parent.postMessage(message);

const pool = mirrorPool(url);
const mirroring = startMirror({
  port: poolPort(pool, MIRROR),
  dataDir,
  holder,
  log: (line) => tell({ kind: "log", line }),
  listenUrl: url,
});

parent.on("message", ({ kind }: ToMirror) => {
  if (kind !== "stop") return;
  void (async () => {
    await mirroring.stop();
    await pool.end();
    // With nobody left to hear, the thread ends.
    parent.close();
  })();
});
