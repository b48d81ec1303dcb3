/**
 * (audit) What the change log costs: the same statements on the same table without a trigger, with ours,
 * and with the one row trigger that small audit extensions put on a table.
 * (ledger) 32 writers with 10,000 audited changes each while a sealer runs: no fork, no gap, no queue.
 */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Bench, BenchContext, Figure } from "./support/figures.ts";
import { transactionsPerSecond } from "./support/plain-pgbench.ts";
import { type BenchDatabase, registriesOn } from "./support/registry.ts";

const SIDES = ["unaudited", "audited", "with_row_trigger", "with_key_trigger"] as const;
type Side = (typeof SIDES)[number];

/**
 * Four tables alike. The row trigger writes both rows as jsonb into one table. The key trigger does, in
 * our own words, what the extensions do beside it: it looks up the primary key's columns in the catalog
 * for each row and makes the row's lasting identity of their values.
 */
const tables = `
  ${SIDES.map(
    (name) => `create table public.${name} (
      id uuid primary key default gen_random_uuid(), number integer, name text, price numeric, note text,
      created_at timestamptz not null default clock_timestamp(), created_by text not null default 'bench',
      updated_at timestamptz not null default clock_timestamp(), updated_by text not null default 'bench')`,
  ).join(";")};
  select specql_audit.audit_table('public.audited');
  create table public.row_version (
    pk bigint generated always as identity primary key, row_key uuid, operation text not null,
    at timestamptz not null default now(), table_oid oid not null, table_schema name not null,
    table_name name not null, new_row jsonb, old_row jsonb, who text not null default current_user);
  create index on public.row_version (row_key);
  create index on public.row_version using brin (at);
  create function public.write_version() returns trigger language plpgsql as $$
  begin
    insert into public.row_version (operation, table_oid, table_schema, table_name, new_row, old_row)
    values (tg_op, tg_relid, tg_table_schema, tg_table_name, case when tg_op <> 'DELETE' then to_jsonb(new) end,
      case when tg_op <> 'INSERT' then to_jsonb(old) end);
    return null;
  end $$;
  create function public.key_of(target oid, content jsonb) returns uuid language sql stable as $$
    select md5(jsonb_build_array(target, (
      select jsonb_agg(content -> a.attname order by a.attnum)
      from pg_index as i join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = target and i.indisprimary))::text)::uuid $$;
  create function public.write_keyed_version() returns trigger language plpgsql as $$
  declare
    v_new constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    v_old constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  begin
    insert into public.row_version (row_key, operation, table_oid, table_schema, table_name, new_row, old_row)
    values (public.key_of(tg_relid, coalesce(v_new, v_old)), tg_op, tg_relid, tg_table_schema, tg_table_name, v_new, v_old);
    return null;
  end $$;
  create trigger t after insert or update or delete on public.with_row_trigger
    for each row execute function public.write_version();
  create trigger t after insert or update or delete on public.with_key_trigger
    for each row execute function public.write_keyed_version()`;

const single = (side: Side): string => `\\set n random(1, 1000000)
with made as (
  insert into public.${side} (number, name, price, note)
  values (:n, 'name ' || :n, :n / 100.0, 'A note of some length, as notes are') returning id
)
select id from made \\gset
update public.${side} set price = price + 1 where id = :id;
`;

const bulk = (side: Side): string => `
insert into public.${side} (number, name, price, note)
select g, 'name ' || g, g / 100.0, 'A note of some length, as notes are' from generate_series(1, 1000) as g;
`;

/** Runs (audit). */
export const audit: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  try {
    const measured: Record<string, Record<Side, number>[]> = {};
    for (const [what, script] of [
      ["an insert and an update of one row, 8 clients", single],
      ["an insert of 1,000 rows, one client", bulk],
    ] as const) {
      measured[what] = [];
      for (let round = 0; round < context.runs; round += 1) {
        const database = await registries.create("bare");
        try {
          await database.session((client) => client.query(tables));
          measured[what].push(await sides(context, database, script, round));
        } finally {
          await database.drop();
        }
      }
    }
    return Object.entries(measured).flatMap(([what, rounds]): Figure[] => [
      ...(["unaudited", "with_row_trigger", "with_key_trigger"] as const).map((other): Figure => {
        const against = {
          unaudited: "the same table without a trigger",
          with_row_trigger: "one plain jsonb row trigger",
          with_key_trigger: "a row trigger that looks up the key, as extensions do",
        }[other];
        return {
          what: `(audit) ${what}: throughput against ${against}`,
          values: rounds.map((round) => round.audited / round[other]),
          unit: "ratio",
        };
      }),
      {
        what: `(audit) ${what}: transactions`,
        values: rounds.map((round) => round.audited),
        unit: "tps",
      },
    ]);
  } finally {
    await registries.dropAll();
  }
};

