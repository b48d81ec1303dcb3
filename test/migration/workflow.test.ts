/** From request to table and back: what apply, rollback, drift and the steps outside of transactions do. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  applySchemaRequest,
  outsideRunner,
  rollBackSchemaRequest,
} from "../../src/database/run-steps.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { catalogPrint, changeRequest, peopleOf, refusal, tableRequest } from "./support.ts";

const database = await testDatabase();
afterAll(() => database.drop());
const people = peopleOf(database);
const apply = (id: string): Promise<any> =>
  people.call("specql_admin", "root", "apply_schema_request", { request_id: id });
const rollBack = (id: string, more = {}): Promise<any> =>
  people.call("specql_admin", "root", "roll_back_schema_request", { request_id: id, ...more });
const prove = (id: string): Promise<any> =>
  people.call("specql_author", "ann", "prove_migration", { request_id: id });
const runner = { ...people.admin, runOutside: outsideRunner(database.pool) };

beforeAll(async () => {
  await people.sql("grant create, usage on schema public to specql_owner");
});

const legacy = new URL(
  "../../../shared/legacy/schema_requests/seed003_caricatures.json",
  import.meta.url,
);
const skipped = !existsSync(legacy);
if (skipped) console.warn("SKIPPED: the legacy sample requests are not beside this checkout");

test.skipIf(/* ../shared is not everywhere */ skipped)(
  "the caricatures have one warning, and go in",
  async () => {
    const request = JSON.parse(readFileSync(legacy, "utf8"));
    const row = await people.submit(request);
    expect(
      row["violations"].filter((v: { severity: string }) => v.severity !== "info"),
    ).toMatchObject([{ rule_id: "TBL04", severity: "warning" }]);
    const proof = await prove(row["id"]);
    expect(proof).toMatchObject({ proven: true, problems: [] });
    await people.call("specql_reviewer", "bob", "review_schema_request", {
      request_id: row["id"],
      decision: "approve",
    });
    expect(await apply(row["id"])).toMatchObject({ status: "migrated" });
    expect(
      await people.sql(
        "insert into public.caricatures (user_id, image_url) values ('u', 'i') returning id",
      ),
    ).toHaveLength(1);
    expect(await people.call("specql_reader", "zoe", "schema_drift")).toEqual([]);
  },
);

describe("apply", () => {
  test("only what was approved, and once", async () => {
    const request = tableRequest("once");
    const row = await people.submit(request);
    expect(await refusal(apply(row["id"]))).toMatchObject({ code: "SG527" });
    await people.call("specql_reviewer", "bob", "review_schema_request", {
      request_id: row["id"],
      decision: "approve",
    });
    expect(await apply(row["id"])).toMatchObject({ status: "migrated" });
    expect(await refusal(apply(row["id"]))).toMatchObject({ code: "SG364" });
    const [{ state }] = (await people.sql(
      "select state from app.migrations where request_id = $1",
      [row["id"]],
    )) as [any];
    expect(state).toBe("applied");
  });

  test("authors, reviewers and agents may not", async () => {
    const { id } = (await people.approved(tableRequest("not_yours"))) as any;
    for (const role of [
      "specql_author",
      "specql_reviewer",
      "specql_agent",
      "specql_reader",
    ] as const) {
      expect(
        await refusal(people.call(role, "mallory", "apply_schema_request", { request_id: id })),
      ).toMatchObject({ code: "SG401" });
    }
  });

  test("a table that was changed after the proof is refused, and goes in when proven anew", async () => {
    await people.applied(tableRequest("moving"));
    const { id } = (await people.approved(
      changeRequest("moving", [{ op: "add_column", column: { name: "note", type: "text" } }]),
    )) as any;
    expect(await prove(id)).toMatchObject({ proven: true });
    await people.sql("alter table public.moving add column sneaked integer");
    expect(await refusal(apply(id))).toMatchObject({ code: "SG362" });
    expect(
      await people.call("specql_reader", "zoe", "schema_drift", { table_name: "moving" }),
    ).toMatchObject([
      { table_path: "public.moving", part: "structure.columns", name: "sneaked", approved: null },
    ]);
    await prove(id);
    expect(await apply(id)).toMatchObject({ status: "migrated" });
    // What is there now was looked at when the change went in.
    expect(
      await people.call("specql_reader", "zoe", "schema_drift", { table_name: "moving" }),
    ).toEqual([]);
  });

  test("a table that got rows after the proof is written anew", async () => {
    await people.applied(tableRequest("filling", [{ name: "code", type: "TEXT" }]));
    const { id } = (await people.approved(
      changeRequest("filling", [{ op: "create_index", index: { columns: ["code"] } }]),
    )) as any;
    await prove(id);
    await people.sql("insert into public.filling (code) values ('a')");
    expect(await refusal(apply(id))).toMatchObject({ code: "SG362" });
    await prove(id);
    const result = await applySchemaRequest(runner, id);
    expect(result).toMatchObject({ row: { status: "migrated" } });
    expect(result.steps.map((step) => step.outcome)).toEqual(["not needed", "done"]);
    expect(
      await people.sql(
        "select indisvalid from pg_index where indexrelid = 'public.filling_code_idx'::regclass",
      ),
    ).toEqual([{ indisvalid: true }]);
  });
});

