/** Makes a standby ready in a process of its own, which gives way to everybody else. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type ErrorJson, SpecqlError } from "../errors.ts";
import type { StandbyOptions } from "./standby.ts";

/** What is asked for. */
export type Prepare = Pick<StandbyOptions, "mirrors" | "cache">;

/** What became of it. */
export type FromChild = { readonly made: boolean } | { readonly error: ErrorJson };

/** As prepareStandby(). Ended by `signal`, it leaves nothing that counts. */
export async function prepareApart(options: Prepare, signal?: AbortSignal): Promise<boolean> {
  const own = import.meta.url;
  const file = new URL(own.endsWith(".ts") ? "./prepare-child.ts" : "./prepare-child.js", own);
  const child = fork(fileURLToPath(file), [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    ...(signal && { signal }),
    killSignal: "SIGKILL",
  });
  let answer: FromChild | undefined;
  child.on("message", (message: FromChild) => {
    answer = message;
  });
  const ended = once(child, "exit");
  child.send(options);
  const [code, by] = (await ended) as [number | null, string | null];
  if (answer === undefined) {
    throw new SpecqlError("SG923", "the mirrors could not be made ready", {
      detail: `The process that did it ended with ${by ?? code}.`,
    });
  }
  if ("made" in answer) return answer.made;
  const { code: known, message, ...parts } = answer.error;
  throw new SpecqlError(known, message, parts);
}
