/** Who a request comes from: its token says so, or, where no secret is set, it is somebody here. */
import type { IncomingMessage } from "node:http";
import { errors, jwtVerify } from "jose";
import { localPrincipal, named, type Principal, ROLES, type Role } from "../database/principal.ts";
import { SpecqlError } from "../errors.ts";

/** Where no token says who acts, this header may. */
export const ACTOR_HEADER = "x-specql-actor";

/** Finds out who sends a request, or refuses it. */
export type Identify = (request: IncomingMessage) => Promise<Principal>;

/** Without a secret everybody who reaches the server is its own user. */
export function makeIdentify(options: {
  jwtSecret?: string | undefined;
  statementTimeout: number;
}): Identify {
  const settings = { statement_timeout: String(options.statementTimeout) };
  if (options.jwtSecret === undefined) {
    const local = localPrincipal();
    const principal = { ...local, settings: { ...local.settings, ...settings } };
    // Nobody proves who he is, so whoever says a name is taken at it.
    return (request) => new Promise((resolve) => resolve(named(principal, actorOf(request))));
  }
  const key = new TextEncoder().encode(options.jwtSecret);
  return async (request) => {
    const { role, sub, orgs } = await verified(request, key);
    return {
      role,
      settings: {
        ...settings,
        "jwt.claims.sub": sub,
        "jwt.claims.role": role,
        // Always a list, so that no name can be read as one.
        ...(orgs && { "jwt.claims.org_id": JSON.stringify(orgs) }),
      },
    };
  };
}

/** Headers hold no more than Latin letters, so names come as they would in a URL. */
function actorOf(request: IncomingMessage): string | undefined {
  const given = request.headers[ACTOR_HEADER];
  if (typeof given !== "string") return undefined;
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

async function verified(
  request: IncomingMessage,
  key: Uint8Array,
): Promise<{ role: Role; sub: string; orgs: string[] | undefined }> {
  const [, token] = /^Bearer +([^ ]+) *$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token === undefined) {
    throw new SpecqlError("SG480", "a token is needed", {
      hint: "Send the header Authorization: Bearer <token>; for commands set SPECQL_TOKEN.",
    });
  }
  let claims: Record<string, unknown>;
  try {
    // The algorithm is ours to choose, not the token's.
    claims = (await jwtVerify(token, key, { algorithms: ["HS256"], requiredClaims: ["sub"] }))
      .payload;
  } catch (error) {
    throw new SpecqlError("SG481", reason(error), {
      hint: "Get a new token: HS256, with the claims sub and role, not expired.",
      cause: error,
    });
  }
  const { role, sub } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > 200 || /\p{Cc}/u.test(sub)) {
    throw new SpecqlError("SG481", "the token names nobody", {
      hint: "Its claim sub must be a text of at most 200 characters.",
    });
  }
  const known = ROLES.find((one) => one === role);
  if (known === undefined) {
    throw new SpecqlError("SG482", "the token's role is not one of ours", {
      hint: `Its claim role must be one of ${ROLES.join(", ")}.`,
    });
  }
  return { role: known, sub, orgs: orgsOf(claims["org_id"]) };
}

/** The organisations that a token speaks for: one name, a list of names, or nothing said. */
function orgsOf(claim: unknown): string[] | undefined {
  if (claim === undefined || claim === null) return undefined;
  const orgs: unknown[] = Array.isArray(claim) ? claim : [claim];
  if (orgs.every((org) => typeof org === "string" && org !== "" && org.length <= 200)) {
    return orgs as string[];
  }
  throw new SpecqlError("SG481", "the token's claim org_id is not understood", {
    hint: "It must be a text of 1 to 200 characters, or a list of such texts.",
  });
}

function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "the token has expired";
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === "missing") {
    return `the token has no claim ${error.claim}`;
  }
  return "the token is not valid";
}
