/** Schema requests from the first word to the approval: what is kept, what falls, what is refused. */
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import {
  become,
  call,
  requestFor,
  reviewAs,
  stateOf,
  submitAs,
  wanted,
} from "../support/governance.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** In a transaction that is rolled back. */
const tried = (use: (client: pg.PoolClient) => Promise<void>) => () =>
  rolledBack(database.pool, use);

const eventNames = async (client: pg.ClientBase, id: string): Promise<string[]> =>
  (await call<any[]>(client, "schema_request_history", { request_id: id })).map(
    (event) => event.event_name,
  );

describe("submitting", () => {
  test(
    "keeps what was asked, what it means and what the policy says",
    tried(async (client) => {
      const request = requestFor("widgets", {
        schemaJson: { ...wanted("widgets"), comment: "Things." },
        requestMetadata: { justification: "we sell them", relatedIssue: 676, featureId: "f1" },
      });
      const row = await submitAs(client, "alice", request);
      expect(row).toMatchObject({
        table_name: "widgets",
        schema_name: "public",
        owner: "team",
        status: "requested",
        request_kind: "create",
        requested_by: "alice",
        submitted_by: "alice",
        principal_kind: "human",
        related_issue: "676",
        schema_json: request["schemaJson"],
        metadata: { featureId: "f1" },
        revision_number: 1,
        conflicts_with: [],
      });
      expect(row.content_hash).toMatch(/^[0-9a-f]{64}$/);
      expect(row.operations[0]).toMatchObject({ op: "create_table", table: "widgets" });
      expect(row.policy_version).toBeGreaterThan(0);
      expect(await eventNames(client, row.id)).toEqual(["drafted", "submitted"]);
    }),
  );

  test(
    "takes snake case too, and a table with its schema",
    tried(async (client) => {
      await client.query("create schema shop");
      const there = requestFor("shop.widgets", { schemaJson: wanted("widgets") });
      expect(await stateOf(client, () => submitAs(client, "alice", there))).toBe("SG454");
      await client.query("grant usage on schema shop to specql_owner");
      const row = await submitAs(client, "alice", {
        table_name: "shop.widgets",
        schema_json: wanted("widgets"),
        request_metadata: { justification: "x", related_issue: "7" },
      });
      expect(row).toMatchObject({ schema_name: "shop", table_name: "widgets", owner: "alice" });
    }),
  );

  test.for<[string, Record<string, unknown>, string, string]>([
    ["no table", { tableName: undefined, schemaJson: { columns: [] } }, "SG102", "tableName"],
    ["two names", { tableName: "gadgets" }, "SG112", "schemaJson.tableName"],
    ["no reason", { requestMetadata: {} }, "SG102", "requestMetadata.justification"],
    [
      "a blank reason",
      { requestMetadata: { justification: "  " } },
      "SG102",
      "requestMetadata.justification",
    ],
    ["nothing wanted", { schemaJson: null }, "SG102", "schemaJson"],
    ["both ways", { operations: [{ op: "drop_table" }] }, "SG112", "schemaJson"],
    ["a list as table", { schemaJson: [] }, "SG112", "schemaJson"],
    ["a number as name", { tableName: {} }, "SG112", "tableName"],
    ["no domain", { domain: "nowhere", subdomain: "x" }, "SG201", "domain"],
    ["no schema", { tableName: "nowhere.widgets" }, "SG272", "schema"],
    ["half a place", { subdomain: "x" }, "SG102", "domain"],
    ["a long owner", { owner: "x".repeat(201) }, "SG103", "owner"],
    [
      "a long name",
      { tableName: "x".repeat(64), schemaJson: { columns: [] } },
      "SG103",
      "tableName",
    ],
    [
      "a column of no type",
      { schemaJson: wanted("widgets", { name: "a" }) },
      "SG102",
      "columns[1].type",
    ],
  ])("refuses %s", ([, more, code, column]) =>
    rolledBack(database.pool, async (client) => {
      await expect(submitAs(client, "alice", requestFor("widgets", more))).rejects.toMatchObject({
        code,
        column,
      });
    }),
  );

  test(
    "refuses what breaks a rule, with every violation in the detail",
    tried(async (client) => {
      const columns = [{ name: "userId", type: "TEXT" }];
      const refused = submitAs(
        client,
        "alice",
        requestFor("widgets", { schemaJson: { tableName: "widgets", columns } }),
      );
      const error: any = await refused.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error.code).toBe("SG500");
      const list = JSON.parse(error.detail) as { severity: string; path: string }[];
      const errors = list.filter(({ severity }) => severity === "error");
      expect(errors.length).toBeGreaterThanOrEqual(2);
      expect(errors.map(({ path }) => path)).toContain("columns[0].name");
    }),
  );

  test(
    "refuses a table that is there, or is promised; a rejected name can be asked for again",
    tried(async (client) => {
      await client.query("create table public.gadgets (id int)");
      const asked = (name: string): Promise<any> => submitAs(client, "alice", requestFor(name));
      expect(await stateOf(client, () => asked("gadgets"))).toBe("SG371");
      const first = await asked("widgets");
      await reviewAs(client, "bob", first.id, "reject");
      const second = await asked("widgets");
      expect(second.status).toBe("requested");
      await reviewAs(client, "bob", second.id, "approve");
      expect(await stateOf(client, () => asked("widgets"))).toBe("SG372");
    }),
  );

  test(
    "tells both of two requests that touch the same table or index",
    tried(async (client) => {
      const index = { name: "ix_shared", columns: ["created_at"] };
      const one = await submitAs(client, "alice", requestFor("widgets"));
      const two = await submitAs(client, "carol", requestFor("widgets"));
      const third = await submitAs(
        client,
        "dave",
        requestFor("gadgets", { schemaJson: { ...wanted("gadgets"), indexes: [index] } }),
      );
      expect(two.conflicts_with).toEqual([one.id]);
      expect(third.conflicts_with).toEqual([]);
      const again = await call(client, "find_schema_request", { request_id: one.id });
      expect(again.conflicts_with).toEqual([two.id]);
      expect(await eventNames(client, one.id)).toContain("conflict_found");
      expect(await eventNames(client, two.id)).toContain("conflict_found");
      await reviewAs(client, "bob", two.id, "reject");
      expect(
        (await call(client, "find_schema_request", { request_id: one.id })).conflicts_with,
      ).toEqual([]);
    }),
  );

  test(
    "submits a draft that another function made, by its author only",
    tried(async (client) => {
      await become(client, "alice", "specql_owner");
      const { rows } = await client.query<any>("select (specql_governance.add_draft($1)).*", [
        requestFor("widgets", { source: { template: "thing" } }),
      ]);
      const [draft] = rows;
      expect(draft).toMatchObject({ status: "draft", source: { template: "thing" } });
      const submit = (actor: string): Promise<any> =>
        submitAs(client, actor, { draft_id: draft.id });
      expect(await stateOf(client, () => submit("mallory"))).toBe("SG452");
      expect((await submit("alice")).status).toBe("requested");
      expect(await stateOf(client, () => submit("alice"))).toBe("SG370");
    }),
  );
});