async function sides(
  context: BenchContext,
  database: BenchDatabase,
  script: (side: Side) => string,
  round: number,
): Promise<Record<Side, number>> {
  const found: Partial<Record<Side, number>> = {};
  for (let turn = 0; turn < SIDES.length; turn += 1) {
    const side = SIDES[(round + turn) % SIDES.length]!;
    const clients = script === single ? 8 : 1;
    const load = { script: script(side), clients, seconds: 5 };
    found[side] = await transactionsPerSecond(database.url, context.folder, load);
    context.log(`(audit) ${side}: ${found[side].toFixed(0)} /s`);
  }
  return found as Record<Side, number>;
}

const WRITERS = 32;
const CHANGES = 10_000;

/** Runs (ledger). One run of each: they take minutes. */
export const ledger: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const throughput = async (sealing: boolean): Promise<Figure[]> => {
    const database = await registries.create("bare");
    try {
      await database.session((client) => client.query(tables));
      const sealer = sealing ? startSealer(database.url) : undefined;
      const tps = await transactionsPerSecond(database.url, context.folder, {
        script: `insert into public.audited (number, name) values (:client_id, 'written');\n`,
        clients: WRITERS,
        transactions: CHANGES,
      });
      const seals = await sealer?.stop();
      context.log(
        `(ledger) ${tps.toFixed(0)} /s ${sealing ? `with ${seals} seals` : "without sealing"}`,
      );
      const with_ = sealing ? "while sealing" : "without sealing";
      const figures: Figure[] = [
        { what: `(ledger) 32 writers × 10,000 changes, ${with_}`, values: [tps], unit: "tps" },
      ];
      if (sealing) figures.push(...(await verified(database)));
      return figures;
    } finally {
      await database.drop();
    }
  };
  try {
    const alone = await throughput(false);
    const sealing = await throughput(true);
    return [
      {
        what: "(ledger) writers while a sealer runs against writers alone",
        target: { bound: "at least", value: 0.8 },
        values: [sealing[0]!.values[0]! / alone[0]!.values[0]!],
        unit: "ratio",
      },
      ...alone,
      ...sealing,
    ];
  } finally {
    await registries.dropAll();
  }
};

/** Seals as quickly as it can until it is stopped. */
function startSealer(url: string): { stop(): Promise<number> } {
  let stopped = false;
  const work = (async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let seals = 0;
    try {
      for (;;) {
        // What was written before the last round is sealed by it.
        const last = stopped;
        seals += (await client.query("select from app.seal_audit()")).rowCount ?? 0;
        if (last) return seals;
        await pause(200);
      }
    } finally {
      await client.end();
    }
  })();
  return {
    stop() {
      stopped = true;
      return work;
    },
  };
}

async function verified(database: BenchDatabase): Promise<Figure[]> {
  return database.session(async (client) => {
    const begun = performance.now();
    const { rows: parts } = await client.query<{ part: string; ok: boolean; checked: string }>(
      "select part, ok, checked from app.verify_audit()",
    );
    const seconds = (performance.now() - begun) / 1000;
    const { rows } = await client.query<{
      written: number;
      logged: number;
      lost: number;
      forks: number;
    }>(`
      select
        (select count(*) from specql_audit.tb_change)::integer as logged,
        (select count(*) from specql_audit.tb_change where table_name = 'audited')::integer as written,
        (select count(*) from public.audited as a where not exists (
          select from specql_audit.tb_change as c where c.row_id = a.id))::integer as lost,
        (select count(*) - count(distinct previous_hash) from specql_audit.tb_ledger)::integer as forks`);
    // What the migrations brought is in the log too, and sealed with the rest.
    const [{ written, logged, lost, forks } = { written: 0, logged: 0, lost: 1, forks: 1 }] = rows;
    const sealed = Number(parts.find((part) => part.part === "sealed changes")?.checked);
    const bad = parts.filter((part) => !part.ok).length;
    if (written !== WRITERS * CHANGES) throw new Error(`${written} changes were written`);
    return [
      {
        what: "(ledger) forks, gaps, lost or unsealed changes, failed parts of the verification",
        target: { bound: "below", value: 1 },
        values: [forks + lost + bad + Math.abs(logged - sealed)],
        unit: "count",
      },
      {
        what: `(ledger) app.verify_audit() of ${WRITERS * CHANGES} sealed changes and some more`,
        values: [seconds],
        unit: "s",
      },
    ];
  });
}
