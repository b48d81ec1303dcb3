/** `specql schema …`, from the file to the table and back, through a server and straight on PostgreSQL. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { startServer, type TestServer } from "../server/support.ts";
import { databaseKind, testDatabase, type TestDatabase } from "../support/database.ts";
import { requestFor, wanted } from "../support/governance.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-schema-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  status: number;
  out: string;
  err: string;
}

function tour(environment: () => Record<string, string>): void {
  const specql = async (...args: string[]): Promise<Ran> => {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      env: environment(),
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
      isTTY: false,
    };
    const status = await run(["schema", ...args], io);
    return { status, out: out.join(""), err: err.join("") };
  };
  const data = async (...args: string[]): Promise<any> => {
    const { status, out, err } = await specql(...args, "--json");
    expect(err).toBe("");
    expect(status).toBe(0);
    return JSON.parse(out);
  };
  const file = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("submits a file, and says what the policy says", async () => {
    const { columns } = wanted("widgets") as { columns: { name: string }[] };
    const old = { columns: columns.filter(({ name }) => name !== "updated_at") };
    const path = await file("widgets.json", requestFor("widgets", { schemaJson: old }));
    const { status, out } = await specql("submit", path, "--as", "alice");
    expect(status).toBe(0);
    expect(out).toMatch(/^[0-9a-f-]{36} public\.widgets: requested\n/);
    expect(out).toContain("warning");
    expect(out).toContain("updated_at");
  });

  it("exits 5 where a rule is broken, and lists each violation", async () => {
    const schemaJson = { columns: [{ name: "userId", type: "TEXT" }] };
    const path = await file("bad.json", requestFor("bads", { schemaJson }));
    const text = await specql("submit", path);
    expect(text.status).toBe(5);
    expect(text.err).toContain("columns[0].name");
    expect(text.err).not.toContain('{"');
    const json = await specql("submit", path, "--json");
    expect(json.status).toBe(5);
    const answer = JSON.parse(json.err);
    expect(answer.error.code).toBe("SG500");
    expect(answer.violations.length).toBeGreaterThan(1);
  });

  it("says what is wrong with a file, and what is missing", async () => {
    const broken = await specql("submit", await file("broken.json", "{"));
    expect([broken.status, broken.err.slice(0, 5)]).toEqual([1, "SG130"]);
    expect((await specql("submit", join(folder, "none.json"))).status).toBe(2);
    expect((await specql("submit")).status).toBe(64);
    expect((await specql("show", "nothing")).status).toBe(2);
    expect((await specql("approve", "nothing")).status).toBe(2);
  });

  it("lists and shows", async () => {
    expect((await specql("list", "--status", "requested")).out).toContain("public.widgets");
    expect(await data("list", "--status", "approved")).toEqual([]);
    const { out } = await specql("show", "widgets");
    expect(out).toContain("0 of 1");
    expect(out).toContain("submitted");
    expect(await data("show", "public.widgets")).toMatchObject({
      request: { table_name: "widgets", requested_by: "alice" },
      approvals: { count: 1 },
    });
    expect((await data("events")).map((event: any) => event.event_name)).toEqual([
      "drafted",
      "submitted",
    ]);
  });

  it("revises; the author does not approve, somebody else does", async () => {
    const path = await file("wanted.json", wanted("widgets", { name: "note", type: "TEXT" }));
    const changes = await data(
      "request-changes",
      "widgets",
      "--comment",
      "a note, please",
      "--as",
      "bob",
    );
    expect(changes.status).toBe("changes_requested");
    const revised = await data("revise", "widgets", path, "--as", "alice", "--comment", "done");
    expect(revised).toMatchObject({ status: "requested", revision_number: 2 });
    const own = await specql("approve", "widgets", "--as", "Alice");
    expect([own.status, own.err.slice(0, 5)]).toEqual([4, "SG451"]);
    const stale = await specql("approve", "widgets", "--as", "bob", "--hash", "f00");
    expect([stale.status, stale.err.slice(0, 5)]).toEqual([3, "SG374"]);
    const approved = await data(
      "approve",
      "widgets",
      "--as",
      "bob",
      "--hash",
      revised.content_hash,
    );
    expect(approved).toMatchObject({ status: "approved", approved_hash: revised.content_hash });
    const again = await specql("approve", "widgets", "--as", "bob");
    expect([again.status, again.err.slice(0, 5)]).toEqual([3, "SG373"]);
  });

  it("previews, proves, exports and applies, and finds no drift", async () => {
    const preview = await specql("preview", "widgets");
    expect(preview.out).toMatch(/create table/i);
    expect(preview.out).toMatch(/drop table/i);
    expect(await data("prove", "widgets")).toMatchObject({ proven: true });
    const target = await file("current.sql", "-- mine\n");
    expect((await specql("export", "widgets", "--to", target)).out).toContain("Written");
    const written = await readFile(target, "utf8");
    expect(written).toMatch(/^-- mine\n/);
    expect(written).toMatch(/create table/i);
    expect((await specql("export", "widgets", "--to", target)).out).toContain("already");
    expect(await readFile(target, "utf8")).toBe(written);

    const applied = await data("apply", "widgets", "--as", "root");
    expect(applied.row).toMatchObject({ status: "migrated", table_name: "widgets" });
    expect((await specql("apply", "widgets")).status).toBe(3);
    expect(await data("drift", "widgets")).toEqual([]);
    const undone = await data("rollback", "widgets", "--as", "root");
    expect(undone.row).toMatchObject({ status: "rolled_back" });
  });

  it("withdraws, and rejects", async () => {
    for (const [name, verb, becomes] of [
      ["goners", "withdraw", "withdrawn"],
      ["rejects", "reject", "rejected"],
    ] as const) {
      await specql("submit", await file(`${name}.json`, requestFor(name)), "--as", "alice");
      const who = verb === "withdraw" ? "alice" : "bob";
      expect(await data(verb, name, "--as", who, "--comment", "because")).toMatchObject({
        status: becomes,
        status_reason: { comment: "because" },
      });
    }
  });
}

describe("through a server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.drop());
  tour(() => ({ SPECQL_URL: server.url }));
});

if (databaseKind === "postgresql") {
  describe("straight on PostgreSQL", () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(() => database.drop());
    tour(() => ({ DATABASE_URL: database.url! }));

    it("runs CONCURRENTLY steps outside of a transaction, and writes refusals down", async () => {
      const io = {
        env: { DATABASE_URL: database.url! },
        stdout: { write() {} },
        stderr: { write() {} },
        isTTY: false,
      };
      const schema = (...args: string[]): Promise<number> => run(["schema", ...args], io);
      await database.pool.query(`
        set role specql_owner;
        create table public.gadgets (id uuid primary key default gen_random_uuid(), note text);
        reset role;
        insert into public.gadgets (note) select 'n' || n from generate_series(1, 100) as n`);
      const path = join(folder, "gadgets.json");
      const operations = [
        {
          op: "create_index",
          index: { name: "idx_gadgets_note", columns: ["note"], method: "btree" },
        },
      ];
      await writeFile(
        path,
        JSON.stringify(requestFor("gadgets", { schemaJson: undefined, operations })),
      );
      expect(await schema("submit", path, "--as", "alice")).toBe(0);
      expect(await schema("approve", "gadgets", "--as", "ALICE")).toBe(4);
      const { rows: refusals } = await database.pool.query(
        "select error_code, actor, door from app.refusals order by created_at desc limit 1",
      );
      expect(refusals).toEqual([{ error_code: "SG451", actor: "ALICE", door: "sql" }]);
      expect(await schema("approve", "gadgets", "--as", "bob")).toBe(0);
      expect(await schema("prove", "gadgets")).toBe(0);
      expect(await schema("apply", "gadgets", "--as", "root")).toBe(0);
      const { rows } = await database.pool.query(
        "select indisvalid from pg_index where indexrelid = 'public.idx_gadgets_note'::regclass",
      );
      expect(rows).toEqual([{ indisvalid: true }]);
    });
  });
}
