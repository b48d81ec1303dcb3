/** What the `schema` commands share: reading a request's file, and finding a request. */
import { SpecqlError } from "../errors.ts";
import { readTextFile } from "./files.ts";
import type { Api } from "./session.ts";

/** A file's JSON. */
export async function jsonFile(name: string): Promise<unknown> {
  if (name === "") {
    throw new SpecqlError("SG960", "a file is missing", { hint: "Name a JSON file, or --draft." });
  }
  const { text } = await readTextFile(name);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SpecqlError("SG130", `${name} is not valid JSON`, {
      detail: (error as Error).message,
      cause: error,
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a request: the id itself, or the name of a table with one request. */
export async function requestId(api: Api, given: string): Promise<string> {
  if (UUID.test(given)) return given;
  const table = given.split(".").at(-1) ?? given;
  const schema = given.includes(".") ? { schema_name: given.split(".")[0] } : {};
  const all = await api.list("schema_requests", { table_name: table, ...schema });
  const open = all.filter((row) => !["rejected", "withdrawn"].includes(String(row["status"])));
  const [one, ...others] = open.length > 0 ? open : all;
  if (one !== undefined && others.length === 0) return String(one["id"]);
  throw new SpecqlError(
    "SG270",
    one === undefined
      ? `there is no schema request '${given}'`
      : `there are ${others.length + 1} schema requests for '${given}'`,
    { hint: "'specql schema list' shows their ids.", field: "id" },
  );
}
