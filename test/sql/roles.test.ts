/**
 * Who may do what. The left side of each comparison comes from the catalog, so an object that is
 * added without a thought for its rights fails here; the right side is what architecture.md grants.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const reads = [
  "alerts",
  "store_route",
  "store_row_count",
  "store_rows",
  "store_tables",
  "audit_anchor",
  "audit_history",
  "check_compatibility",
  "check_json_schema",
  "check_layout",
  "doctor",
  "embed_text",
  "export_registry",
  "find_domain",
  "find_entity",
  "find_patterns",
  "find_type",
  "free_domain_numbers",
  "get_pattern",
  "health",
  "infer_subdomain",
  "is_valid_json",
  "is_valid_value",
  "latest_changes",
  "lint_statements",
  "list_rows",
  "pending_embeddings",
  "performance_report",
  "policy_self_test",
  "postgres_type_of",
  "resolve_code",
  "search_patterns",
  "service_dependencies_of",
  "service_dependents_of",
  "service_start_order",
  "similar_patterns",
  "type_check",
  "validate_json",
  "validate_table_schema",
  "validate_value",
  "verify_audit",
];
const registers = [
  "add_domain_alias",
  "add_type_alias",
  "allocate_entity_code",
  "allocate_file_code",
  "deprecate_pattern",
  "map_type",
  "register_domain",
  "register_entities",
  "register_entity",
  "register_pattern",
  "register_pattern_category",
  "register_service",
  "register_services",
  "register_subdomain",
  "register_type",
  "register_types",
  "restore_pattern",
  "set_pattern_embedding",
  "tag_pattern",
  "update_pattern",
];
/** Leaving the old stores. */
const notesLegacyWrites = ["note_legacy_write", "record_discrepancy"];
const movesStores = [
  "acknowledge_mirror",
  "advance_store",
  "attach_store",
  "claim_mirror",
  "detach_store",
  "hold_store",
  "mirror_batch",
  "put_store_row",
  "remove_store_row",
  "roll_back_store",
];
const administers = [
  "add_policy_rule",
  "archive_audit_month",
  "deprecate_type",
  "import_registry",
  "import_services",
  "import_types",
  "prune_metrics",
  "remove_embeddings",
  "remove_service",
  "rename_domain",
  "rename_entity",
  "reserve_code",
  "retire_entity",
  "retire_service",
  "retry_import_reject",
  "revoke_policy_waiver",
  "seal_audit",
  "set_alert_threshold",
  "set_policy_rule",
  "set_type_compatibility",
  "waive_policy_rule",
];

/** Schema requests: reading them, asking, and deciding. */
const readsRequests = [
  "api_description",
  "approval_status",
  "events_after",
  "find_schema_request",
  "schema_request_history",
  "schema_request_page",
];
/** Whoever may write at all may have to write down that it was refused. */
const asks = [
  "record_metrics",
  "record_refusal",
  "revise_schema_request",
  "submit_schema_request",
  "withdraw_schema_request",
];
const decides = ["review_schema_request"];

/** The library: reading it, using it, writing to it. */
const readsLibrary = ["compose_patterns"];
const usesLibrary = ["instantiate_pattern", "instantiate_template"];
const writesLibrary = ["register_patterns"];
const importsLibrary = ["import_patterns"];

/** Stores that move in batches, and back. */
const importsStores = [
  "begin_import",
  "finish_import",
  "import_batch",
  "import_memory",
  "import_network",
  "import_tasks",
  "undo_import",
];

/** Memories: whoever may read reads those of his organisations; people and agents write them. */
const readsMemories = ["get_memory", "memories_with_relations", "search_memories"];
const writesMemories = [
  "delete_memory",
  "ingest_document",
  "ingest_memory",
  "record_agent_run",
  "record_decision",
  "record_fact",
  "record_focus_window",
  "record_kpi",
  "record_pal_event",
  "record_stress_level",
  "register_agent_prompt",
  "relate_memories",
  "set_user_profile",
  "tag_memory",
  "update_memory",
];

/** Migrations: looking at them, having them proven or exported, and carrying them out. */
const readsMigrations = ["preview_migration", "schema_drift"];
const proves = ["prove_migration"];
const exportsMigrations = ["export_migration"];
const migrates = [
  "acknowledge_unasked_change",
  "apply_schema_request",
  "pending_steps",
  "record_step",
  "roll_back_schema_request",
  "watch_ddl",
];

