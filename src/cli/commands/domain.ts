import type { Command } from "commander";
import { type Define, group, option, text } from "../define.ts";
import { printJson, printRow } from "../print.ts";
import { performanceReport } from "./monitor.ts";
import { allocateCode, DOMAIN_COLUMNS, inOrder, listDomains, showDomain } from "./registry.ts";

/** `specql domain …`: the short way to the same things. */
export function addDomain(program: Command, define: Define): void {
  const domain = group(
    program,
    "domain",
    "list, show and register domains; allocate codes",
    "domain list",
  );
  define(domain, {
    usage: "list",
    summary: "list all domains",
    examples: ["domain list"],
    run: listDomains,
  });
  define(domain, {
    usage: "get <domain>",
    summary: "show a domain by number, name or alias",
    examples: ["domain get 2", "domain get crm"],
    run: showDomain,
  });
  define(domain, {
    usage: "register",
    summary: "claim a domain number and a name",
    examples: [
      'domain register --number 7 --name inventory --description "Inventory management" --multi-tenant --aliases stock,warehouse',
    ],
    options: [
      option("--number <digit>", "the number, 1 to F", true),
      option("--name <name>", "the name", true),
      option("--description <text>", "what belongs there"),
      option("--multi-tenant", "its rows belong to tenants"),
      option("--aliases <names>", "other names, separated by commas"),
    ],
    async run(session, _args, options) {
      const aliases = text(options, "aliases");
      const row = await session.call((api) =>
        api.row("register_domain", {
          domain_number: text(options, "number"),
          domain_name: text(options, "name"),
          description: text(options, "description"),
          multi_tenant: options["multiTenant"] === true ? true : undefined,
          aliases: aliases?.split(",").map((alias) => alias.trim()),
        }),
      );
      if (session.json) printJson(session.io, row);
      else printRow(session.io, inOrder(row, DOMAIN_COLUMNS));
    },
  });
  define(domain, {
    usage: "allocate-code <domain> <subdomain> <entity>",
    summary: "give an entity the next code of its subdomain",
    examples: ["domain allocate-code crm customer Contact"],
    run: (session, [of, subdomain, entity]) =>
      allocateCode(session, { domain: of, subdomain, entity_name: entity }),
  });
  define(domain, {
    usage: "performance-report",
    summary: "how often each operation was called, how long it took, how often it failed",
    examples: ["domain performance-report", "domain performance-report --since '15 minutes'"],
    options: [option("--since <time>", "how far to look back").default("1 hour")],
    run: performanceReport,
  });
}
