/** Holds an answer against the schema that openapi.json promises for it. */

type Json = any;

/** What an answer breaks; an unknown keyword is an error of the document. */
export function problemsOf(document: Json, schema: Json, value: Json, at = "$"): string[] {
  const problems: string[] = [];
  const say = (text: string): void => void problems.push(`${at}: ${text}`);
  for (const [keyword, want] of Object.entries<Json>(schema)) {
    switch (keyword) {
      case "$ref": {
        const name = String(want).replace("#/components/schemas/", "");
        const target = document.components.schemas[name];
        if (target === undefined) throw new Error(`${at}: nothing is called ${name}`);
        problems.push(...problemsOf(document, target, value, at));
        break;
      }
      case "allOf":
        for (const each of want) problems.push(...problemsOf(document, each, value, at));
        break;
      case "anyOf":
        if (!want.some((each: Json) => problemsOf(document, each, value, at).length === 0)) {
          say("fits none of anyOf");
        }
        break;
      case "type":
        if (
          ![want].flat().includes(typeOf(value)) &&
          !([want].flat().includes("number") && typeOf(value) === "integer")
        ) {
          say(`is ${typeOf(value)}, not ${String(want)}`);
        }
        break;
      case "const":
        if (value !== want) say(`is ${JSON.stringify(value)}, not ${JSON.stringify(want)}`);
        break;
      case "enum":
        if (!want.includes(value)) say(`${JSON.stringify(value)} is none of ${want.join(", ")}`);
        break;
      case "pattern":
        if (typeof value === "string" && !new RegExp(want).test(value))
          say(`does not match ${want}`);
        break;
      case "format":
        if (typeof value === "string" && !FORMATS[want]!.test(value))
          say(`is no ${want}: ${value}`);
        break;
      case "items":
        if (Array.isArray(value)) {
          value.forEach((item, i) =>
            problems.push(...problemsOf(document, want, item, `${at}[${i}]`)),
          );
        }
        break;
      case "properties":
        for (const [name, inner] of Object.entries<Json>(want)) {
          if (isObject(value) && name in value) {
            problems.push(...problemsOf(document, inner, value[name], `${at}.${name}`));
          }
        }
        break;
      case "required":
        for (const name of want) if (isObject(value) && !(name in value)) say(`has no ${name}`);
        break;
      case "additionalProperties":
        if (want === false && isObject(value)) {
          for (const name of Object.keys(value)) {
            if (!(name in (schema.properties ?? {}))) say(`has an unknown ${name}`);
          }
        }
        break;
      case "oneOf": {
        const fits = (want as Json[]).filter(
          (one: Json) => problemsOf(document, one, value, at).length === 0,
        );
        if (fits.length !== 1) say(`fits ${fits.length} of ${want.length} alternatives`);
        break;
      }
      case "description":
        break;
      default:
        throw new Error(`the document uses ${keyword}, which this check does not know`);
    }
  }
  return problems;
}

const FORMATS: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/,
};

const isObject = (value: Json): boolean => typeOf(value) === "object";

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Finds the path of the document that an address means, and checks the answer against it. */
export function checkAnswer(
  document: Json,
  method: string,
  url: string,
  answer: { status: number; json: Json },
): string[] {
  const { pathname } = new URL(url);
  const path = Object.keys(document.paths)
    .toSorted((a, b) => Number(a.includes("{")) - Number(b.includes("{")))
    .find((each) => new RegExp(`^${each.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname));
  const operation = path === undefined ? undefined : document.paths[path][method.toLowerCase()];
  if (operation === undefined) return [`${method} ${pathname} is not in the document`];
  const response = operation.responses[String(answer.status)];
  if (response === undefined) return [`${method} ${path}: no answer ${answer.status} is described`];
  const schema = response.content["application/json"].schema;
  return problemsOf(document, schema, answer.json, `${method} ${pathname} ${answer.status}`);
}