/** Tasks: looking at them, working on them (people and agents), and deciding, which agents do not. */
const readsTasks = ["tasks_needing_attention"];
const worksOnTasks = [
  "claim_task",
  "create_task",
  "release_task",
  "requeue_stale_tasks",
  "update_task",
];
const decidesTasks = ["decide_task"];

/** The network store: looking at it, and writing to it. */
const readsNetwork = [
  "asset_contributions",
  "contributor_contributions",
  "count_dependents",
  "dependencies_of",
  "dependents_of",
  "distribute_value",
  "search_projects",
];
const writesNetwork = [
  "add_dependency",
  "record_contribution",
  "register_asset",
  "register_contributor",
  "remove_dependency",
  "remove_project",
  "upsert_project",
];
const administersNetwork = ["remove_contribution"];
/** Comparing stores with their files: whoever compares sees all rows of all tenants. */
const compares = [
  "begin_consistency_run",
  "compared_rows",
  "note_discrepancies",
  "record_consistency_run",
  "store_checksums",
  "store_order",
  "store_order_checksum",
  "store_row_hashes",
];

/** What whoever may look at all may look at. */
const looks = [
  ...reads,
  ...readsMemories,
  ...readsLibrary,
  ...readsRequests,
  ...readsMigrations,
  ...readsTasks,
  ...readsNetwork,
];

/** What each role may call in app. `anybody` is a login that was granted nothing. */
const callable: Record<string, string[]> = {
  specql_reader: looks,
  specql_author: [
    ...looks,
    ...writesMemories,
    ...usesLibrary,
    ...writesLibrary,
    ...notesLegacyWrites,
    ...registers,
    ...asks,
    ...proves,
    ...exportsMigrations,
    ...worksOnTasks,
    ...decidesTasks,
    ...writesNetwork,
  ],
  specql_reviewer: [
    ...looks,
    ...decides,
    ...decidesTasks,
    ...proves,
    ...exportsMigrations,
    "record_refusal",
    "record_metrics",
  ],
  specql_admin: [
    ...looks,
    ...writesMemories,
    ...usesLibrary,
    ...writesLibrary,
    ...notesLegacyWrites,
    ...movesStores,
    ...importsLibrary,
    ...importsStores,
    ...registers,
    ...asks,
    ...decides,
    ...proves,
    ...exportsMigrations,
    ...migrates,
    ...administers,
    ...worksOnTasks,
    ...decidesTasks,
    ...writesNetwork,
    ...administersNetwork,
    ...compares,
  ],
  specql_agent: [...looks, ...writesMemories, ...usesLibrary, ...asks, ...proves, ...worksOnTasks],
  // It inherits nothing: it must become one of the others first.
  specql_gateway: [],
  anybody: [],
};

/** Those who may read and call at all. */
const actors = Object.keys(callable).filter((role) => callable[role]!.length > 0);

/** A role to stand for public; made in the transaction and gone with it. */
async function makeAnybody(client: pg.PoolClient): Promise<void> {
  await client.query("create role anybody login");
}

/** Runs `use` with the superuser in a transaction in which the login `anybody` exists. */
function withAnybody<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return rolledBack(database.pool, async (client) => {
    await makeAnybody(client);
    return use(client);
  });
}

/** Tries a statement; undoes it; answers with the SQLSTATE, or undefined where it passed. */
async function attempt(client: pg.PoolClient, sql: string): Promise<string | undefined> {
  await client.query("savepoint attempt");
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query("rollback to savepoint attempt");
  }
}

interface FunctionFacts {
  schema: string;
  name: string;
  /** A call with null for each argument. */
  call: string;
}

let functions: FunctionFacts[] = [];
/** Where a session comes back to. */
let superuser = "";
let tables: string[] = [];
let views: string[] = [];