describe("roll back", () => {
  test("what is empty goes; what has rows is refused with their number, unless told", async () => {
    const { id } = (await people.applied(tableRequest("going"))) as any;
    await people.sql("insert into public.going default values");
    await people.sql("insert into public.going default values");
    expect(await refusal(rollBack(id))).toMatchObject({
      code: "SG523",
      message: expect.stringContaining("2 rows"),
    });
    // The caller's own setting is no way around.
    await people.sql("select set_config('specql.allow_data_loss', 'on', false)");
    expect(await refusal(rollBack(id))).toMatchObject({ code: "SG523" });
    await people.sql("select set_config('specql.allow_data_loss', '', false)");
    expect(await rollBack(id, { allow_data_loss: true })).toMatchObject({ status: "rolled_back" });
    expect(await people.sql("select to_regclass('public.going') as there")).toEqual([
      { there: null },
    ]);
    expect(await refusal(rollBack(id))).toMatchObject({ code: "SG364" });
    expect(
      await people.call("specql_reader", "zoe", "schema_drift", { table_name: "going" }),
    ).toEqual([]);
  });

  test("a column with values of its own is refused, one with its default only is not", async () => {
    await people.applied(tableRequest("columns_back"));
    await people.sql("insert into public.columns_back default values");
    const add = {
      op: "add_column",
      column: {
        name: "state",
        type: "text",
        nullable: false,
        default: { kind: "literal", text: "'new'", value: "new" },
      },
    };
    const first = (await people.applied(changeRequest("columns_back", [add]))) as any;
    expect(first).toMatchObject({ status: "migrated" });
    await people.sql("update public.columns_back set state = 'old'");
    expect(await refusal(rollBack(first.id))).toMatchObject({
      code: "SG523",
      message: expect.stringContaining("1 values"),
    });
    await people.sql("update public.columns_back set state = 'new'");
    expect(await rollBack(first.id)).toMatchObject({ status: "rolled_back" });
  });

  test("what a later request changed goes back later", async () => {
    const table = (await people.applied(tableRequest("layered"))) as any;
    const change = (await people.applied(
      changeRequest("layered", [{ op: "add_column", column: { name: "b", type: "text" } }]),
    )) as any;
    expect(await refusal(rollBack(table.id))).toMatchObject({ code: "SG362" });
    expect(await rollBack(change.id)).toMatchObject({ status: "rolled_back" });
    expect(await rollBack(table.id)).toMatchObject({ status: "rolled_back" });
  });
});

