/**
 * Bad input at every door of SQL. The functions and their arguments come from the catalog, so a new
 * function is tried without a word here: each value is refused with an SG code, or kept as it came.
 */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromServer } from "../../src/errors.ts";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** Texts that break things elsewhere. */
const naughty: Record<string, string> = {
  empty: "",
  blank: "   ",
  tab: "a\tb",
  newline: "a\nb",
  "carriage return": "a\rb",
  "escape sequence": "\u001b[31mred\u001b[0m",
  bell: "\u0007",
  delete: "\u007f",
  "no-break space": "\u00a0crm",
  "zero width": "cr\u200bm",
  "right to left": "\u202emrc",
  "byte order mark": "\ufeffcrm",
  quote: "o'clock",
  quotes: "''''",
  "double quotes": '"crm"',
  backslash: "a\\b",
  "backslash quote": "\\'; select 1; --",
  dollar: "$$; select 1; $$",
  placeholder: "$1 %s %I %L",
  "sql comment": "crm --",
  "block comment": "/* crm",
  "drop table": "'; drop table specql_registry.tb_domain cascade; --",
  stacked: "crm'); delete from specql_registry.tb_domain; select ('",
  union: "' union select rolpassword from pg_authid --",
  "like pattern": "%_%",
  regex: "(((((((((((a+)+)+)+)+)+",
  json: '{"$key": "1"}',
  "array literal": "{a,b,NULL}",
  "psql command": "\\! true",
  template: "{{7*7}}${7*7}<%= 7*7 %>",
  html: "<script>alert(1)</script>",
  path: "../../../../etc/passwd",
  emoji: "👩‍👩‍👧‍👦 family",
  combining: "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴͎͙lgo",
  decomposed: "cafe\u0301",
  turkish: "İstanbul ıı",
  sharp: "Straße ﬁ Ǆ",
  chinese: "客户关系",
  arabic: "إدارة",
  "private use": "\ue000",
  noncharacter: "\uffff",
  "last code point": "\u{10ffff}",
  zero: "0",
  minus: "-1",
  "huge number": "9".repeat(400),
  infinity: "Infinity",
  nan: "NaN",
  null: "null",
  undefined: "undefined",
  true: "true",
  hex: "0x1F",
  "roman digit": "Ⅳ",
  "full-width digit": "１",
  "arabic digit": "٣",
  "long word": "x".repeat(64),
  "long with emoji": "👍".repeat(63),
  "long without": "漢".repeat(64),
  "a code": "011111",
  "a lower code": "01f1a1",
  "a long code": "0111111",
};

/** Too large for every text; slow enough to try only once for each argument. */
const megabytes: Record<string, string> = {
  "1 MB": "a".repeat(2 ** 20),
  "1 MB of quotes": "'".repeat(2 ** 20),
  "1 MB of spaces": " ".repeat(2 ** 20),
  "1 MB of wide characters": "漢".repeat(2 ** 20 / 4),
  "1 MB of combining marks": `a${"\u0301".repeat(2 ** 19)}`,
};

/** A third of the naughty texts: what is tried often is tried by turns. */
let third = 0;
function someNaughty(): string[] {
  third += 1;
  return Object.values(naughty).filter((_, i) => i % 3 === third % 3);
}

/** Two of them, by turns. */
function someMegabytes(turn: number): Record<string, string> {
  const all = Object.entries(megabytes);
  return Object.fromEntries([all[turn % all.length]!, all[(turn + 3) % all.length]!]);
}

const deep = (n: number): string => `${"[".repeat(n)}${"]".repeat(n)}`;
const deepObject = (n: number): string => `${'{"a":'.repeat(n)}1${"}".repeat(n)}`;

