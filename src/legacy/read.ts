import {
  type Json,
  type JsonObject,
  REGISTRY,
  SERVICES,
  type Shape,
  toDocument,
  typed,
} from "./document.ts";
import { wrongFile } from "./text.ts";
import { type YamlMap, parseYaml } from "./yaml-reader.ts";

/** The sections that make a file a registry; `version` alone could be anything. */
const REGISTRY_SECTIONS = ["domains", "subdomain_inference", "reserved_codes", "schema_layers"];

/** Reads a domain registry (YAML) into the document that `import_registry` takes. */
export function readRegistryYaml(text: string, name: string): JsonObject {
  return read(text, name, {
    what: "domain registry",
    sections: REGISTRY_SECTIONS,
    shape: REGISTRY,
    other: { section: "services", hint: `It looks like a services file: specql import services` },
  });
}

/** Reads a service registry (YAML) into the document that `import_services` takes. */
export function readServicesYaml(text: string, name: string): JsonObject {
  return read(text, name, {
    what: "service registry",
    sections: ["services"],
    shape: SERVICES,
    other: { section: "domains", hint: `It looks like a domain registry: specql import registry` },
  });
}

/**
 * Reads definitions of services (YAML or JSON) as `register_services` takes them: one service, or
 * several under `services:`.
 */
export function readServiceDefinitions(text: string, name: string): readonly Json[] {
  const map = parseYaml(text, name);
  const services = map.entries.find(({ key }) => key === "services")?.value;
  if (services === undefined) return [typed(map)];
  const found = typed(services);
  if (Array.isArray(found) && found.length > 0 && map.entries.length === 1) return found;
  throw wrongFile(
    name,
    "'services:' is no list of services, or is not alone",
    "Give one service, or a list of them under 'services:' and nothing beside it.",
  );
}

interface Kind {
  what: string;
  sections: readonly string[];
  shape: Shape;
  other: { section: string; hint: string };
}

function read(text: string, name: string, kind: Kind): JsonObject {
  const map = parseYaml(text, name);
  const present = map.entries.filter(({ key }) => kind.sections.includes(key));
  if (present.length === 0) {
    const looksLikeOther = map.entries.some(({ key }) => key === kind.other.section);
    throw wrongFile(
      name,
      `the file is no ${kind.what}`,
      looksLikeOther
        ? `${kind.other.hint} ${name}.`
        : `It should have ${kind.sections.map((section) => `'${section}:'`).join(" or ")}.`,
    );
  }
  if (!holdsRows(map, kind.sections)) {
    throw wrongFile(
      name,
      `the ${kind.what} is empty`,
      `Nothing stands under ${present.map(({ key }) => `'${key}:'`).join(", ")}.`,
    );
  }
  return toDocument(map, kind.shape);
}

function holdsRows(map: YamlMap, sections: readonly string[]): boolean {
  return map.entries.some(({ key, value }) => {
    if (!sections.includes(key)) return false;
    if (value.is === "scalar") return value.text !== null;
    return value.is === "list" ? value.items.length > 0 : value.entries.length > 0;
  });
}
