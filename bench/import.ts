/** (e) Import of a legacy file with 3,375 entities through the command line, process start included. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bench } from "./support/figures.ts";
import { runCommand } from "./support/program.ts";
import { FULL, registriesOn } from "./support/registry.ts";

/** Runs (e). */
export const importFile: Bench = async (context) => {
  const file = join(context.folder, "domain_registry.yaml");
  await writeFile(file, fullRegistry());
  const registries = registriesOn(context.adminUrl);
  const seconds: number[] = [];
  const megabytes: number[] = [];
  const again: number[] = [];
  try {
    for (let round = 0; round < context.runs; round += 1) {
      const database = await registries.create("bare");
      const args = ["import", "registry", file, "--database", database.url, "--json"];
      const first = await runCommand(args);
      const { rows } = await database.session((client) =>
        client.query<{ entities: number }>(
          "select count(*)::integer as entities from app.entities",
        ),
      );
      if (rows[0]?.entities !== FULL) {
        throw new Error(`${rows[0]?.entities} of ${FULL} entities arrived:\n${first.stdout}`);
      }
      const second = await runCommand(args);
      await database.drop();
      seconds.push(first.seconds);
      again.push(second.seconds);
      megabytes.push(first.megabytes);
      context.log(`(e) ${first.seconds.toFixed(2)} s, ${first.megabytes.toFixed(0)} MB`);
    }
  } finally {
    await registries.dropAll();
  }
  return [
    {
      what: "(e) import of a YAML file with 3,375 entities",
      target: { bound: "below", value: 2 },
      values: seconds,
      unit: "s",
    },
    {
      what: "(e) its peak memory, the program's process",
      target: { bound: "below", value: 300 },
      values: megabytes,
      unit: "MB",
    },
    { what: "(e) the same file again, nothing to change", values: again, unit: "s" },
  ];
};

/** A registry file as the legacy tool writes it: every place taken, every code in its place. */
function fullRegistry(): string {
  const digits = Array.from("123456789ABCDEF");
  const lines = [
    "version: 2.0.0",
    "last_updated: '2025-11-12T14:00:00.000000'",
    "schema_layers:",
    "  '00': common",
    "  '01': write_side",
    "  '02': read_side",
    "  '03': functions",
    "domains:",
  ];
  for (const [d, domain] of digits.entries()) {
    lines.push(`  '${domain}':`, `    name: domain${d + 1}`, `    description: Domain ${d + 1}`);
    lines.push(`    aliases:`, `    - area${d + 1}`, "    multi_tenant: false", "    subdomains:");
    for (const [s, subdomain] of digits.entries()) {
      lines.push(`      '${subdomain}':`, `        name: subdomain${s + 1}`);
      lines.push(`        description: Subdomain ${s + 1}`, "        next_entity_sequence: 16");
      lines.push("        entities:");
      for (const [e, entity] of digits.entries()) {
        lines.push(`          Entity${d + 1}_${s + 1}_${e + 1}:`);
        lines.push(`            table_code: '01${domain}${subdomain}${entity}1'`);
        lines.push("            entity_code: ENT");
        lines.push("            assigned_at: '2025-11-12T14:00:00.000000'");
      }
    }
  }
  return `${lines.join("\n")}\n`;
}