/** JSON texts for a jsonb argument. */
const naughtyJson: Record<string, string> = {
  null: "null",
  true: "true",
  number: "1e308",
  "too large a number": "1e400000",
  text: '"text"',
  "empty array": "[]",
  "empty object": "{}",
  nested: "[[[[[]]]]]",
  "array of nulls": "[null, null]",
  "array of numbers": "[1, 2, 3]",
  "object of objects": '{"a": {"b": {"c": null}}}',
  "$key of a number": '[{"$key": 1}]',
  prototype: '{"__proto__": {"polluted": true}, "constructor": "x"}',
  "sql as key": `{"'; drop table specql_registry.tb_domain; --": "x"}`,
  "empty key": '{"": ""}',
  "long key": JSON.stringify({ ["k".repeat(100_000)]: "v" }),
  "NUL escape": '{"domain": "a\\u0000b"}',
  "lone high surrogate": '{"domain": "\\ud800"}',
  "lone low surrogate": '{"domain": "\\udc00 x"}',
  "surrogates swapped": '{"domain": "\\udc00\\ud800"}',
  "no JSON": "{domain: crm",
  nothing: "",
  deep: deep(2_000),
  "too deep": deep(1_000_000),
  "deep object": deepObject(1_000),
  "10,001 entries": `[${Array(10_001).fill("{}").join(",")}]`,
  "entries with wrong types": '[{"domain": 1, "subdomain": [], "entity_name": {}}]',
  "import: domains as object": '{"domains": {"1": {}}}',
  "import: domains as text": '{"domains": "x", "version": []}',
  "import: entries without keys": '{"domains": [{}, null, 1, "x", []]}',
  "import: everything null":
    '{"domains": [{"$key": null, "$line": null, "name": null, "subdomains": null, "aliases": null}]}',
  "import: nulls below":
    '{"domains": [{"$key": "1", "$line": "x", "name": "n", "subdomains": [{"$key": "1", "entities": [null, {"$key": "E"}], "read_entities": [[]]}]}]}',
  "import: wrong lists":
    '{"domains": [{"$key": "1", "name": ["n"], "aliases": {"a": 1}, "subdomains": "s"}]}',
  "import: odd sections":
    '{"schema_layers": 1, "subdomain_inference": [1], "reserved_codes": {"a": 1}, "validation": [], "code_assignment": null}',
  "import: odd services":
    '{"services": [null, 1, {"name": null}, {"name": {}, "operations": {}, "dependencies": "x"}]}',
  "library: rows of no form":
    '{"tables": {"languages": [null, 1, "x", [], {}, {"language_name": {}}], "patterns": {"rows": [[]]}, "odd": {"rows": null}}}',
  "library: odd tables": '{"tables": {"languages": 7, "domain_patterns": {"rows": {"a": 1}}}}',
  "patterns: odd specs":
    '[null, 1, "x", {"pattern": {}}, {"pattern": "a", "parameters": 1}, {"pattern_name": {}, "tags": 7}]',
  "parameters: placeholders":
    '{"entity": "{{ entity }}{% raw %}", "custom_fields": {"x": {"type": []}}}',
  "options: wrong types":
    '{"dry_run": "maybe", "quarantine": 7, "timezone": "Mars/Base", "source": []}',
  "options: unknown": '{"dry-run": true}',
};

interface Argument {
  name: string;
  type: string;
}

interface Target {
  name: string;
  volatile: boolean;
  arguments: Argument[];
}

let targets: Target[] = [];

