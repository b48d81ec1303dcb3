/** The ledger and the seals: how entries chain, what is sealed when, and that verification speaks up. */
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";
import { anchorOf, change, decide, forging, problems, verify } from "../support/ledger.ts";

const database = await testDatabase();
afterAll(() => database.drop());

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("an entry", () => {
  test("has its place, its author and the hash of the one before", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select set_config('specql.actor', 'alice', true)");
      await client.query("set local role specql_owner");
      for (const n of [1, 2, 3]) {
        const { rows } = await client.query(
          "select specql_audit.record_decision('governance', 'approve', 'schema_request', $1, $2, 7) as seq",
          ["11111111-1111-1111-1111-11111111111" + n, { n }],
        );
        expect(rows).toEqual([{ seq: String(n) }]);
      }
      await decide(client, "policy");
      await client.query("reset role");
      const { rows } = await client.query<Record<string, string>>(
        "select * from app.audit_ledger order by stream, seq",
      );
      expect(rows.map((row) => [row["stream"], row["seq"]])).toEqual([
        ["governance", "1"],
        ["governance", "2"],
        ["governance", "3"],
        ["policy", "1"],
      ]);
      expect(rows[0]).toMatchObject({
        actor: "alice",
        principal_kind: "human",
        role_name: "specql_owner",
        action: "approve",
        subject_kind: "schema_request",
        subject_id: "11111111-1111-1111-1111-111111111111",
        policy_version: "7",
        payload: { n: 1 },
      });
      expect(rows[1]!["previous_hash"]).toBe(rows[0]!["entry_hash"]);
      expect(rows[2]!["previous_hash"]).toBe(rows[1]!["entry_hash"]);
      // Streams begin differently: no entry fits into another stream.
      expect(rows[3]!["previous_hash"]).not.toBe(rows[0]!["previous_hash"]);
      expect(await problems(client)).toEqual([]);
    });
  });

  test("cannot be given another number, author, time or hash by whoever inserts it", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await decide(client);
      await client.query(
        `insert into specql_audit.tb_ledger
           (id, stream, seq, recorded_at, action, subject_kind, actor, principal_kind, role_name, login_name,
            previous_hash, entry_hash)
         select id, 'governance', 77, '1999-01-01', 'approve', 'schema_request', 'mallory', 'human', 'x', 'y', '', ''
         from specql_audit.tb_ledger`,
      );
      const { rows } = await client.query<Record<string, string>>(
        "select seq, actor, recorded_at > now() - interval '1 hour' as recent from app.audit_ledger order by seq",
      );
      expect(rows).toEqual([
        { seq: "1", actor: expect.not.stringMatching("mallory"), recent: true },
        { seq: "2", actor: expect.not.stringMatching("mallory"), recent: true },
      ]);
      expect(await problems(client)).toEqual([]);
    });
  });

  test("that was rolled back leaves no gap", async () => {
    await rolledBack(database.pool, async (client) => {
      await decide(client);
      await client.query("savepoint s");
      await decide(client);
      await client.query("rollback to savepoint s");
      await decide(client);
      const { rows } = await client.query("select seq from app.audit_ledger order by seq");
      expect(rows).toEqual([{ seq: "1" }, { seq: "2" }]);
      expect(await problems(client)).toEqual([]);
    });
  });

  test("is refused where a word is none", async () => {
    for (const [stream, action, kind] of [
      ["Governance", "approve", "request"],
      ["", "approve", "request"],
      ["governance", "approve it", "request"],
      ["governance", "approve", "a\nb"],
      ["governance", "approve", "x".repeat(64)],
    ]) {
      await rolledBack(database.pool, async (client) => {
        expect(
          await codeOf(
            client.query("select specql_audit.record_decision($1, $2, $3, null, null)", [
              stream,
              action,
              kind,
            ]),
          ),
        ).toBe("23514");
      });
    }
  });
});