beforeAll(async () => {
  const session = await database.pool.query<{ name: string }>(
    "select quote_ident(session_user) as name",
  );
  superuser = session.rows[0]!.name;
  // PGlite's only session has no login to fall back to, unless it is named once.
  if (database.kind === "embedded") {
    await database.pool.query(`set session authorization ${superuser}`);
  }
  functions = (
    await database.pool.query<FunctionFacts>(`
      select n.nspname as schema, p.proname as name,
        format('select %I.%I(%s)', n.nspname, p.proname, (
          select string_agg('null::' || format_type(t.type, null), ', ' order by t.position)
          from unnest(p.proargtypes) with ordinality as t (type, position))) as call
      from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
      where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%')
        and p.prorettype <> 'trigger'::regtype
      order by 1, 2`)
  ).rows;
  const relations = await database.pool.query<{ name: string; kind: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%') and c.relkind in ('r', 'p', 'v', 'm')
    order by 1`);
  tables = relations.rows.filter((row) => "rp".includes(row.kind)).map((row) => row.name);
  // Views elsewhere are private, as tables are: they render rows for the mirror.
  const isPublic = (row: { name: string; kind: string }) =>
    "vm".includes(row.kind) && row.name.startsWith("app.");
  views = relations.rows.filter(isPublic).map((row) => row.name);
  tables.push(
    ...relations.rows
      .filter((row) => "vm".includes(row.kind) && !isPublic(row))
      .map((row) => row.name),
  );
});

describe("the matrix of the catalog", () => {
  test("roles: attributes", async () => {
    const { rows } = await database.pool.query(`
      select rolname, rolcanlogin, rolinherit,
        rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as mighty
      from pg_roles where rolname like 'specql\\_%' order by rolname`);
    const plain = { rolcanlogin: false, rolinherit: true, mighty: false };
    expect(rows).toEqual([
      { rolname: "specql_admin", ...plain },
      { rolname: "specql_agent", ...plain },
      { rolname: "specql_author", ...plain },
      { rolname: "specql_gateway", rolcanlogin: true, rolinherit: false, mighty: false },
      { rolname: "specql_owner", ...plain },
      { rolname: "specql_reader", ...plain },
      { rolname: "specql_reviewer", ...plain },
    ]);
  });

  test("roles: who is what", async () => {
    const { rows } = await database.pool.query<{
      member: string;
      roles: string[];
      admin: boolean;
    }>(`
      select m.member::regrole::text as member, bool_or(m.admin_option) as admin,
        array_agg(m.roleid::regrole::text order by m.roleid::regrole::text) as roles
      from pg_auth_members as m join pg_roles as r on r.oid = m.member
      where m.member::regrole::text like 'specql\\_%' group by 1 order by 1`);
    expect(rows).toEqual([
      { member: "specql_admin", admin: false, roles: ["specql_author", "specql_reviewer"] },
      { member: "specql_agent", admin: false, roles: ["specql_reader"] },
      { member: "specql_author", admin: false, roles: ["specql_reader"] },
      {
        member: "specql_gateway",
        admin: false,
        roles: [
          "specql_admin",
          "specql_agent",
          "specql_author",
          "specql_reader",
          "specql_reviewer",
        ],
      },
      { member: "specql_owner", admin: false, roles: ["pg_read_all_stats"] },
      { member: "specql_reviewer", admin: false, roles: ["specql_reader"] },
    ]);
  });

  test("functions of app", async () => {
    await withAnybody(async (client) => {
      for (const [role, expected] of Object.entries(callable)) {
        const { rows } = await client.query<{ name: string }>(
          `select p.proname as name from pg_proc as p
           where p.pronamespace = 'app'::regnamespace and has_function_privilege($1, p.oid, 'execute')
           order by 1`,
          [role],
        );
        expect(
          rows.map((row) => row.name),
          role,
        ).toEqual([...expected].sort());
      }
    });
  });

  test("functions elsewhere: helpers of common for those who act, private ones for nobody", async () => {
    await withAnybody(async (client) => {
      const { rows } = await client.query(
        `select r.role, n.nspname as schema, p.proname as name
         from unnest($1::text[]) as r (role) cross join pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
         where (n.nspname = 'common' or n.nspname like 'specql\\_%')
           and has_function_privilege(r.role, p.oid, 'execute')
             <> (n.nspname = 'common' and r.role = any ($2) and p.prorettype <> 'trigger'::regtype)`,
        [Object.keys(callable), actors],
      );
      expect(rows).toEqual([]);
    });
  });

  test("schemas: usage of app and common, creation nowhere", async () => {
    await withAnybody(async (client) => {
      for (const role of Object.keys(callable)) {
        const { rows } = await client.query<{ called: string }>(
          `select n.nspname || ' ' || p.privilege as called
           from pg_namespace as n cross join unnest(array['usage', 'create']) as p (privilege)
           where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%')
             and has_schema_privilege($1, n.oid, p.privilege)
           order by 1`,
          [role],
        );
        expect(
          rows.map((row) => row.called),
          role,
        ).toEqual(actors.includes(role) ? ["app usage", "common usage"] : []);
      }
    });
  });

  test("views: select for those who act, and nothing else; tables and sequences: nothing", async () => {
    await withAnybody(async (client) => {
      for (const role of Object.keys(callable)) {
        const { rows } = await client.query<{ called: string }>(
          `select n.nspname || '.' || c.relname || ' ' || p.privilege as called
           from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
             cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
               as p (privilege)
           where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%')
             and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege($1, c.oid, p.privilege)
           union all
           select n.nspname || '.' || c.relname || '.' || a.attname || ' column privilege'
           from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
             join pg_attribute as a on a.attrelid = c.oid
           where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%') and a.attacl is not null
           union all
           select n.nspname || '.' || c.relname || ' sequence'
           from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
           where (n.nspname in ('app', 'common') or n.nspname like 'specql\\_%') and case c.relkind when 'S'
             then has_sequence_privilege($1, c.oid, 'usage, select, update') end
           order by 1`,
          [role],
        );
        expect(
          rows.map((row) => row.called),
          role,
        ).toEqual(actors.includes(role) ? views.map((view) => `${view} select`) : []);
      }
    });
  });
});

describe("attempts", () => {
  test("each role calls each function of app: what the matrix denies is denied", async () => {
    let tried = 0;
    await withAnybody(async (client) => {
      for (const [role, expected] of Object.entries(callable)) {
        await client.query(`set local role ${role}`);
        for (const f of functions.filter((each) => each.schema === "app")) {
          const state = await attempt(client, f.call);
          const may = expected.includes(f.name);
          expect(state === "42501", `${role} ${f.call} → ${state}`).toBe(!may);
          // What is allowed answers, or says what is wrong with nulls.
          if (may) expect(state ?? "SG1", `${role} ${f.call}`).toMatch(/^(SG[12345]|23)/);
          tried += 1;
        }
        await client.query("reset role");
      }
    });
    expect(tried).toBe(functions.filter((f) => f.schema === "app").length * 7);
  });

  test("nobody calls a private function", async () => {
    await withAnybody(async (client) => {
      for (const role of Object.keys(callable)) {
        await client.query(`set local role ${role}`);
        for (const f of functions.filter((each) => each.schema.startsWith("specql_"))) {
          expect(await attempt(client, f.call), `${role} ${f.call}`).toBe("42501");
        }
        await client.query("reset role");
      }
    });
  });

  test("nobody reads or writes a table, and nobody writes through a view", async () => {
    await withAnybody(async (client) => {
      const { rows } = await client.query<{ name: string; column: string }>(
        `select format('%I.%I', n.nspname, c.relname) as name, 'id' as column
         from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where n.nspname = 'app'`,
      );
      const columns = new Map(rows.map((row) => [row.name, row.column]));
      for (const role of Object.keys(callable)) {
        await client.query(`set local role ${role}`);
        for (const relation of [...tables, ...views]) {
          const statements = [
            `insert into ${relation} default values`,
            `update ${relation} set ${columns.get(relation) ?? "id"} = null`,
            `delete from ${relation}`,
            ...(tables.includes(relation)
              ? [`truncate ${relation}`, `select * from ${relation}`, `lock table ${relation}`]
              : []),
            `create rule r as on insert to ${relation} do instead nothing`,
          ];
          for (const sql of statements) {
            // A join cannot be written through at all, and PostgreSQL says that first (55000).
            const refusals = views.includes(relation) ? ["42501", "55000"] : ["42501"];
            expect(refusals, `${role}: ${sql}`).toContain(await attempt(client, sql));
          }
        }
        for (const view of views) {
          const may = actors.includes(role);
          expect(await attempt(client, `select * from ${view}`), `${role} ${view}`).toBe(
            may ? undefined : "42501",
          );
        }
        await client.query("reset role");
      }
    });
  });

  test("the door of names gives no rights: call_function is refused as the call itself is", async () => {
    await withAnybody(async (client) => {
      for (const [role, expected] of Object.entries(callable)) {
        await client.query(`set local role ${role}`);
        for (const [name, args] of [
          ["register_domain", { domain_number: "7", domain_name: "stock" }],
          ["reserve_code", { code: "012311" }],
        ] as const) {
          const sql = `select common.call_function('${name}', '${JSON.stringify(args)}')`;
          expect(await attempt(client, sql), `${role} ${name}`).toBe(
            expected.includes(name) ? undefined : "42501",
          );
        }
        await client.query("reset role");
      }
    });
  });

  test("call_function reaches nothing but app", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      for (const name of [
        "give_code",
        "pg_sleep",
        "pg_read_file",
        "current_actor",
        "tg__stamp_row",
        "domains",
      ]) {
        expect(await attempt(client, `select common.call_function('${name}', '{}')`), name).toBe(
          "SG202",
        );
      }
    });
  });

  test("nobody becomes the owner, and nobody rises", async () => {
    await withAnybody(async (client) => {
      const above: Record<string, string[]> = {
        anybody: [
          "specql_reader",
          "specql_author",
          "specql_admin",
          "specql_gateway",
          "specql_owner",
        ],
        specql_gateway: ["specql_owner", "postgres"],
      };
      for (const [login, roles] of Object.entries(above)) {
        for (const role of roles) {
          await client.query(`set local session authorization ${login}`);
          expect(await attempt(client, `set local role ${role}`), `${login} as ${role}`).toBe(
            "42501",
          );
          expect(await attempt(client, `grant ${role} to ${login}`)).toBe("42501");
          await client.query(`set local session authorization ${superuser}`);
        }
      }
    });
  });
});

describe("the gateway", () => {
  test("inherits nothing, and switches", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local session authorization specql_gateway");
      expect(await attempt(client, "select * from app.domains")).toBe("42501");
      expect(await attempt(client, "select app.health()")).toBe("42501");
      expect(await attempt(client, "select common.call_function('health')")).toBe("42501");
      for (const role of actors) {
        expect(await attempt(client, `set local role ${role}`)).toBeUndefined();
      }
      await client.query("set local role specql_reader");
      expect(await attempt(client, "select * from app.domains")).toBeUndefined();
      expect(await attempt(client, "select app.register_domain('7', 'stock')")).toBe("42501");
    });
  });
});

/** Registers a domain as a login that says it is somebody else; answers with what was recorded. */
async function recordedAs(
  client: pg.PoolClient,
  login: string,
  settings: Record<string, string>,
  role = "specql_author",
): Promise<Record<string, unknown>> {
  await client.query(`set local session authorization ${login}`);
  for (const [name, value] of Object.entries(settings)) {
    await client.query("select set_config($1, $2, true)", [name, value]);
  }
  await client.query(`set local role ${role}`);
  await client.query("select app.register_domain('7', 'stock')");
  await client.query("reset role");
  await client.query(`set local session authorization ${superuser}`);
  const { rows } = await client.query(`
    select d.created_by, d.updated_by, a.actor, a.role_name, a.login_name, a.principal_kind
    from specql_registry.tb_domain as d join app.audit_log as a on a.row_id = d.id
    where d.domain_number = '7'`);
  return rows[0];
}

describe("who acted", () => {
  const forged = { "jwt.claims.sub": "boss", "specql.actor": "boss" };

  test("an ordinary login's settings are not believed", async () => {
    await withAnybody(async (client) => {
      await client.query("grant specql_author to anybody");
      expect(await recordedAs(client, "anybody", forged)).toEqual({
        created_by: "anybody",
        updated_by: "anybody",
        actor: "anybody",
        role_name: "specql_author",
        login_name: "anybody",
        principal_kind: "human",
      });
    });
  });

  test("the gateway's settings are believed: the token's subject before specql.actor", async () => {
    for (const [settings, actor] of [
      [{ "jwt.claims.sub": "alice", "specql.actor": "bob" }, "alice"],
      [{ "specql.actor": "bob" }, "bob"],
      [{ "jwt.claims.sub": "", "specql.actor": "" }, "specql_gateway"],
      [{}, "specql_gateway"],
    ] as const) {
      await rolledBack(database.pool, async (client) => {
        expect(await recordedAs(client, "specql_gateway", settings)).toEqual({
          created_by: actor,
          updated_by: actor,
          actor,
          role_name: "specql_author",
          login_name: "specql_gateway",
          principal_kind: "human",
        });
      });
    }
  });

  test("a login that may become the gateway is believed too", async () => {
    await withAnybody(async (client) => {
      await client.query("grant specql_gateway to anybody");
      expect(await recordedAs(client, "anybody", forged)).toMatchObject({
        created_by: "boss",
        login_name: "anybody",
      });
    });
  });

  test("a very long subject is cut, not refused", async () => {
    await rolledBack(database.pool, async (client) => {
      const row = await recordedAs(client, "specql_gateway", {
        "jwt.claims.sub": "x".repeat(9000),
      });
      expect(row["created_by"]).toBe("x".repeat(200));
    });
  });

  test("an agent is recorded as one", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_agent");
      const { rows } = await client.query("select common.current_principal_kind() as kind");
      expect(rows).toEqual([{ kind: "agent" }]);
    });
  });

  test("created_by cannot be rewritten by an update, not even by the owner", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_owner");
      await client.query(
        "insert into specql_registry.tb_domain (domain_number, domain_name) values ('7', 'stock')",
      );
      const { rows } = await client.query(
        `update specql_registry.tb_domain set created_by = 'boss', updated_by = 'boss', created_at = '2000-01-01'
         returning created_by = 'boss' as forged, updated_by = 'boss' as stamped, created_at < '2001-01-01' as backdated`,
      );
      expect(rows).toEqual([{ forged: false, stamped: false, backdated: false }]);
    });
  });
});

describeOnPostgres("a real login", () => {
  test("cannot make itself another: what a superuser's SET SESSION AUTHORIZATION can, it cannot", async () => {
    const own = await testDatabase();
    const login = `specql_test_${randomBytes(6).toString("hex")}`;
    await own.pool.query(`create role ${login} login password 'a password of a test'`);
    try {
      await own.pool.query(`grant specql_author to ${login}`);
      const url = new URL(own.url!);
      url.username = login;
      url.password = "a password of a test";
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        for (const sql of [
          "set session authorization specql_gateway",
          "set role specql_gateway",
          "set role specql_admin",
          "set role specql_owner",
          "select set_config('session_authorization', 'specql_gateway', false)",
          "select set_config('role', 'specql_owner', false)",
          "set session_replication_role = replica",
        ]) {
          await expect(client.query(sql), sql).rejects.toMatchObject({ code: "42501" });
        }
        await client.query(
          `set "jwt.claims.sub" = 'boss'; set specql.actor = 'boss'; set "is_superuser.x" = 'on'`,
        );
        await client.query("select app.register_domain('7', 'stock')");
      } finally {
        await client.end();
      }
      const { rows } = await own.pool.query(
        "select actor, login_name, role_name from app.audit_log where table_name = 'tb_domain'",
      );
      expect(rows).toEqual([{ actor: login, login_name: login, role_name: login }]);
    } finally {
      await own.pool.query(`drop owned by ${login}; drop role ${login}`);
      await own.drop();
    }
  });
});

describe("a definer function cannot be led astray", () => {
  test("by functions, operators and tables that the caller puts first in the search path", async () => {
    await withAnybody(async (client) => {
      await client.query(`
        grant specql_author to anybody;
        create schema evil; grant usage, create on schema evil to anybody;`);
      await client.query("set local session authorization anybody");
      for (const [name, args, returns] of [
        ["lower", "text", "text"],
        ["upper", "text", "text"],
        ["length", "text", "integer"],
        ["format", "text, variadic text[]", "text"],
        ["current_setting", "text, boolean", "text"],
        ["clock_timestamp", "", "timestamptz"],
        ["to_jsonb", "anyelement", "jsonb"],
      ]) {
        await client.query(
          `create function evil.${name}(${args}) returns ${returns} language plpgsql
           as $$ begin raise exception 'led astray into ${name}' using errcode = 'XX001'; end $$`,
        );
      }
      await client.query(
        "create temp table tb_domain (id uuid); create temp table domains (id uuid)",
      );
      await client.query("set local search_path = evil, pg_temp, pg_catalog");
      await client.query("select app.register_domain('7', 'stock', null, false, '{store}')");
      await client.query("select app.register_subdomain('stock', '1', 'shelf')");
      const { rows } = await client.query(
        "select app.allocate_entity_code('store', 'shelf', 'Box') as code",
      );
      expect(rows).toEqual([{ code: "017111" }]);
    });
  });
});
