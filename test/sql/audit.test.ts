/** The change log: what is written there, by whom, where it lies, and that it stays. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

let superuser = "";
beforeAll(async () => {
  const { rows } = await database.pool.query<{ name: string }>("select session_user as name");
  superuser = rows[0]!.name;
});

interface Change {
  operation: string;
  table_name: string;
  old_row: Record<string, unknown> | null;
  new_row: Record<string, unknown> | null;
  actor: string;
  role_name: string;
  transaction_id: string;
}

/** The changes of this transaction, oldest first. */
async function changes(client: pg.PoolClient, table = "tb_domain"): Promise<Change[]> {
  const { rows } = await client.query<Change>(
    `select a.* from app.audit_log as a join specql_audit.tb_change as c on c.id = a.id
     where a.transaction_id = pg_current_xact_id()::text and a.table_name = $1 order by c.pk_change`,
    [table],
  );
  return rows;
}

async function code(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a change is recorded", () => {
  test("with the old row, the new row, who, as what, and in which transaction", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select set_config('specql.actor', 'alice', true)");
      await client.query("set local role specql_admin");
      await client.query("select app.register_domain('7', 'stock', 'Goods', true, '{store}')");
      await client.query("select set_config('specql.actor', 'bob', true)");
      await client.query("select app.rename_domain('7', 'goods')");
      await client.query("reset role");
      const [insert, update, ...more] = await changes(client);
      expect(more).toEqual([]);
      expect(insert).toMatchObject({
        operation: "insert",
        old_row: null,
        new_row: {
          domain_number: "7",
          domain_name: "stock",
          description: "Goods",
          multi_tenant: true,
          aliases: ["store"],
          created_by: "alice",
        },
        actor: "alice",
        role_name: "specql_admin",
        login_name: superuser,
        principal_kind: "human",
        table_schema: "specql_registry",
      });
      expect(update).toMatchObject({
        operation: "update",
        old_row: { domain_name: "stock", aliases: ["store"], updated_by: "alice" },
        new_row: {
          domain_name: "goods",
          aliases: ["store", "stock"],
          created_by: "alice",
          updated_by: "bob",
        },
        actor: "bob",
      });
      expect(update!.transaction_id).toBe(insert!.transaction_id);
      expect(insert!.new_row!["id"]).toBe(update!.old_row!["id"]);
    });
  });

  test("for an entity, its file, its retirement and a reserved code", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await client.query("select app.register_domain('7', 'stock')");
      await client.query("select app.register_subdomain('7', '1', 'shelf')");
      await client.query("select app.allocate_entity_code('7', '1', 'Box')");
      await client.query("select app.allocate_entity_code('7', '1', 'Box')");
      await client.query("select app.allocate_file_code('017111', '03', 'fn', 'box_pk')");
      await client.query("select app.retire_entity('7', '1', 'Box', 'gone')");
      await client.query("select app.reserve_code('017121', 'later')");
      await client.query("reset role");
      const of = async (table: string): Promise<string[]> =>
        (await changes(client, table)).map((change) => change.operation);
      expect(await of("tb_subdomain")).toEqual(["insert"]);
      // Asking again changed nothing, so nothing was written.
      expect(await of("tb_entity_registration")).toEqual(["insert", "update"]);
      expect(await of("tb_entity_file")).toEqual(["insert"]);
      expect(await of("tb_reserved_code")).toEqual(["insert"]);
      const [, retired] = await changes(client, "tb_entity_registration");
      expect(retired).toMatchObject({
        old_row: { status: "active", table_code: "017111" },
        new_row: { status: "retired", retired_reason: "gone" },
      });
      for (const name of [
        "entity_registration",
        "tb_entity_registration",
        "specql_registry.tb_entity_registration",
      ]) {
        const { rows } = await client.query("select operation from app.audit_history($1)", [name]);
        expect(rows, name).toHaveLength(2);
      }
    });
  });

  test("and nothing is recorded of what was undone or refused", async () => {
    const count = async (): Promise<unknown> =>
      (await database.pool.query("select count(*) as n from app.audit_log")).rows[0];
    const before = await count();
    await rolledBack(database.pool, (client) =>
      client.query("select app.register_domain('7', 'stock')"),
    );
    expect(await code(database.pool.query("select app.register_domain('0', 'stock')"))).toBe(
      "SG106",
    );
    expect(await count()).toEqual(before);
  });

  test("every governed table writes, whoever inserts", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(
        "insert into specql_registry.tb_schema_layer (layer, layer_name) values ('09', 'extra')",
      );
      await client.query(
        "update specql_registry.tb_schema_layer set layer_name = 'more' where layer = '09'",
      );
      const operations = (await changes(client, "tb_schema_layer")).map(
        (change) => change.operation,
      );
      expect(operations).toEqual(["insert", "update"]);
    });
  });
});