describe("what is written stays", () => {
  test.for([
    "update specql_audit.tb_ledger set actor = 'nobody'",
    "delete from specql_audit.tb_ledger where false",
    "truncate specql_audit.tb_ledger cascade",
    "update specql_audit.tb_ledger_head set seq = 0",
    "insert into specql_audit.tb_ledger_head (stream, seq, head_hash) values ('other', 1, '')",
    "delete from specql_audit.tb_ledger_head",
    "truncate specql_audit.tb_ledger_head",
    "update specql_audit.tb_seal set sealed_at = now()",
    "delete from specql_audit.tb_seal",
    "truncate specql_audit.tb_seal",
  ])("against the owner and a superuser: %s", async (sql) => {
    for (const role of ["specql_owner", "none"]) {
      await rolledBack(database.pool, async (client) => {
        await client.query(`set local role ${role}`);
        expect(await codeOf(client.query(sql))).toBe("SG403");
      });
    }
  });
});

describe("sealing", () => {
  test("takes every change once, in batches, and nothing the second time", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("select app.seal_audit()");
      await change(client, 0x20, 0x2e);
      const { rows } = await client.query("select changes::integer from app.seal_audit(6)");
      expect(rows).toEqual([{ changes: 6 }, { changes: 6 }, { changes: 3 }]);
      expect((await client.query("select * from app.seal_audit()")).rows).toEqual([]);
      const [, seals, unsealed] = await verify(client);
      expect(seals).toMatchObject({ part: "sealed changes", ok: true });
      expect(unsealed).toMatchObject({ part: "unsealed changes", ok: true, checked: "0" });
      const { rows: log } = await client.query("select count(*) as n from app.audit_log");
      expect(seals!.checked).toBe(log[0].n);
    });
  });

  test("refuses a size that is none", async () => {
    for (const size of [0, -1, 1_000_001, null]) {
      const work = database.pool.query("select app.seal_audit($1)", [size]);
      expect(await codeOf(work), String(size)).toBe("SG101");
    }
  });
});

