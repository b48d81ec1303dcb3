/** The ways to get a row into the registry's table that are measured against each other. */
import { type Mode, throughput, type Workload } from "./pgbench.ts";
import type { BenchContext } from "./figures.ts";
import type { Registries } from "./registry.ts";

/** Lets the database do it: one call, one transaction. */
export const oneCall = `select app.allocate_entity_code(
  'domain' || :domain, 'subdomain' || :subdomain, 'Entity' || :n
) as code \\gset
`;

/**
 * What a client would send that keeps the rules itself: the same three statements on the same audited
 * tables. It folds the names by itself and finds them by the same unique keys as the function.
 */
export function threeStatements(mode: Mode): string {
  // pgbench pastes values into the text of simple queries, so text wants its own quotes there.
  const text = (name: string): string => (mode === "simple" ? `':${name}'` : `:${name}`);
  return `begin;
select s.pk_subdomain, s.domain_number, s.subdomain_number, c.next_entity_sequence as sequence
from specql_registry.tb_entity_counter as c
  join specql_registry.tb_subdomain as s on s.pk_subdomain = c.fk_subdomain
  join specql_registry.tb_domain_name as n on n.fk_domain = s.fk_domain
where n.name_key = 'domain' || :domain and s.name_key = 'subdomain' || :subdomain
for no key update of c \\gset
insert into specql_registry.tb_entity_registration
  (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
values
  (:pk_subdomain, ${text("domain_number")}, ${text("subdomain_number")}, :sequence, 'Entity' || :n, 'ENT')
returning table_code as code \\gset
update specql_registry.tb_entity_counter
set next_entity_sequence = :sequence + 1,
  updated_at = clock_timestamp(),
  updated_by = common.current_actor()
where fk_subdomain = :pk_subdomain;
commit;
`;
}

const row = `(:place + 1, substr('123456789ABCDEF', :domain, 1), substr('123456789ABCDEF', :subdomain, 1),
   :n / 225 + 1, 'Entity' || :n, 'ENT');
`;

/** One row into the same audited table: no lock, no counter, no look-up. */
export const bareInsert = `insert into specql_registry.tb_entity_registration
  (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
values
  ${row}`;

/** The same row into a table without a key, constraint, trigger or audit. */
export const plainInsert = `insert into public.plain
  (fk_subdomain, domain_number, subdomain_number, entity_sequence, entity_name, entity_code)
values
  ${row}`;

/** What `plainInsert` needs. */
export const plainTable = `create table public.plain (
  fk_subdomain bigint, domain_number text, subdomain_number text, entity_sequence integer, entity_name text,
  entity_code text
)`;

/** Measures one side over a fresh registry. `rows` says where its rows must be found afterwards. */
export async function measure(
  context: BenchContext,
  registries: Registries,
  workload: Workload & { readonly rows: "registry" | "plain" },
): Promise<number> {
  const database = await registries.create("places");
  try {
    if (workload.rows === "plain") {
      await database.session((client) => client.query(plainTable));
    }
    const tps = await throughput(database.url, context.folder, workload);
    const table =
      workload.rows === "plain" ? "public.plain" : "specql_registry.tb_entity_registration";
    const { rows } = await database.session((client) =>
      client.query<{ rows: number }>(
        `select count(distinct (fk_subdomain, entity_sequence))::integer as rows from ${table}`,
      ),
    );
    if (rows[0]?.rows !== 3368) throw new Error(`${rows[0]?.rows} of 3368 codes were given`);
    return tps;
  } finally {
    await database.drop();
  }
}
