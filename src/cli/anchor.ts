/** Anchors of the ledger as files: what is kept outside the database, signed or not. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { SpecqlError } from "../errors.ts";
import { wrongFile } from "../legacy/text.ts";
import type { Row } from "./print.ts";

/** A key as it was read, and from where. */
export interface KeyFile {
  readonly file: string;
  readonly pem: string;
}

interface AnchorDocument {
  readonly anchor: readonly Row[];
  readonly signature?: string;
}

/** The document that is kept: the anchor, and a signature if there is a key. */
export function asDocument(anchor: readonly Row[], key?: KeyFile): AnchorDocument {
  if (key === undefined) return { anchor };
  const signature = sign(null, signedText(anchor), keyOf(key, createPrivateKey));
  return { anchor, signature: signature.toString("base64") };
}

/** The anchor of a document, once its signature was found right, where a key is given. */
export function readAnchor(name: string, text: string, key?: KeyFile): readonly Row[] {
  const { anchor, signature } = parsed(name, text);
  if (key === undefined) return anchor;
  const right =
    signature !== undefined &&
    verify(null, signedText(anchor), keyOf(key, createPublicKey), Buffer.from(signature, "base64"));
  if (!right) {
    throw new SpecqlError("SG188", `${name} is not signed with this key`, {
      hint: "Take the anchor from where it was kept, and the public key that belongs to it.",
      field: "key",
    });
  }
  return anchor;
}

function parsed(name: string, text: string): AnchorDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw wrongFile(
      name,
      (error as Error).message,
      "Name a file that `specql audit anchor --to` wrote.",
    );
  }
  const { anchor, signature } = (document ?? {}) as Partial<AnchorDocument>;
  if (!Array.isArray(anchor) || (signature !== undefined && typeof signature !== "string")) {
    throw wrongFile(
      name,
      "it holds no anchor",
      "Name a file that `specql audit anchor --to` wrote.",
    );
  }
  return { anchor, ...(signature !== undefined && { signature }) };
}

/** What is signed: a name and a version, then one line for each stream. */
function signedText(anchor: readonly Row[]): Buffer {
  const lines = anchor.map((each) => JSON.stringify([each["stream"], each["seq"], each["hash"]]));
  return Buffer.from(["specql.anchor/1", ...lines, ""].join("\n"));
}

function keyOf(key: KeyFile, read: (pem: string) => KeyObject): KeyObject {
  let found: KeyObject | undefined;
  try {
    found = read(key.pem);
  } catch {
    // What OpenSSL says about a key may quote it.
  }
  if (found?.asymmetricKeyType !== "ed25519") {
    throw wrongFile(
      key.file,
      "this is no Ed25519 key in PEM",
      "Make one: openssl genpkey -algorithm ed25519",
    );
  }
  return found;
}