describe("verification", () => {
  /** In a transaction: three decisions and two seals of five changes each, with the anchor of it. */
  function sealed(
    use: (client: pg.PoolClient, anchor: unknown[], first: number) => Promise<void>,
  ): Promise<void> {
    return rolledBack(database.pool, async (client) => {
      await client.query("select app.seal_audit()");
      for (const n of [1, 2, 3]) await decide(client, "governance", { n });
      await change(client, 0x20, 0x24);
      await client.query("select app.seal_audit()");
      await change(client, 0x30, 0x34);
      await client.query("select app.seal_audit()");
      const { rows } = await client.query<{ first: string }>(
        "select max(pk_change) - 9 as first from specql_audit.tb_change",
      );
      await use(client, await anchorOf(client), Number(rows[0]!.first));
    });
  }

  test("is content with what nobody touched", async () => {
    await sealed(async (client, anchor) => {
      expect(await problems(client, anchor)).toEqual([]);
      const since = await verify(client, anchor, true);
      expect(since.map((part) => [part.part, part.ok, part.checked])).toEqual([
        ["ledger: changes", true, "0"],
        ["ledger: governance", true, "0"],
        ["sealed changes", true, "0"],
        ["unsealed changes", true, "0"],
      ]);
      await decide(client);
      await change(client, 0x40, 0x42);
      await client.query("select app.seal_audit()");
      expect((await verify(client, anchor, true)).map((part) => part.checked)).toEqual([
        "1",
        "1",
        "3",
        "0",
      ]);
    });
  });

  test("in another time zone, date style and as any reader", async () => {
    await sealed(async (client, anchor) => {
      await client.query("set local timezone = 'Pacific/Kiritimati'");
      await client.query("set local datestyle = 'German'");
      await client.query("set local extra_float_digits = 0");
      await client.query("set local bytea_output = 'escape'");
      await client.query("set local role specql_reader");
      expect(await problems(client, anchor)).toEqual([]);
    });
  });

  const seq2 = "where stream = 'governance' and seq = 2";
  const cases: [name: string, sql: (first: number) => string, found: (first: number) => string][] =
    [
      [
        "an altered decision",
        () => `update specql_audit.tb_ledger set payload = '{"n": 9}' ${seq2}`,
        () => "ledger: governance altered 2",
      ],
      [
        "an altered author",
        () => `update specql_audit.tb_ledger set actor = 'eve' ${seq2}`,
        () => "ledger: governance altered 2",
      ],
      [
        "a decision dated before Christ",
        () => `update specql_audit.tb_ledger set recorded_at = '2026-11-21 BC' ${seq2}`,
        () => "ledger: governance altered 2",
      ],
      [
        "a decision dated never",
        () => `update specql_audit.tb_ledger set recorded_at = 'infinity' ${seq2}`,
        () => "ledger: governance altered 2",
      ],
      [
        "a missing decision",
        () => `delete from specql_audit.tb_ledger ${seq2}`,
        () => "ledger: governance missing 2",
      ],
      [
        "a missing last decision",
        () => "delete from specql_audit.tb_ledger where stream = 'governance' and seq = 3",
        () => "ledger: governance missing 3",
      ],
      [
        "a decision moved to the end",
        () => `update specql_audit.tb_ledger set seq = 9 ${seq2}`,
        () => "ledger: governance moved 2",
      ],
      [
        "two decisions swapped",
        () => `alter table specql_audit.tb_ledger drop constraint uq_tb_ledger__seq;
               update specql_audit.tb_ledger set seq = 5 - seq where stream = 'governance' and seq > 1`,
        () => "ledger: governance moved 2",
      ],
      [
        "a decision added at the end",
        () => `insert into specql_audit.tb_ledger (stream, seq, action, subject_kind, previous_hash, entry_hash)
               select stream, 4, action, subject_kind, entry_hash, entry_hash from specql_audit.tb_ledger
               where stream = 'governance' and seq = 3`,
        () => "ledger: governance altered 4",
      ],
      [
        "a lost head",
        () => "delete from specql_audit.tb_ledger_head where stream = 'governance'",
        () => "ledger: governance missing 3",
      ],
      [
        "a head that was set back",
        () => "update specql_audit.tb_ledger_head set seq = 2 where stream = 'governance'",
        () => "ledger: governance added 3",
      ],
      [
        "an altered change",
        (n) =>
          `update specql_audit.tb_change set new_row = new_row || '{"layer_name": "x"}' where pk_change = ${n + 1}`,
        (n) => `sealed changes altered ${n + 1}`,
      ],
      [
        "a missing row that becomes a JSON null",
        (n) => `update specql_audit.tb_change set old_row = 'null' where pk_change = ${n + 1}`,
        (n) => `sealed changes altered ${n + 1}`,
      ],
      [
        "a change moved to another month",
        (n) =>
          `update specql_audit.tb_change set changed_at = changed_at + interval '2 months' where pk_change = ${n + 2}`,
        (n) => `sealed changes altered ${n + 2}`,
      ],
      [
        "a missing change",
        (n) => `delete from specql_audit.tb_change where pk_change = ${n + 3}`,
        (n) => `sealed changes missing ${n + 3}`,
      ],
      [
        "all changes missing",
        () => "truncate specql_audit.tb_change",
        () => "sealed changes missing",
      ],
      [
        "a change under another number",
        (n) => `alter table specql_audit.tb_change alter pk_change set generated by default;
                update specql_audit.tb_change set pk_change = ${n + 500} where pk_change = ${n}`,
        (n) => `sealed changes moved ${n}`,
      ],
      [
        "a second change of one number",
        (
          n,
        ) => `insert into specql_audit.tb_change (pk_change, changed_at, table_schema, table_name, operation, actor, principal_kind, role_name)
                overriding system value
                select pk_change, changed_at - interval '1 s', table_schema, table_name, operation, 'eve', 'human', role_name
                from specql_audit.tb_change where pk_change = ${n}`,
        (n) => `sealed changes added ${n}`,
      ],
      [
        "a missing seal",
        () =>
          "delete from specql_audit.tb_seal where pk_seal = (select max(pk_seal) - 1 from specql_audit.tb_seal)",
        (n) => `sealed changes missing ${n}`,
      ],
      [
        "an altered seal",
        () => "update specql_audit.tb_seal set digests = sha256(digests)",
        () => "sealed changes altered",
      ],
    ];
  test.for(cases)("finds %s", async ([, sql, found]) => {
    await sealed(async (client, _anchor, first) => {
      await forging(client, async () => {
        for (const statement of sql(first).split(";\n")) {
          await client.query(statement);
        }
        const [wrong] = await problems(client);
        // Where no place is named, it is whatever number the log began with.
        expect(/\d$/.test(found(first)) ? wrong : wrong?.replace(/ \d+$/, "")).toBe(found(first));
      });
      expect(await problems(client)).toEqual([]);
    });
  });

  test("finds changes that were added behind a seal", async () => {
    await sealed(async (client, _anchor, first) => {
      const copy = (number: string, at: string, transaction: string): string =>
        `insert into specql_audit.tb_change
           (pk_change, changed_at, transaction_id, table_schema, table_name, operation, actor, principal_kind, role_name)
         overriding system value
         select ${number}, ${at}, ${transaction}, table_schema, table_name, operation, 'eve', 'human', role_name
         from specql_audit.tb_change where pk_change = ${first}`;
      const next = "nextval(pg_get_serial_sequence('specql_audit.tb_change', 'pk_change'))";
      // Under a number of its own, by a transaction that had ended before the seal.
      await forging(client, async () => {
        await client.query(copy(next, "changed_at", "'3'"));
        expect((await problems(client))[0]).toMatch(/^unsealed changes added/);
      });
      // With a time before that of its transaction.
      await forging(client, async () => {
        await client.query(copy(next, "changed_at - interval '1 hour'", "'9223372036854775807'"));
        expect((await problems(client))[0]).toMatch(/^unsealed changes added/);
      });
      // Under a number that no change ever had.
      await forging(client, async () => {
        await client.query(copy("0", "changed_at", "'9223372036854775807'"));
        expect(await problems(client)).toEqual(["unsealed changes added 0"]);
      });
    });
  });

  test("finds with an anchor what was computed anew, and what was cut off", async () => {
    await sealed(async (client, anchor) => {
      const anew = async (): Promise<void> => {
        await client.query(`
          do $$
          declare v_entry specql_audit.tb_ledger; v_hash bytea := specql_audit.genesis_hash('governance');
          begin
            for v_entry in select * from specql_audit.tb_ledger where stream = 'governance' order by seq loop
              v_entry.previous_hash := v_hash;
              v_hash := specql_audit.ledger_hash(v_entry, v_entry.seq, v_hash);
              update specql_audit.tb_ledger set previous_hash = v_entry.previous_hash, entry_hash = v_hash
              where pk_ledger = v_entry.pk_ledger;
            end loop;
            update specql_audit.tb_ledger_head set head_hash = v_hash,
              seq = (select count(*) from specql_audit.tb_ledger where stream = 'governance')
            where stream = 'governance';
          end;
          $$`);
      };
      await forging(client, async () => {
        await client.query(`update specql_audit.tb_ledger set payload = '{"n": 9}' ${seq2}`);
        await anew();
        expect(await problems(client)).toEqual([]); // a forger with all rights leaves no trace inside
        expect(await problems(client, anchor)).toEqual(["ledger: governance altered 3"]);
      });
      await forging(client, async () => {
        await client.query(
          "delete from specql_audit.tb_ledger where stream = 'governance' and seq = 3",
        );
        await anew();
        expect(await problems(client)).toEqual([]);
        expect(await problems(client, anchor)).toEqual(["ledger: governance missing 3"]);
      });
      await forging(client, async () => {
        await client.query("delete from specql_audit.tb_ledger where stream = 'governance'");
        await client.query("delete from specql_audit.tb_ledger_head where stream = 'governance'");
        expect(await problems(client)).toEqual([]);
        expect(await problems(client, anchor)).toEqual(["ledger: governance missing 3"]);
      });
    });
  });

  test.for([
    "text",
    42,
    true,
    [1],
    {},
    [{ stream: "governance" }],
    [{ stream: "governance", seq: 0, hash: "0".repeat(64) }],
    [{ stream: "governance", seq: "9".repeat(40), hash: "0".repeat(64) }],
    [{ stream: "governance", seq: 1, hash: "zz" }],
    [{ stream: "'; --", seq: 1, hash: "0".repeat(64) }],
    [
      { stream: "governance", seq: 1, hash: "0".repeat(64) },
      { stream: "governance", seq: 2, hash: "0".repeat(64) },
    ],
  ])("refuses an anchor that is none: %j", async (anchor) => {
    expect(await codeOf(verify(database.pool, anchor))).toBe("SG112");
  });
});

