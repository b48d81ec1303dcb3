import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

/** A request whose body has been read, for somebody who wants to read it again. */
export function replayed(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = Readable.from([body], { objectMode: false });
  const { method, url, headers, httpVersion, httpVersionMajor, httpVersionMinor, socket } = request;
  return Object.assign(again, {
    method,
    url,
    headers,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    socket,
  }) as unknown as IncomingMessage;
}
