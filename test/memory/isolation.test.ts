/** Nobody sees or touches the memories of an organisation that is not his, by whichever door. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const ROLES = [
  "specql_reader",
  "specql_author",
  "specql_reviewer",
  "specql_admin",
  "specql_agent",
] as const;
const VIEWS = [
  "memory_entities",
  "memory_relations",
  "memory_tags",
  "memory_neighbourhoods",
  "raw_documents",
  "structured_facts",
  "decisions",
  "evolution_kpis",
  "agent_prompts",
  "agent_runs",
  "pal_user_profiles",
  "pal_focus_windows",
  "pal_stress_levels",
  "pal_events",
  "memory_legacy_rows",
];

/** The same of everything for each organisation. */
async function fill(client: pg.PoolClient, org: string): Promise<void> {
  const one = async (sql: string, values: unknown[] = []): Promise<string> =>
    (await client.query<{ id: string }>(`select (${sql}).id`, values)).rows[0]!.id;
  const first = await one("app.ingest_memory($1)", [
    { org_id: org, content: `the secret of ${org}`, tags: ["secret"] },
  ]);
  const second = await one("app.ingest_memory($1)", [{ org_id: org, content: `plan of ${org}` }]);
  await one("app.relate_memories($1, $2, 'supports', 0.5)", [first, second]);
  const document = await one("app.ingest_document($1)", [{ org_id: org, content: "text" }]);
  await one("app.record_fact($1)", [{ org_id: org, document_id: document, object: "x" }]);
  const decision = await one("app.record_decision($1)", [{ org_id: org, title: "t" }]);
  await one("app.record_kpi($1)", [{ decision_id: decision, kpi_name: "k", expected_value: 1 }]);
  await one("app.register_agent_prompt($1)", [
    { org_id: org, agent_id: "a", version: 1, prompt_text: "p" },
  ]);
  await one("app.record_agent_run($1)", [{ org_id: org, agent_id: "a" }]);
  const user = { org_id: org, user_id: "u" };
  await one("app.set_user_profile($1)", [user]);
  await one("app.record_focus_window($1)", [user]);
  await one("app.record_stress_level($1)", [{ ...user, level: 3 }]);
  await one("app.record_pal_event($1)", [{ ...user, event_type: "x" }]);
  await client.query(
    `select memory.load_rows(null, 'odd', 1, jsonb_build_array(jsonb_build_object(
       'key', $1::text, 'content', jsonb_build_object('org_id', $1::text))), '{}')`,
    [org],
  );
}

let ids: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  const client = await database.pool.connect();
  try {
    for (const org of ["org-1", "org-2"]) await fill(client, org);
    for (const view of VIEWS) {
      const { rows } = await client.query<{ org_id: string; id: string }>(
        `select org_id, min(id::text) as id from app.${view} group by org_id`,
      );
      ids[view] = Object.fromEntries(rows.map((row) => [row.org_id, row.id]));
    }
  } finally {
    client.release();
  }
});

/** A transaction as a role for organisations: a token's claim, or the setting; none where undefined. */
function acting<T>(
  role: string,
  orgs: string | undefined,
  use: (client: pg.PoolClient) => Promise<T>,
  setting = "jwt.claims.org_id",
): Promise<T> {
  return rolledBack(database.pool, async (client) => {
    if (orgs !== undefined) await client.query("select set_config($1, $2, true)", [setting, orgs]);
    await client.query(`set local role ${role}`);
    return use(client);
  });
}