/** A registry with one of everything, and arguments that fit it. */
const fitting: Record<string, string> = {
  store: "tasks",
  outbox: "{}",
  sha256: "00",
  as_of: "2030-01-01T00:00:00Z",
  rebuilt: "false",
  from_ecosystem: "npm",
  from_name: "react",
  to_ecosystem: "npm",
  to_name: "lodash",
  phase: "dual_write",
  read_percent: "10",
  legacy_sha256: "00",
  asset_id: "00000000-0000-4000-8000-000000000000",
  path: "/srv/tasks.json",
  format: "json",
  holder: "here",
  seconds: "15",
  source_table: "tasks",
  keys: "{task_1}",
  contributor_id: "00000000-0000-4000-8000-000000000000",
  ecosystem: "npm",
  name: "react",
  max_depth: "5",
  amount: "12.50",
  run_id: "00000000-0000-4000-8000-000000000000",
  first_ordinal: "1",
  rows: "[]",
  discrepancies: "[]",
  row_key: "task_1",
  content: '{"id": "task_1"}',
  expected_phase: "dual_write",
  report: "{}",
  cost_amount: "12.50",
  coherence_score: "0.5",
  metadata: "{}",
  postgresql_value: "1",
  legacy_value: "2",
  type: "HUMAN",
  email: "ann@example.com",
  wallet_address: "0x00",
  hourly_rate: "12.50",
  contribution_id: "00000000-0000-4000-8000-000000000000",
  prefix: "0",
  digits: "2",
  except_keys: "{}",
  chunks: "{}",
  prefixes: "{}",
  after: "0",
  dependency_count: "1",
  org_id: "org-1",
  memory_id: "00000000-0000-4000-8000-000000000000",
  source_id: "00000000-0000-4000-8000-000000000000",
  target_id: "00000000-0000-4000-8000-000000000000",
  relation_type: "supports",
  strength: "0.5",
  tag: "technical",
  input: '{"org_id": "org-1", "content": "text", "user_id": "u", "agent_id": "a"}',
  changes: '{"content": "text"}',
  domain: "crm",
  subdomain: "customer",
  domain_number: "7",
  domain_name: "stock",
  name_or_alias: "crm",
  new_name: "other",
  alias: "clients",
  subdomain_number: "5",
  subdomain_name: "shelf",
  entity_name: "Contact",
  entity_code: "CON",
  table_code: "012111",
  layer: "01",
  kind: "fn",
  file_name: "contact_pk",
  code: "012111",
  table_name: "tb_domain",
  view_name: "domains",
  reject_id: "00000000-0000-4000-8000-000000000000",
  specs: "[]",
  template_name: "contact",
  parameters: '{"entity": "Order"}',
  replace: "false",
  document: "{}",
  options: '{"dry_run": true}',
  anchor: "[]",
  metrics: '{"calls": [{"origin": "cli", "operation": "health", "durations_ms": [1.5]}]}',
  since: "1 hour",
  keep: "30 days",
  threshold_name: "p95_ms",
  since_anchor: "false",
  changes_per_seal: "100",
  month: "2020-01-01",
  definition: '{"name": "stock"}',
  definitions: '[{"name": "stock"}]',
  service_name: "stock",
  filter: "{}",
  row: "{}",
  description: "text",
  reason: "text",
  aliases: "{}",
  paths: "{}",
  multi_tenant: "false",
  json_schema: '{"type": "object"}',
  value: "{}",
  documents: "{}",
  assert_formats: "true",
  compiled_schema: '[{"specql": "json-schema/1"}, {"t": ["object"]}]',
  keep_alias: "true",
  limit: "10",
  offset: "0",
  pattern_name: "audit_trail",
  pattern_category: "audit",
  category_name: "audit",
  category: "audit",
  implementation: "{}",
  tags: "{}",
  icon: "*",
  add_tags: "{}",
  remove_tags: "{}",
  with_tags: "{}",
  include_deprecated: "true",
  embedding: `{${Array(384).fill("0.1").join(",")}}`,
  query_embedding: `{${Array(384).fill("0.1").join(",")}}`,
  provider: "given",
  provider_version: "1",
  after_name: "a",
  query: "who changed it",
  text: "who changed it",
  type_name: "address",
  type_category: "composite",
  default_postgres_type: "jsonb",
  is_rich_type: "true",
  mode: "FULL",
  replacement: "money",
  version: "1",
  column_name: "home",
  language: "python",
  mapped_type: "Address",
  import_statement: "from types import Address",
  validation_rules: "{}",
  old: '{"type": "integer"}',
  new: '{"type": "number"}',
  request:
    '{"tableName": "widgets", "schemaJson": {"columns": [{"name": "id", "type": "UUID", "primaryKey": true}]}, "requestMetadata": {"justification": "text"}}',
  request_id: "00000000-0000-4000-8000-000000000000",
  decision: "approve",
  comment: "text",
  expected_hash: "f00",
  cursor: "0",
  status: "requested",
  function_name: "find_domain",
  error_code: "SG451",
  message: "text",
  door: "sql",
  field: "domain",
  asked_as: "specql_reader",
  rule: '{"rule_id": "ORG01"}',
  rule_id: "DES01",
  enabled: "true",
  severity: "info",
  scope: "all",
  waiver_id: "00000000-0000-4000-8000-000000000000",
  expires_at: "2030-01-01T00:00:00Z",
  schema_json:
    '{"tableName": "stock", "columns": [{"name": "id", "type": "uuid", "primaryKey": true}]}',
  parse_tree: '{"stmts": []}',
  allow_data_loss: "false",
  n: "1",
  outcome: "done",
  detail: "seen",
  change_id: "00000000-0000-4000-8000-000000000000",
  abort_evidence: "[]",
  command: "true",
  context: "{}",
  current_step: "reading",
  decision_prompt: "Which?",
  direction: "Do it",
  model: "free",
  observation_window_sec: "60",
  output: "done",
  progress_pct: "10",
  success_evidence: "[]",
  target_state: "green",
  task_id: "task_1",
  task_type: "impl",
  task_types: "{impl}",
  tier: "free",
  worker: "ann",
};

