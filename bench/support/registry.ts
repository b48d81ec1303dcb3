/** Registries to measure on: 15 domains of 15 subdomains, each of room for 15 entities. */
import pg from "pg";
import { openDatabase } from "../../src/database/open.ts";
import { applyCurrentMigration } from "../../test/support/current-migration.ts";

/** A full registry: 15 × 15 × 15 entities. */
export const FULL = 3375;

const prefix = "specql_bench";

/** What a registry holds from the start. `bare` has the schema only. */
export type Filling = "bare" | "one domain" | "places" | "full";

/** A database of its own. */
export interface BenchDatabase {
  readonly url: string;
  /** Runs `use` in one session. */
  session<T>(use: (client: pg.Client) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

/** Makes databases; the fillings are made once and copied. */
export interface Registries {
  create(filling: Filling): Promise<BenchDatabase>;
  dropAll(): Promise<void>;
}

/** A maker of registries on the server of `adminUrl`. */
export function registriesOn(adminUrl: string): Registries {
  const templates = new Map<Filling, Promise<string>>();
  const names = new Set<string>();
  let count = 0;

  const copy = async (template?: string): Promise<string> => {
    const name = `${prefix}_${process.pid}_${(count += 1)}`;
    names.add(name);
    await inSession(adminUrl, (admin) =>
      admin.query(
        template === undefined
          ? `create database ${name}`
          : `create database ${name} template ${template}`,
      ),
    );
    return name;
  };
  const drop = async (name: string): Promise<void> => {
    await inSession(adminUrl, (admin) =>
      admin.query(`drop database if exists ${name} with (force)`),
    );
    names.delete(name);
  };
  const templateOf = (filling: Filling): Promise<string> => {
    const known = templates.get(filling);
    if (known) return known;
    const made = makeTemplate(filling);
    templates.set(filling, made);
    return made;
  };
  const makeTemplate = async (filling: Filling): Promise<string> => {
    if (filling === "bare") {
      const name = await copy();
      await build(addressOf(adminUrl, name));
      return name;
    }
    const name = await copy(await templateOf("bare"));
    await inSession(addressOf(adminUrl, name), (client) => fill(client, filling));
    return name;
  };

  return {
    async create(filling) {
      const name = await copy(await templateOf(filling));
      const url = addressOf(adminUrl, name);
      // What the copy has left to write must not fall into the measurement.
      await inSession(url, (client) => client.query("checkpoint"));
      return { url, session: (use) => inSession(url, use), drop: () => drop(name) };
    },
    async dropAll() {
      for (const name of names) await drop(name);
    },
  };
}

async function build(url: string): Promise<void> {
  const database = await openDatabase(
    { databaseUrl: url, dataDir: ".specql/data", poolSize: 2 },
    { migrate: true },
  );
  try {
    await applyCurrentMigration(database.pool);
  } finally {
    await database.close();
  }
}

async function fill(client: pg.Client, filling: Exclude<Filling, "bare">): Promise<void> {
  const domains = filling === "one domain" ? 1 : 15;
  await client.query(`
    do $$
    begin
      for d in 1..${domains} loop
        perform app.register_domain(
          domain_number => upper(to_hex(d)), domain_name => 'domain' || d,
          description => 'Domain ' || d, aliases => array['area' || d]
        );
        for s in 1..15 loop
          perform app.register_subdomain(
            domain => upper(to_hex(d)), subdomain_number => upper(to_hex(s)),
            subdomain_name => 'subdomain' || s, description => 'Subdomain ' || s
          );
        end loop;
      end loop;
    end;
    $$`);
  if (filling !== "places") {
    await client.query(`
      select app.allocate_entity_code(
        domain => 'domain' || d, subdomain => 'subdomain' || s, entity_name => 'Entity' || d || '_' || s || '_' || e
      )
      from generate_series(1, ${domains}) as d, generate_series(1, 15) as s, generate_series(1, 15) as e
      order by d, s, e`);
  }
  // Statistics of an empty table would say that reading it whole is cheapest, and sessions keep a plan
  // until the next ones; nor does a server gather statistics of a table that nobody has written to.
  await client.query(
    filling === "places"
      ? `analyze specql_registry.tb_domain, specql_registry.tb_domain_name,
           specql_registry.tb_subdomain, specql_registry.tb_entity_counter`
      : "vacuum analyze",
  );
}

async function inSession<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function addressOf(adminUrl: string, name: string): string {
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  return address.href;
}