describe("steps outside of transactions", () => {
  test("are left to whoever can run them, and believed when the catalog says so", async () => {
    await people.applied(
      tableRequest("busy", [
        { name: "email", type: "TEXT" },
        { name: "age", type: "INTEGER" },
      ]),
    );
    await people.sql(
      "insert into public.busy (email, age) select 'e' || g, g from generate_series(1, 50) as g",
    );
    const { id } = (await people.approved(
      changeRequest("busy", [
        { op: "add_constraint", constraint: { kind: "unique", columns: ["email"] } },
        { op: "set_not_null", column: "age" },
        {
          op: "add_column",
          column: {
            name: "token",
            type: "uuid",
            nullable: false,
            default: { kind: "call", text: "gen_random_uuid()" },
          },
        },
      ]),
    )) as any;
    expect(await prove(id)).toMatchObject({ proven: true });
    expect(await apply(id)).toMatchObject({ status: "approved" });
    const [{ state }] = (await people.sql(
      "select state from app.migrations where request_id = $1",
      [id],
    )) as [any];
    expect(state).toBe("applying");
    const pending = await people.call("specql_admin", "root", "pending_steps", { request_id: id });
    expect(pending[0]).toMatchObject({ outside: true, needed: false });
    expect(pending[1]).toMatchObject({ outside: true, needed: true });
    // Not in its turn, or not done: no.
    const report = (n: number, outcome: string): Promise<any> =>
      people.call("specql_admin", "root", "record_step", { request_id: id, n, outcome });
    expect(await refusal(report(pending[1].n, "done"))).toMatchObject({ code: "SG363" });
    await report(pending[0].n, "done");
    expect(await refusal(report(pending[1].n, "done"))).toMatchObject({ code: "SG363" });
    // Another program goes on where this one stopped.
    const result = await applySchemaRequest(runner, id);
    expect(result).toMatchObject({ row: { status: "migrated" } });
    expect(await people.sql("select count(distinct token)::int as n from public.busy")).toEqual([
      { n: 50 },
    ]);
    expect(
      await people.sql(
        "select attname, attnotnull from pg_attribute where attrelid = 'public.busy'::regclass and attname in ('age', 'token') order by 1",
      ),
    ).toEqual([
      { attname: "age", attnotnull: true },
      { attname: "token", attnotnull: true },
    ]);
    expect(
      await people.call("specql_reader", "zoe", "schema_drift", { table_name: "busy" }),
    ).toEqual([]);
    await people.sql("update public.busy set token = null where false");
    const back = await rollBackSchemaRequest(runner, id, true);
    expect(back).toMatchObject({ row: { status: "rolled_back" } });
  });

  test("an index whose building was cut off is removed and built again", async () => {
    await people.applied(tableRequest("broken", [{ name: "code", type: "TEXT" }]));
    await people.sql("insert into public.broken (code) values ('a'), ('b')");
    const { id } = (await people.approved(
      changeRequest("broken", [
        { op: "create_index", index: { columns: ["code"], name: "broken_code" } },
      ]),
    )) as any;
    await apply(id);
    await people.sql("create index broken_code on public.broken (code)");
    await people.sql(
      "update pg_index set indisvalid = false where indexrelid = 'public.broken_code'::regclass",
    );
    const result = await applySchemaRequest(runner, id);
    expect(result.row).toMatchObject({ status: "migrated" });
    expect(result.steps.map((step) => step.outcome)).toEqual(["done", "done"]);
  });

  test("over a door without a session of one's own it says so", async () => {
    await people.applied(tableRequest("far", [{ name: "code", type: "TEXT" }]));
    await people.sql("insert into public.far (code) values ('a')");
    const { id } = (await people.approved(
      changeRequest("far", [{ op: "create_index", index: { columns: ["code"] } }]),
    )) as any;
    expect(await refusal(applySchemaRequest(people.admin, id))).toMatchObject({ code: "SG363" });
    expect(await applySchemaRequest(runner, id)).toMatchObject({ row: { status: "migrated" } });
  });
});

