/** What an embedder is, and which vectors are taken from it. */
import { SpecqlError } from "../errors.ts";

/** Every vector has this many numbers: the column in the database says so. */
export const DIMENSIONS = 384;

/** A provider of vectors. Vectors of different providers or versions are never compared. */
export interface Embedder {
  /** Who makes the vectors, and which version: stored with each of them. */
  readonly provider: string;
  readonly version: string;
  /** How many texts are embedded at a time. */
  readonly batch: number;
  /** One vector for each text, in their order. */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
}

/** SG178: a provider whose vectors have another length cannot be used; they are never cut or padded. */
export function wrongDimensions(found: number): SpecqlError {
  return new SpecqlError(
    "SG178",
    `the provider's vectors have ${found} numbers, not ${DIMENSIONS}`,
    {
      detail: "Vectors are not cut, padded or projected: that would change what they say.",
      hint: `Use a model of ${DIMENSIONS} dimensions such as all-MiniLM-L6-v2, or ask for them with &dimensions=${DIMENSIONS} where the endpoint can.`,
      field: "SPECQL_EMBEDDER",
    },
  );
}

/** Refuses an answer that is not one usable vector for each text (SG178, SG179). */
export function checkVectors(
  vectors: readonly unknown[],
  texts: readonly string[],
): readonly (readonly number[])[] {
  if (vectors.length !== texts.length) {
    throw badAnswer(`it gave ${vectors.length} vectors for ${texts.length} texts`);
  }
  for (const vector of vectors) {
    if (!Array.isArray(vector)) throw badAnswer("a vector is no list of numbers");
    if (vector.length !== DIMENSIONS) throw wrongDimensions(vector.length);
    if (!vector.every((each) => typeof each === "number" && Number.isFinite(each))) {
      throw badAnswer("a vector holds something that is no number");
    }
    if (vector.every((each) => each === 0)) throw badAnswer("a vector has nothing but zeros");
  }
  return vectors as number[][];
}

/** SG179: the provider answered, and the answer cannot be used. */
export function badAnswer(detail: string): SpecqlError {
  return new SpecqlError("SG179", "the embedding provider's answer cannot be used", {
    detail: `Of the provider: ${detail}.`,
    hint: "Check that the endpoint speaks the OpenAI embeddings shape, and the name of the model.",
    field: "SPECQL_EMBEDDER",
  });
}