describe("the log stays as it is", () => {
  test.for([
    "update specql_audit.tb_change set actor = 'nobody'",
    "update specql_audit.tb_change set actor = 'nobody' where false",
    "delete from specql_audit.tb_change",
    "truncate specql_audit.tb_change",
    "update %PARTITION% set actor = 'nobody'",
    "delete from %PARTITION%",
    "truncate %PARTITION%",
    "insert into specql_audit.tb_change (id, table_schema, table_name, operation, actor, principal_kind, role_name, changed_at) select id, 's', 't', 'insert', 'a', 'human', 'r', changed_at from specql_audit.tb_change on conflict (changed_at, pk_change) do update set actor = 'nobody'",
    "merge into specql_audit.tb_change as c using (select 1) as x on true when matched then delete",
  ])("against the owner and a superuser: %s", async (sql) => {
    for (const role of ["specql_owner", "none"]) {
      await rolledBack(database.pool, async (client) => {
        await client.query("select app.register_domain('7', 'stock')");
        const { rows } = await client.query<{ name: string }>(
          "select tableoid::regclass::text as name from specql_audit.tb_change limit 1",
        );
        await client.query(`set local role ${role}`);
        expect(await code(client.query(sql.replace("%PARTITION%", rows[0]!.name)))).toBe("SG403");
      });
    }
  });
});

describe("partitions", () => {
  const partitions = async (client: pg.PoolClient): Promise<string[]> =>
    (
      await client.query<{ name: string }>(
        "select relid::text as name from pg_partition_tree('specql_audit.tb_change') where isleaf order by 1",
      )
    ).rows.map((row) => row.name);

  test("a year lies ready, month by month", async () => {
    await rolledBack(database.pool, async (client) => {
      const { rows } = await client.query<{ name: string }>(`
        select 'specql_audit.tb_change_' || to_char(m, 'YYYY_MM') as name
        from generate_series(date_trunc('month', now() at time zone 'UTC'),
          date_trunc('month', now() at time zone 'UTC') + interval '12 months', interval '1 month') as m`);
      expect(await partitions(client)).toEqual(rows.map((row) => row.name));
    });
  });

  test("a month that is missing appears with the first change in it", async () => {
    await rolledBack(database.pool, async (client) => {
      const before = await partitions(client);
      const { rows } = await client.query<{ name: string }>(
        "select 'specql_audit.tb_change_' || to_char(now() at time zone 'UTC', 'YYYY_MM') as name",
      );
      await client.query(`drop table ${rows[0]!.name}`);
      expect(await partitions(client)).not.toContain(rows[0]!.name);
      await client.query("set local role specql_author");
      await client.query("select app.register_domain('7', 'stock')");
      await client.query("reset role");
      expect(await partitions(client)).toEqual(before);
      expect(await changes(client)).toHaveLength(1);
      const { rows: owners } = await client.query(
        "select relowner::regrole::text as owner from pg_class where oid = $1::regclass",
        [rows[0]!.name],
      );
      expect(owners).toEqual([{ owner: "specql_owner" }]);
    });
  });

  test("far months are made once, belong to the owner, take their rows and are append only", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      const before = await partitions(client);
      for (let i = 0; i < 2; i += 1) {
        await client.query("select specql_audit.add_change_partitions('2099-11-15 00:00+00')");
      }
      const added = (await partitions(client)).filter((name) => !before.includes(name));
      expect(added).toHaveLength(13);
      expect([added[0], added[12]]).toEqual([
        "specql_audit.tb_change_2099_11",
        "specql_audit.tb_change_2100_11",
      ]);
      // Months are UTC's, whatever the session's zone.
      await client.query("set local timezone = 'Pacific/Kiritimati'");
      // A row by hand is refused, even the owner's; without that trigger it shows where rows go.
      for (const table of ["tb_change", "tb_change_2099_11"]) {
        await client.query("savepoint by_hand");
        expect(
          await code(
            client.query(
              `insert into specql_audit.${table} (changed_at, pk_change, id, table_schema, table_name, operation, actor, principal_kind, role_name)
               overriding system value
               values ('2099-11-05', 1, gen_random_uuid(), 's', 't', 'insert', 'a', 'human', 'r')`,
            ),
          ),
        ).toBe("SG403");
        await client.query("rollback to savepoint by_hand");
      }
      await client.query(
        "alter table specql_audit.tb_change disable trigger tr_800_triggers_write",
      );
      for (const [at, lies] of [
        ["2099-11-30 23:59:59.999999+00", "2099_11"],
        ["2099-12-01 00:00:00+00", "2099_12"],
        ["2100-02-28 23:59:59+00", "2100_02"],
      ]) {
        const { rows } = await client.query(
          `insert into specql_audit.tb_change (changed_at, table_schema, table_name, operation, actor, principal_kind, role_name)
           values ($1, 's', 't', 'insert', 'a', 'human', 'r') returning tableoid::regclass::text as lies`,
          [at],
        );
        expect(rows).toEqual([{ lies: `specql_audit.tb_change_${lies}` }]);
      }
      for (const name of ["2099_12", "2100_11"]) {
        await client.query("savepoint s");
        expect(await code(client.query(`delete from specql_audit.tb_change_${name}`))).toBe(
          "SG403",
        );
        await client.query("rollback to savepoint s");
      }
    });
  });

  test("made from a session in another time zone, they have the same bounds", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local timezone = 'America/Los_Angeles'");
      await client.query("select specql_audit.add_change_partitions('2099-11-01 00:00+00')");
      await client.query("set local timezone = 'UTC'");
      const { rows } = await client.query(
        "select pg_get_expr(relpartbound, oid) as bound from pg_class where oid = 'specql_audit.tb_change_2099_11'::regclass",
      );
      expect(rows).toEqual([
        { bound: "FOR VALUES FROM ('2099-11-01 00:00:00+00') TO ('2099-12-01 00:00:00+00')" },
      ]);
    });
  });
});
