/** DDL that nobody asked for: recorded, refused, and told from what requests do. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applySchemaRequest, outsideRunner } from "../../src/database/run-steps.ts";
import { testDatabase } from "../support/database.ts";
import { changeRequest, peopleOf, refusal, tableRequest } from "./support.ts";

const database = await testDatabase();
afterAll(() => database.drop());
const people = peopleOf(database);
const watch = (mode: string): Promise<any> =>
  people.call("specql_admin", "root", "watch_ddl", { mode });
const changes = (): Promise<any[]> =>
  people.sql(
    "select command_tag, object_type, object_name from app.unasked_changes order by object_name, command_tag",
  );
const forget = (): Promise<any> => people.sql("delete from specql_governance.tb_unasked_change");

beforeAll(async () => {
  await people.sql("grant create, usage on schema public to specql_owner");
});

test("without the event trigger it says who can make one", async () => {
  expect(await refusal(watch("record"))).toMatchObject({ code: "SG529" });
  expect(await refusal(watch("loudly"))).toMatchObject({ code: "SG112" });
  expect(await watch("off")).toBe("off");
  await people.sql(readFileSync(new URL("../../db/watch.sql", import.meta.url), "utf8"));
  expect(await watch("record")).toBe("record");
  expect(
    await refusal(people.call("specql_author", "ann", "watch_ddl", { mode: "off" })),
  ).toMatchObject({ code: "SG401" });
  expect(
    await people.sql(
      "select action, payload ->> 'new' as mode from specql_audit.tb_ledger where action = 'ddl_watch_set'",
    ),
  ).toEqual([{ action: "ddl_watch_set", mode: "record" }]);
});

test("what a request does is asked for; what comes beside it is recorded", async () => {
  await watch("record");
  await people.applied(tableRequest("watched", [{ name: "code", type: "TEXT" }]));
  await people.sql("insert into public.watched (code) values ('a')");
  expect(await changes()).toEqual([]);
  const { id } = (await people.approved(
    changeRequest("watched", [{ op: "create_index", index: { columns: ["code"] } }]),
  )) as any;
  const runner = { ...people.admin, runOutside: outsideRunner(database.pool) };
  expect(await applySchemaRequest(runner, id)).toMatchObject({ row: { status: "migrated" } });
  expect(await changes()).toEqual([]);
  await people.sql("alter table public.watched add column sneaked text");
  await people.sql("create temporary table scratch (a int)");
  await people.sql("drop table scratch");
  await people.sql("alter table public.watched drop column sneaked");
  expect(await changes()).toEqual([
    { command_tag: "ALTER TABLE", object_type: "table", object_name: "public.watched" },
    { command_tag: "ALTER TABLE", object_type: "table", object_name: "public.watched" },
    {
      command_tag: "ALTER TABLE",
      object_type: "table column",
      object_name: "public.watched.sneaked",
    },
  ]);
});

test("a change is acknowledged once, with a word about it", async () => {
  const [{ id }] = (await people.sql("select id from app.unasked_changes limit 1")) as [any];
  const acknowledge = (comment: string): Promise<any> =>
    people.call("specql_admin", "root", "acknowledge_unasked_change", { change_id: id, comment });
  expect(await refusal(acknowledge(" "))).toMatchObject({ code: "SG102" });
  expect(await acknowledge("a repair at night")).toMatchObject({ acknowledged_by: "root" });
  expect(await refusal(acknowledge("again"))).toMatchObject({ code: "SG365" });
  await forget();
});

test("where it is refused, nothing but requests goes in", async () => {
  await watch("refuse");
  try {
    expect(await refusal(people.sql("create table public.nobody_asked (a int)"))).toMatchObject({
      code: "SG526",
    });
    expect(await refusal(people.sql("drop table public.watched"))).toMatchObject({ code: "SG526" });
    // After a request was applied, the rest of its transaction is as unasked as before.
    const { id } = (await people.approved(tableRequest("asked"))) as any;
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("select set_config('specql.actor', 'root', true)");
      await client.query("set local role specql_admin");
      await client.query("select app.apply_schema_request($1)", [id]);
      await client.query("reset role");
      expect(await refusal(client.query("create table public.rider (a int)"))).toMatchObject({
        code: "SG526",
      });
      await client.query("rollback");
    } finally {
      client.release();
    }
    expect(
      await people.call("specql_admin", "root", "apply_schema_request", { request_id: id }),
    ).toMatchObject({ status: "migrated" });
    const row = await people.submit(
      changeRequest("asked", [{ op: "add_column", column: { name: "b", type: "text" } }]),
    );
    expect(
      await people.call("specql_author", "ann", "prove_migration", { request_id: row["id"] }),
    ).toMatchObject({ proven: true });
    expect(await changes()).toEqual([]);
  } finally {
    await watch("off");
  }
});