describe("proof", () => {
  test("leaves no trace but its own row", async () => {
    await people.applied(tableRequest("traced", [{ name: "age", type: "INTEGER" }]));
    await people.sql("insert into public.traced (age) values (1)");
    const row = await people.submit(
      changeRequest("traced", [
        { op: "alter_column_type", column: "age", type: "bigint" },
        { op: "create_index", index: { columns: ["age"] } },
      ]),
    );
    const before = await catalogPrint(people);
    const proof = await prove(row["id"]);
    expect(proof).toMatchObject({ proven: true });
    expect(await catalogPrint(people)).toBe(before);
    expect(proof.rewrites).toContain("public.traced");
    expect(proof.steps.some((step: { plain: boolean }) => step.plain)).toBe(true);
  });

  test("rows that stand against a change, and views that read a column, are found before", async () => {
    await people.applied(
      tableRequest("standing", [
        { name: "code", type: "TEXT" },
        { name: "age", type: "INTEGER" },
      ]),
    );
    await people.sql("insert into public.standing (code) values ('a'), ('a')");
    await people.sql("create view public.reads_standing as select age from public.standing");
    const problems = async (operation: object): Promise<any[]> => {
      const [row] = await people.sql(
        "select set_config('jit', 'off', false), specql_governance.prove_operations($1) as proof",
        [JSON.stringify([{ schema: "public", table: "standing", ...operation }])],
      );
      expect(row!["proof"].proven).toBe(false);
      return row!["proof"].problems;
    };
    expect(
      await problems({ op: "add_constraint", constraint: { kind: "unique", columns: ["code"] } }),
    ).toMatchObject([{ code: "23505", during: "rows" }]);
    expect(await problems({ op: "set_not_null", column: "age" })).toMatchObject([
      { code: "23514", during: "rows" },
    ]);
    expect(
      await problems({ op: "add_column", column: { name: "x", type: "text", nullable: false } }),
    ).toMatchObject([{ code: "SG524" }]);
    expect(await problems({ op: "drop_column", column: "age" })).toMatchObject([
      { code: "SG524", during: "readers" },
    ]);
    expect(
      await problems({
        op: "add_constraint",
        constraint: { kind: "check", expression: "age > 'x'" },
      }),
    ).toMatchObject([{ code: "SG521" }]);
  });

  test("a schema where the owner may not create is named with the grant that is missing", async () => {
    await people.sql("create schema closed");
    const [row] = await people.sql(
      `select set_config('jit', 'off', false), set_config('role', 'specql_owner', true), specql_governance.prove_operations($1) as proof`,
      [
        JSON.stringify([
          {
            op: "create_table",
            schema: "closed",
            table: "t",
            columns: [{ name: "a", type: "text" }],
          },
        ]),
      ],
    );
    expect(row!["proof"].problems[0]).toMatchObject({
      code: "SG529",
      hint: "grant create, usage on schema closed to specql_owner;",
    });
  });
});

describeOnPostgres("two at once", () => {
  test("one migration at a time, and a busy table is waited for", async () => {
    await people.applied(tableRequest("crowded"));
    await people.sql("insert into public.crowded default values");
    const { id } = (await people.approved(
      changeRequest("crowded", [{ op: "add_column", column: { name: "a", type: "text" } }]),
    )) as any;
    await prove(id);
    const other = await database.connect();
    await other.query("begin");
    await other.query(
      "select pg_advisory_xact_lock(hashtextextended('specql_governance.migration', 0))",
    );
    expect(await refusal(apply(id))).toMatchObject({ code: "SG360" });
    await other.query("commit");
    await other.query("begin");
    await other.query("lock table public.crowded in access share mode");
    const busy = applySchemaRequest(runner, id, { backoffMs: 50 });
    setTimeout(() => void other.query("commit"), 3500);
    expect(await busy).toMatchObject({ row: { status: "migrated" } });
  }, 30_000);
});