describe("archiving a month", () => {
  test("closes it in the ledger; the rest is verified, and the month again where it comes back", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query("select specql_audit.add_change_partitions('2020-01-15 00:00+00')");
      await client.query("reset role");
      await change(client, 0x20, 0x29);
      // Half of the changes happened in January 2020.
      await client.query("set local session_replication_role = replica");
      await client.query(
        `update specql_audit.tb_change set changed_at = '2020-01-10 00:00+00'::timestamptz + pk_change * interval '1 s'
         where transaction_id = pg_current_xact_id() and pk_change % 2 = 0`,
      );
      await client.query("set local session_replication_role = origin");
      await client.query("set local role specql_admin");
      const { rows } = await client.query<{ payload: Record<string, unknown> }>(
        "select payload from app.archive_audit_month('2020-01-31')",
      );
      expect(rows[0]!.payload).toMatchObject({ partition: "tb_change_2020_01", changes: 5 });
      expect(await problems(client)).toEqual([]);
      await client.query("savepoint again");
      expect(await codeOf(client.query("select app.archive_audit_month('2020-01-31')"))).toBe(
        "SG211",
      );
      await client.query("rollback to savepoint again");
      expect(await codeOf(client.query("select app.archive_audit_month(now()::date)"))).toBe(
        "SG383",
      );
      await client.query("rollback to savepoint again");

      await client.query("reset role");
      const attach = `alter table specql_audit.tb_change attach partition specql_audit.tb_change_2020_01
        for values from ('2020-01-01 00:00+00') to ('2020-02-01 00:00+00')`;
      await client.query("savepoint back");
      await client.query(attach);
      expect(await problems(client)).toEqual([]);
      await client.query("rollback to savepoint back");
      await client.query("set local session_replication_role = replica");
      await client.query("update specql_audit.tb_change_2020_01 set actor = 'eve'");
      await client.query(attach);
      expect((await problems(client))[0]).toMatch(/^sealed changes altered/);
      await client.query("rollback to savepoint back");

      await client.query("drop table specql_audit.tb_change_2020_01");
      expect(await problems(client)).toEqual([]);
      // A month that nobody archived is missing.
      await client.query(
        `alter table specql_audit.tb_change detach partition specql_audit.tb_change_${new Date().toISOString().slice(0, 7).replace("-", "_")}`,
      );
      expect((await problems(client))[0]).toMatch(/^sealed changes missing/);
    });
  });

  test("refuses to put away what was tampered with", async () => {
    await rolledBack(database.pool, async (client) => {
      await change(client, 0x20, 0x22);
      await client.query("set local role specql_owner");
      await client.query("select specql_audit.add_change_partitions('2020-01-15 00:00+00')");
      await client.query("reset role");
      await client.query("select app.seal_audit()");
      await client.query("set local session_replication_role = replica");
      await client.query("delete from specql_audit.tb_change");
      await client.query("set local session_replication_role = origin");
      expect(await codeOf(client.query("select app.archive_audit_month('2020-01-31')"))).toBe(
        "SG384",
      );
    });
  });
});