/** The shape of everything but the log's partitions: must be the same before and after. */
async function fingerprint(client: pg.Pool | pg.PoolClient): Promise<unknown> {
  const { rows } = await client.query(`
    select md5(string_agg(x.line, E'\\n' order by x.line)) as print, count(*) as lines
    from (
      select format('class %s %s %s %s', c.oid::regclass, c.relkind, c.relowner::regrole, c.relacl) as line
      from pg_class as c where c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      union all
      select format('column %s %s %s %s %s', a.attrelid::regclass, a.attname, a.atttypid::regtype, a.attnotnull, a.attacl)
      from pg_attribute as a join pg_class as c on c.oid = a.attrelid
      where a.attnum > 0 and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      union all
      select format('function %s %s %s', p.oid::regprocedure, md5(p.prosrc), p.proacl)
      from pg_proc as p where p.pronamespace::regnamespace::text !~ '^(pg_|information_schema)'
      union all
      select format('trigger %s %s %s', t.tgrelid::regclass, t.tgname, t.tgenabled) from pg_trigger as t
      union all
      select format('constraint %s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint as k
      union all
      select format('role %s %s %s', r.rolname, r.rolsuper, r.rolcanlogin) from pg_roles as r where r.rolname like 'specql%'
      union all
      select format('schema %s %s', n.nspname, n.nspacl) from pg_namespace as n where n.nspname !~ '^pg_'
    ) as x`);
  return rows[0];
}

/** What came of a try: nothing wrong, or an error that must be one for people. */
function judge(error: unknown, what: string): string {
  const state = (error as { code?: string }).code ?? "no SQLSTATE";
  const told = fromServer(error);
  expect(told.code, `${what} → ${state}: ${told.message} ${String(error)}`).toMatch(
    /^SG[12345]\d\d$/,
  );
  expect(told.code, `${what} → ${state}`).not.toBe("SG401");
  return told.code;
}

async function attempt(
  client: pg.PoolClient,
  what: string,
  sql: string,
  values: unknown[],
): Promise<string> {
  await client.query("savepoint attempt");
  try {
    await client.query(sql, values);
    return "answered";
  } catch (error) {
    return judge(error, what);
  } finally {
    await client.query("rollback to savepoint attempt; release savepoint attempt");
  }
}

/** A positional call, each argument given as text and cast, so that a bad value reaches the cast too. */
function call(target: Target): string {
  const list = target.arguments.map((a, i) => `$${i + 1}::text::${a.type}`).join(", ");
  return `select * from app.${target.name}(${list})`;
}

function fittingArguments(target: Target): (string | null)[] {
  return target.arguments.map((a) => fitting[a.name] ?? null);
}

beforeAll(async () => {
  targets = (
    await database.pool.query<Target>(`
      select p.proname as name, p.provolatile = 'v' as volatile, coalesce((
          select jsonb_agg(jsonb_build_object('name', p.proargnames[t.position], 'type', format_type(t.type, null)) order by t.position)
          from unnest(p.proargtypes) with ordinality as t (type, position)), '[]') as arguments
      from pg_proc as p
      where p.pronamespace = 'app'::regnamespace
      order by 1`)
  ).rows;
  const client = await database.pool.connect();
  try {
    await client.query("select app.register_domain('2', 'crm', null, false, '{customers}')");
    await client.query("select app.register_subdomain('crm', '1', 'customer')");
    await client.query("select app.allocate_entity_code('crm', 'customer', 'Contact')");
    await client.query(
      `insert into specql_pattern.tb_entity_template (template_name, template_namespace, default_fields)
       values ('contact', 'crm', '{"a": {"type": "text"}}')`,
    );
    for (const name of ["audit_trail", "approval"]) {
      await client.query("select app.register_pattern($1, 'audit', 'text', '{}', '{}', '{}', $2)", [
        name,
        fitting["embedding"],
      ]);
    }
  } finally {
    client.release();
  }
});