describe("revising", () => {
  test(
    "lets approvals fall, and makes the reviser an author",
    tried(async (client) => {
      const { id } = await submitAs(client, "alice", requestFor("widgets"));
      await reviewAs(client, "bob", id, "request_changes");
      await become(client, "alice", "specql_author");
      const args = { request_id: id, schema_json: wanted("widgets", { name: "a", type: "TEXT" }) };
      const revised = await call(client, "revise_schema_request", { ...args, comment: "as asked" });
      expect(revised).toMatchObject({ status: "requested", revision_number: 2 });
      await become(client, "root", "specql_admin");
      await call(client, "revise_schema_request", args);
      expect(
        await stateOf(client, () => reviewAs(client, "root", id, "approve", "specql_admin")),
      ).toBe("SG451");
      const approved = await reviewAs(client, "bob", id, "approve");
      expect(approved).toMatchObject({ status: "approved", revision_number: 3 });
      expect(approved.approved_hash).toBe(approved.content_hash);
      expect(await eventNames(client, id)).toEqual([
        "drafted", "submitted", "review_given", "changes_requested", "revised", "resubmitted",
        "revised", "approval_given", "approved",
      ]); // prettier-ignore
    }),
  );

  test(
    "refuses another table, a hash that is no longer, and what is past changing",
    tried(async (client) => {
      const { id, content_hash } = await submitAs(client, "alice", requestFor("widgets"));
      await become(client, "alice", "specql_author");
      const revise = (more: object): Promise<any> =>
        call(client, "revise_schema_request", {
          request_id: id,
          schema_json: wanted("widgets"),
          ...more,
        });
      expect(await stateOf(client, () => revise({ schema_json: wanted("gadgets") }))).toBe("SG112");
      expect(await stateOf(client, () => revise({ expected_hash: "f00" }))).toBe("SG374");
      expect(
        await stateOf(client, () =>
          revise({ schema_json: { operations: [{ op: "drop_table" }] } }),
        ),
      ).toBe("SG112");
      expect(await stateOf(client, () => revise({ expected_hash: content_hash }))).toBeUndefined();
      await reviewAs(client, "bob", id, "approve");
      await become(client, "alice", "specql_author");
      expect(await stateOf(client, () => revise({}))).toBe("SG373");
    }),
  );

  test(
    "the hash is of the content, not of its formatting",
    tried(async (client) => {
      const hashes = [];
      for (const text of [
        '{"tableName": "widgets", "columns": [{"name": "id", "type": "UUID", "primaryKey": true, "nullable": false}]}',
        '{"columns":[{"type":"UUID","name":"id","nullable":false,   "primaryKey":true}],"tableName":"widgets"}',
      ]) {
        const { rows } = await client.query(
          "select specql_governance.content_hash($1, '[]') as hash",
          [text],
        );
        hashes.push(rows[0]!.hash);
      }
      expect(hashes[0]).toBe(hashes[1]);
    }),
  );
});

