/**
 * Which requests are let in at all. A page on another site can make a browser send requests here;
 * the names of the host that it asks for and of the site that it comes from give it away.
 */
import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import { SpecqlError } from "../errors.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Refuses a request for a host, or from an origin, that is not allowed. */
export type Guard = (request: IncomingMessage) => void;

/**
 * Loopback names are always allowed, and the names in `allowedHosts`. A server that listens on all
 * addresses (`everywhere`) is also called by these.
 */
export function makeGuard(options: {
  allowedHosts: readonly string[];
  everywhere: boolean;
}): Guard {
  const allowed = new Set([...LOOPBACK, ...options.allowedHosts.map((name) => name.toLowerCase())]);
  return (request) => {
    const host = hostName(`http://${request.headers.host ?? ""}`);
    if (host === undefined || !isAllowed(host, allowed, options.everywhere)) {
      throw new SpecqlError("SG483", "this host name is not served here", {
        hint: "Use localhost, or start the server with --allow-host NAME.",
        field: "Host",
      });
    }
    const origin = request.headers.origin;
    if (origin === undefined) return;
    const from = hostName(origin);
    if (from === undefined || !isAllowed(from, allowed, options.everywhere)) {
      throw new SpecqlError("SG484", "requests from this origin are not accepted", {
        hint: "Start the server with --allow-host NAME to accept pages from there.",
        field: "Origin",
      });
    }
  };
}

function isAllowed(host: string, allowed: ReadonlySet<string>, everywhere: boolean): boolean {
  return allowed.has(host) || (everywhere && ownAddresses().has(host));
}

/** Addresses cannot be pointed elsewhere, as a name can. */
function ownAddresses(): Set<string> {
  const found = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return new Set(
    found.map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)),
  );
}

function hostName(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, username, pathname } = new URL(url);
  if (!["http:", "https:"].includes(protocol) || username !== "" || pathname !== "/")
    return undefined;
  return hostname === "" ? undefined : hostname.toLowerCase();
}