describeOnPostgres("with several sessions", () => {
  let sessions: pg.Client[] = [];
  beforeAll(async () => {
    sessions = [];
    for (let i = 0; i < 4; i += 1) sessions.push(await database.connect());
  });

  const unsealed = async (): Promise<string> =>
    (await verify(database.pool)).find((part) => part.part === "unsealed changes")!.checked;

  test("a change with a lower number that commits after the seal is sealed later", async () => {
    const [slow, quick, sealer] = sessions as [pg.Client, pg.Client, pg.Client];
    await slow.query("begin");
    await change(slow, 0x50, 0x51);
    await change(quick, 0x52, 0x53);
    const sealing = await sealer.query("select changes from app.seal_audit()");
    expect(sealing.rowCount).toBe(1);
    expect(await unsealed()).toBe("0");
    await slow.query("commit");
    expect(await unsealed()).toBe("2");
    expect(await problems(database.pool)).toEqual([]);
    expect((await sealer.query("select changes from app.seal_audit()")).rows).toEqual([
      { changes: "2" },
    ]);
    expect(await unsealed()).toBe("0");
    expect(await problems(database.pool)).toEqual([]);
  });

  test("numbers that were rolled back are closed once their transactions have ended", async () => {
    const [slow, quick, sealer] = sessions as [pg.Client, pg.Client, pg.Client];
    await slow.query("begin");
    await change(slow, 0x60, 0x61);
    const { rows } = await slow.query<{ n: string }>(
      "select max(pk_change) as n from specql_audit.tb_change",
    );
    const number = Number(rows[0]!.n);
    await change(quick, 0x62, 0x62);
    await sealer.query("select app.seal_audit()");
    await slow.query("rollback");
    const isOpen = async (): Promise<boolean> =>
      (
        await database.pool.query<{ open: boolean }>(
          "select $1::bigint <@ open_numbers as open from specql_audit.tb_seal order by pk_seal desc limit 1",
          [number],
        )
      ).rows[0]!.open;
    expect(await isOpen()).toBe(true);
    const { rows: seals } = await database.pool.query<{ before: string }>(
      "select begun_before::text as before from specql_audit.tb_seal order by pk_seal desc limit 1",
    );
    const ended = async (): Promise<boolean> =>
      (
        await database.pool.query<{ ended: boolean }>(
          "select pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8 as ended",
          [seals[0]!.before],
        )
      ).rows[0]!.ended;
    // Other transactions of the server, of other databases too, may still be running that had begun by then.
    for (let turn = 0; turn < 20 && !(await ended()); turn += 1) await pause(500);
    if (await ended()) {
      await change(quick, 0x63, 0x63);
      await sealer.query("select app.seal_audit()");
      expect(await isOpen()).toBe(false);
    } else {
      console.warn(
        "\n*** NOT TRIED: a transaction of another database has been open for ten seconds ***\n",
      );
    }
    expect(await problems(database.pool)).toEqual([]);
  });

  test("the second sealer waits for the first and seals nothing twice", async () => {
    const [one, two, writer] = sessions as [pg.Client, pg.Client, pg.Client];
    await change(writer, 0xa0, 0xa3);
    await one.query("begin");
    expect((await one.query("select changes from app.seal_audit()")).rows).toEqual([
      { changes: "4" },
    ]);
    const waiting = two.query("select changes from app.seal_audit()");
    // A writer waits for nobody, though a seal is not committed yet.
    await change(writer, 0xa4, 0xa5);
    await one.query("commit");
    expect((await waiting).rows).toEqual([{ changes: "2" }]);
    expect(await problems(database.pool)).toEqual([]);
  });

  test("a sealer with an old snapshot is refused rather than wrong", async () => {
    const [old, sealer, writer] = sessions as [pg.Client, pg.Client, pg.Client];
    await change(writer, 0xb0, 0xb0);
    await old.query("begin isolation level repeatable read");
    await old.query("select count(*) from app.audit_log");
    await sealer.query("select app.seal_audit()");
    expect(await codeOf(old.query("select app.seal_audit()"))).toBe("40001");
    await old.query("rollback");
    expect(await problems(database.pool)).toEqual([]);
  });

  test("deciding at once in one stream: no fork, no gap", async () => {
    const writers = await Promise.all(Array.from({ length: 16 }, () => database.connect()));
    await Promise.all(
      writers.map(async (writer, w) => {
        for (let i = 0; i < 20; i += 1) {
          await writer.query("begin");
          await decide(writer, "governance", { w, i });
          await writer.query((w + i) % 3 === 0 ? "rollback" : "commit");
        }
      }),
    );
    await Promise.all(writers.map((writer) => writer.end()));
    const { rows } = await database.pool.query(
      `select count(*) as entries, max(seq) as last, count(distinct previous_hash) as followed
       from app.audit_ledger where stream = 'governance'`,
    );
    const kept = Array.from({ length: 320 }, (_, n) => Math.floor(n / 20) + (n % 20)).filter(
      (n) => n % 3 !== 0,
    ).length;
    expect(rows).toEqual([{ entries: String(kept), last: String(kept), followed: String(kept) }]);
    expect(await problems(database.pool)).toEqual([]);
  });

  test(
    "32 writers, 200 changes each, while two sealers run: each change sealed once, nobody waits for a sealer",
    { tags: ["slow"], timeout: 120_000 },
    async () => {
      await database.pool.query(`
        create table public.written (
          id uuid primary key default gen_random_uuid(), writer integer, turn integer,
          created_at timestamptz not null default now(), created_by text not null default '',
          updated_at timestamptz not null default now(), updated_by text not null default '');
        select specql_audit.audit_table('public.written')`);
      const writers = await Promise.all(Array.from({ length: 32 }, () => database.connect()));
      const sealers = await Promise.all([database.connect(), database.connect()]);
      const watcher = await database.connect();
      const pids = async (clients: pg.Client[]): Promise<number[]> =>
        Promise.all(
          clients.map(
            async (client) =>
              (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!.pid,
          ),
        );
      const [writing, sealing] = [await pids(writers), await pids(sealers)];
      let writersAtWork = true;
      let sealed = 0;
      let waits = 0;
      const background = [
        ...sealers.map(async (sealer) => {
          while (writersAtWork) {
            sealed += (await sealer.query("select from app.seal_audit(500)")).rowCount ?? 0;
          }
        }),
        (async () => {
          while (writersAtWork) {
            const { rows } = await watcher.query<{ n: number }>(
              `select count(*)::integer as n from unnest($1::integer[]) as w (pid)
               where pg_blocking_pids(w.pid) && $2::integer[]`,
              [writing, sealing],
            );
            waits += rows[0]!.n;
          }
        })(),
      ];
      await Promise.all(
        writers.map(async (writer, w) => {
          // Ten changes a transaction; every seventh transaction is rolled back.
          for (let turn = 0; turn < 20; turn += 1) {
            await writer.query("begin");
            for (let change = 0; change < 10; change += 1) {
              await writer.query("insert into public.written (writer, turn) values ($1, $2)", [
                w,
                turn,
              ]);
            }
            await writer.query((w + turn) % 7 === 0 ? "rollback" : "commit");
          }
        }),
      );
      writersAtWork = false;
      await Promise.all(background);
      expect(waits).toBe(0);
      expect(sealed).toBeGreaterThan(1);
      await sealers[0]!.query("select from app.seal_audit()");
      for (const client of [...writers, ...sealers, watcher]) await client.end();

      expect(await problems(database.pool)).toEqual([]);
      const { rows } = await database.pool.query(`
        select
          (select count(*) from public.written)::integer as kept,
          (select count(*) from specql_audit.tb_change where table_name = 'written')::integer as logged,
          (select count(*) from specql_audit.tb_change)::integer as changes,
          (select sum(upper(r) - lower(r)) from specql_audit.tb_seal as s, unnest(s.change_numbers) as r)::integer as sealed,
          (select count(*) from specql_audit.tb_change as c where 1 <> (
            select count(*) from specql_audit.tb_seal as s where c.pk_change <@ s.change_numbers))::integer as wrong`);
      const [{ kept, logged, changes, sealed: numbers, wrong }] = rows;
      expect({ logged, numbers, wrong }).toEqual({ logged: kept, numbers: changes, wrong: 0 });
      expect(kept).toBeGreaterThan(5000);
    },
  );
});
