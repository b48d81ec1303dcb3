import { SpecqlError } from "../errors.ts";
import { nearest } from "../suggest.ts";
import type { Row } from "./print.ts";
import type { Api } from "./session.ts";

/** The domain with this number, name or alias; SG201 when there is none. */
export async function domainRow(api: Api, wanted: string): Promise<Row> {
  const [found] = await api.rows("find_domain", { name_or_alias: wanted });
  if (found !== undefined) return found;
  const names = (await api.list("domains")).flatMap((domain) => [
    String(domain["domain_name"]),
    ...((domain["aliases"] as string[] | null) ?? []),
  ]);
  const near = nearest(wanted, names);
  throw new SpecqlError("SG201", `there is no domain '${wanted}'`, {
    hint:
      near === undefined ? "'specql registry domains list' shows them." : `Did you mean ${near}?`,
    field: "domain",
  });
}

/** The subdomain of a domain with this name or number; SG203 when there is none. */
export async function subdomainRow(api: Api, domain: Row, wanted: string): Promise<Row> {
  const inDomain = { domain_id: domain["id"] };
  const [named] = await api.list("subdomains", { ...inDomain, subdomain_name: wanted });
  if (named !== undefined) return named;
  const [numbered] = await api.list("subdomains", { ...inDomain, subdomain_number: wanted });
  if (numbered !== undefined) return numbered;
  const all = await api.list("subdomains", inDomain);
  const near = nearest(
    wanted,
    all.map((subdomain) => String(subdomain["subdomain_name"])),
  );
  const name = String(domain["domain_name"]);
  throw new SpecqlError("SG203", `there is no subdomain '${wanted}' in ${name}`, {
    hint:
      near === undefined
        ? `'specql registry subdomains list --domain=${name}' shows them.`
        : `Did you mean ${near}?`,
    field: "subdomain",
  });
}