/** Runs all tries as an administrator, who may call everything, and compares the schema. */
async function asAdmin(use: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  await rolledBack(database.pool, async (client) => {
    const before = await fingerprint(client);
    await client.query("set local role specql_admin");
    await use(client);
    await client.query("reset role");
    expect(await fingerprint(client)).toEqual(before);
  });
}

const outcomes = new Map<string, number>();
const count = (outcome: string): void =>
  void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
afterAll(() => {
  const total = [...outcomes.values()].reduce((a, b) => a + b, 0);
  console.log(`${total} tries:`, Object.fromEntries(outcomes));
});

describe("hostile input", { tags: ["slow"] }, () => {
  test("fitting arguments are known for every argument there is", () => {
    const names = new Set(targets.flatMap((t) => t.arguments.map((a) => a.name)));
    expect([...names].filter((name) => !(name in fitting))).toEqual([]);
  });

  test("each text argument of each function, called in SQL", async () => {
    await asAdmin(async (client) => {
      for (const target of targets) {
        for (const [i, argument] of target.arguments.entries()) {
          const texts = argument.type === "text" ? { ...naughty, ...someMegabytes(i) } : naughty;
          for (const [title, text] of [...Object.entries(texts), ["NULL", null] as const]) {
            const values = fittingArguments(target);
            values[i] = text;
            count(
              await attempt(
                client,
                `${target.name}(${argument.name}: ${title})`,
                call(target),
                values,
              ),
            );
          }
        }
      }
    });
  });

  test("each text argument of each function, through call_function", async () => {
    await asAdmin(async (client) => {
      const sql = "select common.call_function($1, $2::text::jsonb)";
      for (const target of targets) {
        const base: Record<string, unknown> = {};
        for (const a of target.arguments) {
          const value = fitting[a.name] ?? null;
          base[a.name] =
            a.type === "jsonb" ? JSON.parse(value ?? "null") : value === "{}" ? [] : value;
        }
        for (const argument of target.arguments) {
          const odd: unknown[] = [
            null,
            1,
            -1.5,
            true,
            [],
            {},
            [[["x"]]],
            { a: [1] },
            [null],
            ["a", "b"],
          ];
          for (const value of [...someNaughty(), megabytes["1 MB"], ...odd]) {
            const json = JSON.stringify({ ...base, [argument.name]: value });
            count(
              await attempt(client, `call ${json.slice(0, 300)} of ${target.name}`, sql, [
                target.name,
                json,
              ]),
            );
          }
          for (const escape of ["\\u0000", "\\ud800", "\\udc00", "\\udc00\\ud800"]) {
            const json = JSON.stringify({ ...base, [argument.name]: "@" }).replace(
              '"@"',
              `"a${escape}b"`,
            );
            count(
              await attempt(client, `call ${json} of ${target.name}`, sql, [target.name, json]),
            );
          }
        }
      }
    });
  });

  test("each jsonb argument of each function", async () => {
    await asAdmin(async (client) => {
      for (const target of targets) {
        for (const [i, argument] of target.arguments.entries()) {
          if (argument.type !== "jsonb") continue;
          for (const [title, json] of Object.entries(naughtyJson)) {
            const values = fittingArguments(target);
            values[i] = json;
            count(
              await attempt(
                client,
                `${target.name}(${argument.name}: ${title})`,
                call(target),
                values,
              ),
            );
          }
        }
      }
      for (const [title, json] of Object.entries(naughtyJson)) {
        for (const name of ["register_domain", "health", "register_entities"]) {
          count(
            await attempt(
              client,
              `call_function(${name}, ${title})`,
              "select common.call_function($1, $2::text::jsonb)",
              [name, json],
            ),
          );
        }
      }
    });
  });

  test("each naughty string in each place of a document to import, and of a list to register", async () => {
    const document = (x: string): object => ({
      version: x,
      last_updated: x,
      schema_layers: [{ $key: x, $line: 1, $value: x }],
      reserved_codes: [{ code: x, reason: x, $line: 2 }, x],
      domains: [
        {
          $key: "9",
          $line: 3,
          name: x,
          description: x,
          multi_tenant: x,
          aliases: [x, x],
          odd: x,
          subdomains: [
            {
              $key: x,
              $line: 4,
              name: x,
              description: x,
              next_entity_sequence: x,
              next_read_entity: x,
              entities: [
                {
                  $key: x,
                  $line: 5,
                  table_code: x,
                  entity_code: x,
                  entity_sequence: x,
                  assigned_at: x,
                  status: x,
                },
              ],
              read_entities: [
                {
                  $key: x,
                  $line: 6,
                  code: x,
                  entity_number: x,
                  files: [{ code: x, type: x, name: x, number: x, $line: 7 }],
                },
              ],
            },
          ],
        },
        { $key: x, $line: 8, name: "n" },
      ],
      subdomain_inference: [
        { $key: x, $line: 9, $value: [{ $key: x, $line: 10, patterns: [x, x] }] },
        { $key: "n", $line: 11, x: [x] },
      ],
      validation: { require_subdomain: x, allow_manual_override: x },
      [x]: x,
    });
    const services = (x: string): object => ({
      version: x,
      services: [
        {
          $line: 1,
          name: x,
          domain: x,
          database: x,
          schemas: [x],
          type: x,
          category: x,
          operations: [{ name: x, input: x, output: x, timeout: x, max_retries: x, $line: 2 }, x],
          dependencies: [x],
          execution_type: x,
          execution: { type: x },
          runner_config: x,
          security_policy: x,
          [x]: x,
        },
        x,
      ],
    });
    const library = (x: string): object => ({
      tables: {
        languages: {
          columns: [x],
          rows: [{ $key: x, $value: { language_id: x, language_name: x, supported: x, [x]: x } }],
        },
        patterns: [{ pattern_id: x, pattern_name: x, pattern_category: x, abstract_syntax: x }],
        pattern_implementations: [{ pattern_id: x, language_id: x, implementation_template: x }],
        universal_types: [{ type_id: x, type_name: x, type_category: "scalar", description: x }],
        type_mappings: [{ universal_type_id: x, language_id: x, language_type: x }],
        domain_patterns: [
          {
            domain_pattern_id: x,
            pattern_name: x,
            pattern_category: x,
            parameters: "{}",
            implementation: "{}",
            tags: x,
          },
          {
            pattern_name: "n",
            pattern_category: x,
            parameters: x,
            implementation: x,
            usage_count: x,
            created_at: x,
          },
        ],
        entity_templates: [
          {
            template_name: x,
            template_namespace: x,
            default_fields: `{"a": ${JSON.stringify(x)}}`,
          },
        ],
        pattern_instantiations: [
          { entity_name: x, domain_pattern_id: x, parameters: x, instantiated_at: x },
        ],
        [x]: [{ [x]: x }],
      },
    });
    let turn = 0;
    await asAdmin(async (client) => {
      for (const [title, text] of Object.entries({ ...naughty, "100 kB": "b".repeat(100_000) })) {
        turn += 1;
        const all = [
          {},
          { dry_run: true },
          { quarantine: true },
          { source: text, file_hash: text, timezone: text },
        ];
        // By turns, so that each text and each way of importing is tried, and not each with each.
        for (const options of [all[turn % 4]]) {
          for (const [name, doc] of [
            ["import_registry", document(text)],
            ["import_services", services(text)],
            ["import_patterns", library(text)],
          ] as const) {
            count(
              await attempt(
                client,
                `${name}(${title}, ${JSON.stringify(options).slice(0, 80)})`,
                `select app.${name}($1, $2)`,
                [JSON.stringify(doc), JSON.stringify(options)],
              ),
            );
          }
        }
        for (const key of [
          "domain",
          "subdomain",
          "entity_name",
          "entity_code",
          "table_code",
          text,
        ]) {
          const specs = [
            { domain: "crm", subdomain: "customer", entity_name: "Fine" },
            { domain: "crm", subdomain: "customer", entity_name: "Odd", [key]: text },
          ];
          count(
            await attempt(
              client,
              `register_entities(${key}: ${title})`,
              "select app.register_entities($1)",
              [JSON.stringify(specs)],
            ),
          );
        }
      }
    });
  });

  test("large arrays", async () => {
    await asAdmin(async (client) => {
      for (const target of targets) {
        for (const [i, argument] of target.arguments.entries()) {
          if (!argument.type.endsWith("[]")) continue;
          for (const list of [
            Array<string>(100_000).fill("x"),
            Array.from({ length: 51 }, (_, n) => `a${n}`),
            [null],
            [""],
            ["a", null, "a"],
            [
              ["a", "b"],
              ["c", "d"],
            ],
            ["a".repeat(2 ** 20)],
          ]) {
            const values: unknown[] = fittingArguments(target);
            values[i] = list;
            const cast = call(target).replace(`$${i + 1}::text::`, `$${i + 1}::`);
            count(
              await attempt(
                client,
                `${target.name}(${argument.name}: ${JSON.stringify(list).slice(0, 60)})`,
                cast,
                values,
              ),
            );
          }
        }
      }
    });
  });

  test("filters and views of list_rows", async () => {
    const { rows } = await database.pool.query<{ view: string; column: string }>(`
      select c.relname as view, a.attname as column from pg_class as c join pg_attribute as a on a.attrelid = c.oid
      where c.relnamespace = 'app'::regnamespace and c.relkind = 'v' and a.attnum > 0`);
    await asAdmin(async (client) => {
      for (const { view, column } of rows) {
        for (const value of [...someNaughty().slice(0, 7), null, 1, true, [], {}, ["x"]]) {
          count(
            await attempt(
              client,
              `list_rows(${view}.${column})`,
              "select app.list_rows($1, $2, 3)",
              [view, JSON.stringify({ [column]: value })],
            ),
          );
        }
      }
      for (const [limit, offset] of [
        [-1, -1],
        [0, 0],
        [2147483647, 2147483647],
        [null, null],
      ]) {
        count(
          await attempt(client, "limits", "select app.list_rows('domains', '{}', $1, $2)", [
            limit,
            offset,
          ]),
        );
      }
    });
  });

  test("a NUL character never reaches the registry", async () => {
    await asAdmin(async (client) => {
      count(await attempt(client, "NUL", "select app.register_domain('7', $1)", ["a\u0000b"]));
    });
  });
});