describe("approving", () => {
  test(
    "registers the table where the request names its place, once",
    tried(async (client) => {
      await become(client, "root", "specql_admin");
      await call(client, "register_domain", { domain_number: "2", domain_name: "crm" });
      await call(client, "register_subdomain", {
        domain: "crm",
        subdomain_number: "1",
        subdomain_name: "customer",
      });
      const place = { domain: "crm", subdomain: "customer", entity: "Widget" };
      const { id, table_code } = await submitAs(client, "alice", requestFor("tb_widget", place));
      expect(table_code).toBeNull();
      expect(await reviewAs(client, "bob", id, "approve")).toMatchObject({
        table_code: "012111",
        domain_name: "crm",
        subdomain_name: "customer",
        entity_name: "Widget",
      });
      const again = await submitAs(client, "alice", requestFor("tb_widget_2", place));
      expect((await reviewAs(client, "bob", again.id, "approve")).table_code).toBe("012111");
      const own = await submitAs(
        client,
        "alice",
        requestFor("tb_gadget", { domain: "crm", subdomain: "1" }),
      );
      expect(await reviewAs(client, "bob", own.id, "approve")).toMatchObject({
        table_code: "012121",
        entity_name: "gadget",
      });
    }),
  );

  test(
    "asks for two, one of them an administrator, where rows would be lost",
    tried(async (client) => {
      await client.query(`
        create table public.gadgets (id uuid primary key, note text);
        insert into public.gadgets values (gen_random_uuid(), 'x');
        grant all on public.gadgets to specql_owner`);
      const request = requestFor("gadgets", {
        schemaJson: undefined,
        operations: [{ op: "drop_column", column: "note" }],
      });
      const { id } = await submitAs(client, "alice", request);
      const needs = await call(client, "approval_status", { request_id: id });
      expect(needs).toMatchObject({ count: 2, admin: true, given: [], sufficient: false });
      expect(needs.reasons).not.toEqual([]);
      expect((await reviewAs(client, "bob", id, "approve")).status).toBe("requested");
      expect(await stateOf(client, () => reviewAs(client, "BOB", id, "approve"))).toBe("SG375");
      expect((await reviewAs(client, "carol", id, "approve")).status).toBe("requested");
      expect((await reviewAs(client, "root", id, "approve", "specql_admin")).status).toBe(
        "approved",
      );
    }),
  );

  test(
    "looks again: the table may have come, and the policy may have changed",
    tried(async (client) => {
      const { id } = await submitAs(client, "alice", requestFor("widgets"));
      await client.query("create table public.widgets (id int)");
      expect(await stateOf(client, () => reviewAs(client, "bob", id, "approve"))).toBe("SG371");
    }),
  );
});

describe("following", () => {
  test(
    "each step is an event and an entry of the ledger, in order",
    tried(async (client) => {
      const start = Number(
        (await call<any[]>(client, "events_after", { limit: 1000 })).at(-1)?.event_number ?? 0,
      );
      const { id } = await submitAs(client, "alice", requestFor("widgets"));
      await reviewAs(client, "bob", id, "approve");
      const events = await call<any[]>(client, "events_after", { cursor: start });
      expect(events.map((event) => event.event_name)).toEqual([
        "drafted",
        "submitted",
        "approval_given",
        "approved",
      ]);
      expect(events.map((event) => event.actor)).toEqual(["alice", "alice", "bob", "bob"]);
      const rest = await call<any[]>(client, "events_after", {
        cursor: events[1].event_number,
        limit: 1,
      });
      expect(rest.map((event) => event.event_name)).toEqual(["approval_given"]);
      const { rows } = await client.query(
        "select action, actor from specql_audit.tb_ledger where subject_id = $1 order by seq",
        [id],
      );
      expect(rows).toEqual(events.map(({ event_name, actor }) => ({ action: event_name, actor })));
    }),
  );

  test(
    "pages have bounds, and say how many there are",
    tried(async (client) => {
      for (const name of ["one_things", "two_things", "three_things"]) {
        await submitAs(client, "alice", requestFor(name));
      }
      const page = await call(client, "schema_request_page", { limit: 2, offset: 1 });
      expect(page).toMatchObject({ total: 3, limit: 2, offset: 1 });
      expect(page.requests.map((row: any) => row.table_name)).toEqual(["two_things", "one_things"]);
      for (const bad of [{ limit: 0 }, { limit: 1001 }, { offset: -1 }]) {
        expect(await stateOf(client, () => call(client, "schema_request_page", bad))).toBe("SG101");
      }
      expect(
        await stateOf(client, () => call(client, "schema_request_page", { status: "open" })),
      ).toBe("SG112");
    }),
  );
});