/** The code that a statement is refused with, or its rows as text. */
async function answer(client: pg.PoolClient, sql: string, values: unknown[]): Promise<string> {
  await client.query("savepoint attempt");
  try {
    return JSON.stringify((await client.query(sql, values)).rows);
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}

async function seen(client: pg.PoolClient, view: string): Promise<string[]> {
  const { rows } = await client.query<{ org_id: string }>(
    `select distinct org_id from app.${view} order by 1`,
  );
  return rows.map((row) => row.org_id);
}

describe("views", () => {
  test.for(ROLES)("%s sees the organisations of the claim, and no other", async (role) => {
    const cases: [string | undefined, string, string[]][] = [
      ["org-1", "jwt.claims.org_id", ["org-1"]],
      ["org-2", "specql.org_id", ["org-2"]],
      ['["org-1", "org-2"]', "jwt.claims.org_id", ["org-1", "org-2"]],
      ['["org-1", null]', "jwt.claims.org_id", ["org-1"]],
      ["org-3", "jwt.claims.org_id", []],
      ["[]", "jwt.claims.org_id", []],
      ["org-1,org-2", "jwt.claims.org_id", []],
      ["%", "jwt.claims.org_id", []],
      ["org-1' or '1'='1", "jwt.claims.org_id", []],
      [undefined, "", role === "specql_admin" ? ["org-1", "org-2"] : []],
    ];
    for (const [orgs, setting, expected] of cases) {
      await acting(
        role,
        orgs,
        async (client) => {
          for (const view of VIEWS) {
            expect(await seen(client, view), `${role} ${orgs} ${view}`).toEqual(expected);
          }
        },
        setting,
      );
    }
  });

  test("a claim that is no list is refused, not guessed", async () => {
    await acting("specql_reader", '["org-1"', async (client) => {
      expect(await answer(client, "select * from app.memory_entities", [])).toBe("22P02");
    });
  });

  test("a condition is asked of visible rows only", async () => {
    await acting("specql_reader", "org-1", async (client) => {
      // It would divide by zero for the rows of the other organisation.
      const { rows } = await client.query(
        "select count(*)::int as n from app.memory_entities where 1 / (case when org_id = 'org-2' then 0 else 1 end) = 1",
      );
      expect(rows).toEqual([{ n: 2 }]);
    });
  });

  test("a row without an organisation is its user's", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await client.query(`select app.record_stress_level('{"user_id": "ann", "level": 4}')`);
      for (const [sub, count] of [
        ["ann", 1],
        ["bob", 0],
      ] as const) {
        await client.query("set local role specql_reader");
        await client.query("select set_config('jwt.claims.sub', $1, true)", [sub]);
        const { rows } = await client.query(
          "select count(*)::int as n from app.pal_stress_levels where user_id = 'ann'",
        );
        expect(rows, sub).toEqual([{ n: count }]);
      }
    });
  });
});