describe("what is taken is kept verbatim", () => {
  test("names, descriptions and aliases", async () => {
    let kept = 0;
    await rolledBack(database.pool, async (client) => {
      for (const [title, text] of Object.entries(naughty)) {
        await client.query("savepoint one");
        try {
          const { rows } = await client.query<{
            domain_name: string;
            description: string;
            aliases: string[];
          }>("select d.* from app.register_domain('7', $1, $1, false, array[$1 || '2']) as d", [
            text,
          ]);
          expect(rows[0], title).toMatchObject({
            domain_name: text,
            description: text,
            aliases: [`${text}2`],
          });
          const found = await client.query("select domain_number from app.find_domain($1)", [text]);
          expect(found.rows, title).toEqual([{ domain_number: "7" }]);
          await client.query("select app.register_subdomain('7', '1', $1)", [text]);
          await client.query("select app.allocate_entity_code('7', $1, $1)", [text]);
          const entity = await client.query(
            "select entity_name, subdomain_name from app.find_entity($1, $1, $1)",
            [text],
          );
          expect(entity.rows, title).toEqual([{ entity_name: text, subdomain_name: text }]);
          kept += 1;
        } catch (error) {
          if ((error as { name: string }).name === "AssertionError") throw error;
          judge(error, title);
        }
        await client.query("rollback to savepoint one");
      }
      // A description takes what a name does not.
      for (const [title, text] of Object.entries(naughty)) {
        await client.query("savepoint one");
        const { rows } = await client.query<{ description: string }>(
          "select description from app.register_domain('7', 'stock', $1)",
          [text],
        );
        expect(rows[0]!.description, title).toBe(text);
        await client.query("rollback to savepoint one");
      }
    });
    expect(kept).toBeGreaterThan(25);
  });

  test("texts at their limits, and one character more", async () => {
    await rolledBack(database.pool, async (client) => {
      const ok = "select app.register_domain('7', $1, $2)";
      expect(await attempt(client, "63", ok, ["漢".repeat(63), "漢".repeat(10_000)])).toBe(
        "answered",
      );
      expect(await attempt(client, "64", ok, ["漢".repeat(64), ""])).toBe("SG103");
      expect(await attempt(client, "10001", ok, ["x", "漢".repeat(10_001)])).toBe("SG103");
    });
  });
});
