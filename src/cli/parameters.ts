import { SpecqlError } from "../errors.ts";
import type { Json } from "../legacy/document.ts";
import { readDefinition } from "./definition-file.ts";
import type { Options } from "./define.ts";
import { text } from "./define.ts";

/** The parameters of `--params FILE` and, over them, of each `--param name=value`. */
export async function parametersOf(options: Options): Promise<Record<string, Json>> {
  const file = text(options, "params");
  const given: Record<string, Json> = Object.create(null);
  if (file !== undefined) {
    const read = await readDefinition(file);
    if (typeof read !== "object" || read === null || Array.isArray(read)) {
      throw new SpecqlError("SG131", `${file}: the parameters are no mapping`, {
        hint: "Give names and their values.",
      });
    }
    Object.assign(given, read);
  }
  const single = options["param"];
  for (const each of Array.isArray(single) ? single : []) {
    const at = each.indexOf("=");
    if (at < 1) {
      throw new SpecqlError("SG960", `--param ${each} has no value`, {
        hint: "Write --param name=value.",
      });
    }
    given[each.slice(0, at)] = valueOf(each.slice(at + 1));
  }
  return given;
}

/** JSON where it is JSON (12, true, ["a"], "12"), and the text itself where it is not. */
function valueOf(given: string): Json {
  try {
    return JSON.parse(given) as Json;
  } catch {
    return given;
  }
}