describe("functions", () => {
  test.for(ROLES)("%s is refused another organisation, as an argument and by id", async (role) => {
    const writes = role === "specql_author" || role === "specql_agent" || role === "specql_admin";
    const memory = ids["memory_entities"]!;
    const calls: [string, string, unknown[]][] = [
      ["SG405", "select * from app.search_memories($1, 'secret')", ["org-2"]],
      ["SG405", "select * from app.search_memories($1, '%')", ["org-2' or true --"]],
      ["SG405", "select * from app.memories_with_relations($1)", ["org-2"]],
      ["SG405", "select * from app.memories_with_relations($1)", ["%"]],
      ["SG210", "select app.get_memory($1)", [memory["org-2"]]],
    ];
    const writing: [string, string, unknown[]][] = [
      ["SG210", 'select app.update_memory($1, \'{"content": "x"}\')', [memory["org-2"]]],
      ["SG402", 'select app.update_memory($1, \'{"org_id": "org-2"}\')', [memory["org-1"]]],
      ["SG210", "select app.delete_memory($1)", [memory["org-2"]]],
      ["SG210", "select app.tag_memory($1, 'x')", [memory["org-2"]]],
      ["SG210", "select app.relate_memories($1, $2, 'x')", [memory["org-1"], memory["org-2"]]],
      ["SG210", "select app.relate_memories($1, $2, 'x')", [memory["org-2"], memory["org-1"]]],
      [
        "SG210",
        "select app.ingest_memory($1)",
        [{ content: "x", relations: [{ target_id: memory["org-2"], relation_type: "x" }] }],
      ],
      [
        "SG212",
        "select app.record_kpi($1)",
        [{ decision_id: ids["decisions"]!["org-2"], kpi_name: "k", expected_value: 1 }],
      ],
      [
        "SG212",
        "select app.record_fact($1)",
        [{ document_id: ids["raw_documents"]!["org-2"], object: "x" }],
      ],
      ...[
        ["ingest_memory", { content: "x" }],
        ["ingest_document", { content: "x" }],
        ["record_fact", { object: "x" }],
        ["record_decision", { title: "x" }],
        ["register_agent_prompt", { agent_id: "a", version: 1, prompt_text: "p" }],
        ["record_agent_run", { agent_id: "a" }],
        ["set_user_profile", { user_id: "u" }],
        ["record_focus_window", { user_id: "u" }],
        ["record_stress_level", { user_id: "u", level: 1 }],
        ["record_pal_event", { user_id: "u", event_type: "x" }],
      ].map(([name, input]): [string, string, unknown[]] => [
        "SG405",
        `select app.${name as string}($1)`,
        [{ ...(input as object), org_id: "org-2" }],
      ]),
    ];
    await acting(role, "org-1", async (client) => {
      for (const [code, sql, values] of calls) {
        expect(await answer(client, sql, values), sql).toBe(code);
      }
      for (const [code, sql, values] of writing) {
        expect(await answer(client, sql, values), sql).toBe(writes ? code : "42501");
      }
      // The other door of the same functions.
      expect(
        await answer(client, "select common.call_function('search_memories', $1)", [
          { org_id: "org-2", query: "secret" },
        ]),
      ).toBe("SG405");
      expect(
        await answer(client, "select app.list_rows('memory_entities', $1)", [{ org_id: "org-2" }]),
      ).toBe('[{"list_rows":[]}]');
    });
  });

  test("a search finds nothing of others, whatever the query", async () => {
    const queries = [
      "secret",
      "%",
      "_",
      "org-2",
      "secret' or org_id = 'org-2",
      "') or true --",
      "plan | secret",
      "!nothing",
      "sercet",
      "\\",
    ];
    await acting("specql_reader", "org-1", async (client) => {
      for (const query of queries) {
        const { rows } = await client.query<{ org_id: string }>(
          "select * from app.search_memories('org-1', $1, 1000)",
          [query],
        );
        expect(
          rows.filter((row) => row.org_id !== "org-1"),
          query,
        ).toEqual([]);
      }
      const { rows } = await client.query("select * from app.search_memories(null, 'secret')");
      expect(rows).toHaveLength(1);
    });
  });

  test("relations across organisations are seen by who sees both ends", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await client.query("select app.relate_memories($1, $2, 'across')", [
        ids["memory_entities"]!["org-1"],
        ids["memory_entities"]!["org-2"],
      ]);
      const across = `select count(*)::int as n from app.memory_relations where relation_type = 'across'`;
      const lists = `select count(*)::int as n from app.memory_neighbourhoods where relations::text like '%across%'`;
      for (const [orgs, n] of [
        ["org-1", 0],
        ["org-2", 0],
        ['["org-1", "org-2"]', 1],
      ] as const) {
        await client.query("select set_config('specql.org_id', $1, true)", [orgs]);
        expect((await client.query(across)).rows, orgs).toEqual([{ n }]);
        expect((await client.query(lists)).rows, orgs).toEqual([{ n: 2 * n }]);
      }
    });
  });

  test("who sees a part may not take it for the whole", async () => {
    await acting("specql_admin", "org-1", async (client) => {
      expect(await answer(client, "select common.refuse_partial_sight()", [])).toBe("SG405");
    });
    await acting("specql_admin", undefined, async (client) => {
      expect(await answer(client, "select 1 from common.refuse_partial_sight()", [])).toMatch("1");
    });
  });
});

test("the tables hold for their owner too", async () => {
  await rolledBack(database.pool, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class as c join pg_attribute as a on a.attrelid = c.oid
       where c.relnamespace = 'memory'::regnamespace and c.relkind = 'r' and a.attname = 'org_id'`,
    );
    expect(rows.length).toBeGreaterThan(10);
    await client.query("select set_config('specql.org_id', 'org-1', true)");
    await client.query("set local role specql_owner");
    for (const { name } of rows) {
      const found = await client.query(`select distinct org_id from ${name}`);
      expect(found.rows, name).toEqual([{ org_id: "org-1" }]);
      expect(await answer(client, `update ${name} set org_id = 'org-2'`, []), name).toMatch(
        /42501|428C9/,
      );
    }
  });
});
